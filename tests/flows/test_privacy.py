"""No private data of the pages stand in any file of their release."""

import random
import re
from pathlib import Path

import orjson
import polars as pl
import pytest

from tests.flows.contents import contents
from tests.flows.test_build import build
from tests.warta.privacy.planted import Planted, private, public
from tests.warta.releases import PLACES, release
from warta.publishing import verify

Pages = list[tuple[list[Planted], list[Planted]]]
"""The private data in each page, and what only looks like them."""


def article(chance: random.Random, number: int, sentences: list[Planted]) -> str:
    """An invented press release with sentences among its own."""
    place = PLACES[number % len(PLACES)]
    lines = release(number, chance, place).replace("\n", " ").split(". ")
    for planted in sentences:
        lines.insert(chance.randint(1, len(lines) - 1), planted.sentence.removesuffix("."))
    paragraphs = "\n\n".join(f"{line.removesuffix('.')}." for line in lines)
    return f"Polres {place} siaga menjelang pilkada edisi {number}\n\n{place.upper()} – {paragraphs}\n"


@pytest.fixture(scope="module")
def planted() -> Pages:
    """Two private data and five that only look so for each of a hundred articles."""
    chance = random.Random(2024)
    return [([private(chance) for _ in range(2)], [public(chance) for _ in range(5)]) for _ in range(100)]


@pytest.fixture(scope="module")
def made(planted: Pages, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("halaman")
    chance = random.Random(7)
    rows = []
    for number, (hidden, shown) in enumerate(planted):
        row = {"id": f"halaman-{number}", "text": article(chance, number, [*hidden, *shown])}
        if number % 10 == 0:
            row |= {"kontak": hidden[0].sentence, "outlet": "Kabar Hulu"}
        rows.append(row)
    (folder / "kabar.jsonl").write_bytes(b"\n".join(orjson.dumps(row) for row in rows))
    return build(tmp_path_factory.mktemp("output"), str(folder))


def test_none_of_200_private_data_survives_in_any_file(made: Path, planted: Pages) -> None:
    items = {item.item for hidden, _ in planted for item in hidden}
    numbers = {digits for item in items if len(digits := re.sub(r"\D", "", item)) >= 9}
    assert len(items) >= 195
    for name, text in contents(made):
        assert not [item for item in items if item in text], name
        if not name.endswith(".parquet") or "\n" in text:
            joined = re.sub(r"(?<=\d)[ .()–/-]{1,3}(?=\d)", "", text)
            assert not [number for number in numbers if number in joined], name


def test_none_of_500_dates_statutes_amounts_and_hotlines_is_hit(made: Path, planted: Pages) -> None:
    spans = pl.read_parquet(made / "spans", hive_partitioning=False)
    published = "\n".join(spans.group_by("article_id").agg(pl.col("text").str.join(""))["text"])
    missing = [item.item for _, shown in planted for item in shown if item.item not in published]
    assert missing == []


def test_each_redaction_is_listed_with_its_placeholder(made: Path, planted: Pages) -> None:
    redactions = pl.read_parquet(made / "redactions/part-0.parquet")
    told = sorted(item.kind or "" for hidden, _ in planted for item in hidden)
    assert sorted(redactions["kind"]) == told
    assert verify(made) == []


def test_what_readers_wrote_is_not_published(tmp_path: Path) -> None:
    page = """<html><body><article><h1>Polres Sukamaju siaga menjelang pilkada</h1>
    <p>SUKAMAJU – Polres Sukamaju berpatroli di gudang logistik pilkada pada Senin malam bersama warga.</p>
    <p>Patroli itu dipimpin Kasat Samapta dan melibatkan personel gabungan sampai pagi hari.</p></article>
    <section id="comments"><ol class="comment-list"><li class="comment"><cite>Jamilah Pertiwi</cite>
    <p>Semoga pilkada di kampung kami aman selalu ya bapak polisi</p></li></ol></section></body></html>"""
    (tmp_path / "halaman.html").write_text(page, encoding="utf-8")
    made = build(tmp_path / "output", str(tmp_path / "halaman.html"))
    spans = pl.read_parquet(made / "spans", hive_partitioning=False).filter(role="comment")
    assert spans.height > 0
    assert spans["text"].null_count() == spans.height
    for name, text in contents(made):
        assert "Jamilah" not in text, name
        assert "kampung kami" not in text, name
