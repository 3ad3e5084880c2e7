"""With `excerpt` and `facts_only` no byte of a release holds more of a text than may be published."""

import random
from pathlib import Path

import orjson
import polars as pl
import pytest

from tests.flows.contents import contents, folded
from tests.flows.test_build import build
from tests.warta.releases import PLACES, edited, release
from warta.cli import main
from warta.publishing import Release, latest, verify

PIECE = 60
POLICE = Path("tests/pages/patroli.txt").read_text(encoding="utf-8")
CAPTION = "Petugas gabungan berjaga di depan gudang logistik pada malam hari. (Foto: Kabar Hulu/Sari)"


def rows() -> list[dict[str, object]]:
    """Pages of outlets that are not known, with exact and near copies and what brings the text again."""
    chance = random.Random(5)
    texts = [release(number, chance, PLACES[number]) for number in range(6)]
    pages: list[dict[str, object]] = [
        {"id": f"kabar-{number}", "text": f"Kabar ke-{number} dari {PLACES[number]}\n\n{CAPTION}\n\n{text}"}
        for number, text in enumerate(texts)
    ]
    pages[0] |= {"isi": texts[0], "potongan": texts[0].split(". ")}
    pages.append(
        {
            "id": "salinan",
            "text": f"Personel Pengamanan TPS Diperiksa\n\n{texts[1]}",
            "url": "https://humas.polri.go.id/salinan",
        }
    )
    pages.append(
        {"id": "suntingan", "text": edited(texts[2], chance), "url": "https://humas.polri.go.id/suntingan"}
    )
    pages.append(
        {
            "id": "daftar",
            "text": "Baca juga: Polisi berjaga di gudang\nBeranda\nIndeks\nTentang kami",
        }
    )
    pages.append({"id": "polisi", "text": POLICE, "url": "https://tribratanews.polri.go.id/patroli"})
    return pages


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("halaman") / "kabar.jsonl"
    path.write_bytes(b"\n".join(orjson.dumps(row) for row in rows()))
    return path


@pytest.fixture(scope="module")
def whole(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The release with the full texts."""
    return build(tmp_path_factory.mktemp("penuh"), str(pages))


@pytest.fixture(scope="module", params=["excerpt", "facts_only"])
def reduced(request: pytest.FixtureRequest, pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    output = tmp_path_factory.mktemp(request.param)
    build(output, str(pages), "--text-release", request.param)
    made = latest(output)
    assert made is not None
    return made


def articles(folder: Path) -> pl.DataFrame:
    return pl.read_parquet(folder / "articles", hive_partitioning=False).sort("article_id")


def pieces(text: str) -> set[str]:
    joined = folded(text)
    found = {joined[start : start + PIECE] for start in range(len(joined) - PIECE + 1)}
    return {piece for piece in found if piece == piece.strip()}


def forbidden(whole: Path, release: str) -> set[str]:
    """Every piece of the bodies and captions that may not be published."""
    texts = [row["body"] for row in articles(whole).iter_rows(named=True) if row["page_id"] != "polisi"]
    others = pl.read_parquet(whole / "spans", hive_partitioning=False).filter(
        pl.col("role").is_in(["body", "caption"])
    )
    police = articles(whole).filter(page_id="polisi")["article_id"].item()
    others = others.filter(pl.col("article_id") != police)["text"]
    found = {piece for text in [*texts, *others] for piece in pieces(text)}
    if release == "excerpt":
        found -= {piece for body in texts for piece in pieces(body[:300])}
    return found


def test_no_piece_of_a_withheld_text_stands_in_any_byte(whole: Path, reduced: Release) -> None:
    configured = reduced.manifest.run.configuration["text_release"]
    hidden = forbidden(whole, str(configured))
    assert len(hidden) > 2_000
    for name, content in contents(reduced.path):
        assert not pieces(content) & hidden, name


def test_facts_offsets_and_counts_stay(whole: Path, reduced: Release) -> None:
    reduced_tables = {
        name: pl.read_parquet(reduced.path / name, hive_partitioning=False) for name in ("quotes", "spans")
    }
    for name, rows_ in reduced_tables.items():
        full = pl.read_parquet(whole / name, hive_partitioning=False)
        told = [column for column in full.columns if column not in ("text", "attribution")]
        assert rows_.select(told).equals(full.select(told)), name
    told = ["article_id", "title", "region", "election", "activity", "personnel", "chars_total", "chars_kept"]
    assert articles(reduced.path).select(told).equals(articles(whole).select(told))
    assert verify(reduced.path) == []


def test_bodies_are_cut_and_those_of_the_police_stay_whole(whole: Path, reduced: Release) -> None:
    release_ = str(reduced.manifest.run.configuration["text_release"])
    bodies = dict(zip(articles(whole)["page_id"], articles(whole)["body"], strict=True))
    for row in articles(reduced.path).iter_rows(named=True):
        if row["page_id"] == "polisi":
            assert (row["text_release"], row["body"]) == ("full", bodies["polisi"])
        else:
            assert row["text_release"] == release_
            assert row["captions"] == []
            assert row["source_extra"] is None
            if release_ == "facts_only":
                assert row["body"] is None
            else:
                assert bodies[row["page_id"]].startswith(row["body"])
                assert len(row["body"]) <= 300
    counted = reduced.manifest.rights.model_dump()
    assert (counted["full"], counted[release_], counted["undecided"], counted["beyond"]) == (1, 7, 0, 0)


def test_a_copy_that_may_be_published_gives_no_other_text_away(reduced: Release) -> None:
    """The police pages that copy a text of others are withheld with it."""
    copies = pl.read_parquet(reduced.path / "duplicates/part-0.parquet")
    assert copies.select("page_id", "text_release").rows() == [
        ("salinan", reduced.manifest.run.configuration["text_release"])
    ]
    edited_ = articles(reduced.path).filter(page_id="suntingan")
    assert edited_["text_release"].item() == reduced.manifest.run.configuration["text_release"]


def test_the_seeds_are_published_in_full_by_default(tmp_path: Path) -> None:
    made = build(tmp_path, "seeds")
    assert articles(made)["text_release"].unique().to_list() == ["full"]
    assert articles(made)["body"].null_count() == 0
    assert {"Perum LKBN ANTARA", "Karo Post", "unknown"} <= {*articles(made)["rights_holder"]}


def test_another_setting_is_another_release_and_says_so_on_its_card(tmp_path: Path) -> None:
    first = build(tmp_path, "seeds")
    second = build(tmp_path, "seeds", "--text-release", "facts_only")
    assert first != second
    assert "5 full" in (first / "README.md").read_text(encoding="utf-8")
    assert "5 facts only" in (second / "README.md").read_text(encoding="utf-8")


def test_a_setting_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["build", "seeds", "--output", str(tmp_path), "--text-release", "all"])
    assert caught.value.code == 2
