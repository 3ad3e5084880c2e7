"""Pages in Malay, Javanese, Sundanese and English give their articles as Indonesian ones do."""

import polars as pl
import pytest

from warta.cleaning import clean
from warta.terms import Role

PAGES = {
    "ms": (
        ["Utama", "Nasional", "Jenayah", "Polis Tahan Tiga Suspek Curi Motosikal di Kampung Seri Damai"],
        [
            "Polis menahan tiga lelaki yang dipercayai terlibat dalam kejadian curi motosikal di "
            "beberapa buah kampung sejak bulan lalu, kata Ketua Polis Daerah di sini hari ini.",
            "Beliau berkata, ketiga-tiga suspek berusia antara 19 hingga 27 tahun itu ditahan dalam"
            " serbuan berasingan hasil maklumat orang ramai.",
            "“Kami masih mencari dua lagi rakan mereka yang dipercayai melarikan diri ke negeri "
            "jiran,” katanya kepada pemberita selepas sidang media.",
        ],
        ["Kongsi artikel ini", "Lebih Banyak Berita", "Harga ayam kekal di pasar tani", "Hubungi Kami"],
    ),
    "jv": (
        ["Beranda", "Warta Desa", "Polsek Karangsari Ngajak Warga Njaga Tentreme Kampung"],
        [
            "Polsek Karangsari nganakake pasrawungan karo para sesepuh lan nom-noman ing bale desa "
            "supaya kahanan tetep tentrem nalika pilihan lurah, kandhane Kapolsek ing ngarepe "
            "warga.",
            "Ing pasrawungan iku, warga padha njaluk supaya ronda bengi digalakake maneh amarga wis"
            " ana rong omah sing kelangan pit sajrone seminggu.",
            "“Yen ana wong sing ora ditepungi, aja langsung digebugi. Kandhaa marang pulisi luwih "
            "dhisik,” ujare karo mesem marang para nom-noman.",
        ],
        ["Waca uga", "Rega Brambang Mudhun ing Pasar Kliwon", "Tinggalake komentar"],
    ),
    "su": (
        ["Tepas", "Warta", "Pulisi Ngajak Warga Babarengan Ngajaga Kaamanan Lembur"],
        [
            "Kapolsek Cibungur ngajak warga babarengan ngajaga kaamanan lembur dina raraga "
            "nyanghareupan pilihan kapala désa anu baris dilaksanakeun bulan hareup, saurna di balé"
            " désa.",
            "Dina éta acara, sababaraha warga nepikeun kahariwang ngeunaan loba budak ngora nu sok "
            "balapan motor tengah peuting di jalan gedé.",
            "“Urang kudu silih ingetan, lain silih salahkeun. Pulisi mah moal bisa sorangan,” "
            "saurna ka para tokoh masarakat anu hadir.",
        ],
        ["Baca ogé", "Haréga Paré Turun di Sababaraha Kacamatan", "Serat koméntar"],
    ),
    "en": (
        ["Home", "National", "Police Step Up Night Patrols Before Village Elections"],
        [
            "Police in the district of Tanjung Sari have stepped up night patrols in villages that "
            "are considered prone to disputes before the elections of village heads next month.",
            "District police chief Adjunct Senior Commissioner Rudi Santika said on Tuesday that "
            "120 officers had been deployed and that they would stay until the ballots were "
            "counted.",
            "“We ask all residents to report any threats to the nearest police post and not to "
            "believe rumours that spread on social media,” he told reporters.",
        ],
        [
            "Share this article",
            "Related News",
            "Rice Prices Fall in Three Markets",
            "Leave a Reply",
            "Name *",
        ],
    ),
}


@pytest.mark.parametrize("language", PAGES)
def test_an_article_is_found_in_any_of_the_languages(language: str) -> None:
    head, body, tail = PAGES[language]
    text = "\n\n".join([*head, *body, *tail])
    spans = clean(pl.DataFrame({"text": [text]})).filter(pl.col("role") == Role.BODY.value)
    assert [text[start:end] for start, end in spans.select("start", "end").rows()] == body


@pytest.mark.parametrize("language", PAGES)
def test_a_headline_is_a_title_in_any_of_the_languages(language: str) -> None:
    head, body, tail = PAGES[language]
    text = "\n\n".join([*head, *body, *tail])
    spans = clean(pl.DataFrame({"text": [text]})).filter(pl.col("role") == Role.TITLE.value)
    assert [text[start:end] for start, end in spans.select("start", "end").rows()] == [head[-1]]
