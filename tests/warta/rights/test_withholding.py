"""What is withheld leaves its facts, offsets and counts, and no more of the text than may be shown."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.tables import TABLES
from tests.warta.publishing.tables import frame
from warta.rights import WITHHOLDING, shows_more, withheld
from warta.rights.withholding import LONGEST_EXCERPT, cut

LONG = "Kepala Bidang Hubungan Masyarakat Kepolisian Daerah Kalimantan Tengah Sukamaju"
ROWS = {
    "articles": {
        "body": "Polisi berjaga di gudang logistik. " * 20,
        **dict.fromkeys(("dateline", "dateline_place", "dateline_agency", "byline", "timestamp"), LONG),
        **dict.fromkeys(("section", "operation", "outlet", "syndicated_from", "rights_holder"), LONG),
        **{name: [LONG] for name in ("authors", "editors", "credits", "tags", "captions")},
    },
    "quotes": dict.fromkeys(("text", "attribution", "speaker"), LONG),
    "people": dict.fromkeys(("name", "position", "unit"), LONG),
    "mentions": dict.fromkeys(("text", "value", "parent"), LONG),
    "rejects": {"value": LONG, "stage": "validate"},
    "spans": {"text": LONG, "role": "body"},
    "duplicates": {},
}
NO_TEXT = {"title", "page_id", "source_path", "source_url", "source_sha256"}
"""What may be long: the title is published whatever the setting, the others are no words of the text."""


def held(table: str, release: str) -> tuple[dict[str, object], dict[str, object]]:
    """A row as it was, and as it is published."""
    rows = frame(table, [ROWS[table]])
    told = pl.DataFrame([(rows["article_id"][0], release)], WITHHOLDING, orient="row")
    reduced = withheld(table, rows, told)
    assert reduced.schema == rows.schema
    return rows.row(0, named=True), reduced.row(0, named=True)


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("release", ["excerpt", "facts_only"])
def test_no_piece_of_60_characters_is_left(table: str, release: str) -> None:
    row, less = held(table, release)
    for name, value in less.items():
        allowed = LONGEST_EXCERPT if (table, name, release) == ("articles", "body", "excerpt") else 59
        texts = value if isinstance(value, list) else [value]
        if name not in NO_TEXT:
            assert all(len(text) <= allowed for text in texts if isinstance(text, str)), name
        if isinstance(row[name], int | bool):
            assert value == row[name]
    if "text_release" in less:
        assert less["text_release"] == release


def test_an_excerpt_ends_with_a_whole_word_and_facts_alone_have_none() -> None:
    body = held("articles", "excerpt")[1]["body"]
    assert isinstance(body, str)
    assert 280 < len(body) <= LONGEST_EXCERPT
    assert body.split()[-1] in {"Polisi", "berjaga", "di", "gudang", "logistik."}
    assert held("articles", "facts_only")[1]["body"] is None


def test_white_space_alone_stays_in_the_ledger() -> None:
    spans = frame("spans", [{"role": "blank"}, {"role": "title", "start": 38, "end": 76}])
    told = pl.DataFrame([(spans["article_id"][0], "facts_only")], WITHHOLDING, orient="row")
    texts = withheld("spans", spans, told)["text"]
    assert [text is None for text in texts] == [False, True]


def test_other_texts_stay_as_they_are() -> None:
    rows = frame("articles", [ROWS["articles"]])
    other = pl.DataFrame([("0" * 32, "facts_only")], WITHHOLDING, orient="row")
    assert withheld("articles", rows, other).equals(rows)


@pytest.mark.parametrize("table", [table for table in TABLES if shows_more(table) is not None])
def test_what_shows_more_than_withholding_leaves_is_seen(table: str) -> None:
    more = shows_more(table)
    assert more is not None
    row, less = (pl.DataFrame([each]) for each in held(table, "facts_only"))
    release = pl.lit("facts_only").alias("text_release")
    assert row.with_columns(release).select(more).item()
    assert not less.cast(row.schema).with_columns(release).select(more).item()


@given(st.text("ab \n", max_size=40), st.integers(1, 30))
def test_a_cut_is_a_beginning_and_no_longer_than_asked(text: str, longest: int) -> None:
    short = pl.select(cut(pl.lit(text), longest)).item()
    assert text.startswith(short)
    assert len(short) <= longest
    if len(text) <= longest:
        assert short == text
