"""Pages without private data keep their ledgers whole, and lead back to the pages as read."""

import random
from itertools import pairwise

import orjson
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.warta.privacy.planted import private, public
from warta.frames import PAGES, SPANS
from warta.privacy import PLACEHOLDERS, Redacted, redact, without_comments


def pages(*texts: str, **columns: str) -> pl.DataFrame:
    return pl.DataFrame([{"text": text, **columns} for text in texts], schema=PAGES)


def cut(page: int, text: str, cuts: list[int]) -> list[dict[str, object]]:
    """Spans that tile a text, cut at some places."""
    bounds = sorted({0, len(text), *(place % (len(text) + 1) for place in cuts)})
    return [
        {"page": page, "start": start, "end": end, "role": "body", "rule": "r"}
        for start, end in pairwise(bounds)
    ]


def cleared(texts: list[str], cuts: list[int]) -> Redacted:
    spans = [span for page, text in enumerate(texts) for span in cut(page, text, cuts)]
    return redact(pages(*texts), pl.DataFrame(spans, schema=SPANS))


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.lists(st.integers(0, 400), max_size=8))
def test_spans_tile_the_page_as_published_wherever_they_were_cut(seed: int, cuts: list[int]) -> None:
    chance = random.Random(seed)
    texts = [
        "\n".join(chance.choice((private, public))(chance).sentence for _ in range(chance.randint(1, 4)))
        for _ in range(3)
    ]
    clear = cleared(texts, cuts)
    for page, text in enumerate(clear.pages["text"]):
        spans = clear.spans.filter(page=page)
        assert "".join(text[start:end] for start, end in spans.select("start", "end").iter_rows()) == text
        assert (spans["start"] < spans["end"]).all()
        # The way back: what stands between the placeholders is what was read.
        rebuilt, done = "", 0
        for row in clear.redactions.filter(page=page).iter_rows(named=True):
            assert text[row["start"] : row["end"]] == PLACEHOLDERS[row["kind"]]
            rebuilt += text[done : row["start"]] + texts[page][row["raw_start"] : row["raw_end"]]
            done = row["end"]
        assert rebuilt + text[done:] == texts[page]


def test_every_role_is_cleared_and_a_redaction_says_where_it_stood() -> None:
    text = "Polisi berjaga.\nHubungi Sari 0812-3456-7890"
    spans = [
        {"page": 0, "start": 0, "end": 15, "role": "body", "rule": "r"},
        {"page": 0, "start": 15, "end": 16, "role": "blank"},
        {"page": 0, "start": 16, "end": len(text), "role": "promo", "rule": "r"},
    ]
    clear = redact(pages(text), pl.DataFrame(spans, schema=SPANS))
    assert clear.pages["text"].item() == "Polisi berjaga.\nHubungi Sari [TELEPON]"
    assert clear.redactions.to_dicts() == [
        {"page": 0, "start": 29, "end": 38, "kind": "phone", "role": "promo", "raw_start": 29, "raw_end": 43}
    ]


def test_what_comes_with_a_page_is_cleared_too() -> None:
    extra = {
        "penulis": {"surel": "sari@gmail.com", "hp": 6281234567890, "no_rekening": ["1234567890"]},
        "komentar": [{"nama": "Budi", "isi": "mantap"}],
        "crawler": "pagi", "waktu": 1725262020, "ok": True,
    }  # fmt: skip
    read = pages(
        "Polisi berjaga.", outlet="Kabar Sari 0812-3456-7890", url="https://kabar.example/?dari=sari@gmail.com",
        provenance=orjson.dumps(extra).decode(),
    ).with_columns(
        metadata=pl.struct(title=pl.lit("WA 0812-3456-7890"), site=pl.lit("sari@gmail.com"), url=None).cast(
            pl.Struct({"title": pl.String, "site": pl.String, "url": pl.String})
        )
    )  # fmt: skip
    clear = redact(read, pl.DataFrame(cut(0, "Polisi berjaga.", []), schema=SPANS)).pages
    assert clear["outlet"].item() == "Kabar Sari [TELEPON]"
    assert clear["url"].item() == "https://kabar.example/?dari=[EMAIL]"
    assert clear["metadata"].item() == {"title": "WA [TELEPON]", "site": "[EMAIL]", "url": None}
    assert orjson.loads(clear["provenance"].item()) == {
        "crawler": "pagi",
        "ok": True,
        "penulis": {"surel": "[EMAIL]", "hp": "[TELEPON]", "no_rekening": ["[REKENING]"]},
        "waktu": 1725262020,
    }


@pytest.mark.parametrize(
    ("read", "published"),
    [
        ("https://redaksi:rahasia@kabar.example/1?a=@b", "https://kabar.example/1?a=@b"),
        ("ftp://tamu@kabar.example", "ftp://kabar.example"),
        ("https://kabar.example/@redaksi/1", "https://kabar.example/@redaksi/1"),
    ],
)
def test_an_address_is_published_without_the_login_of_who_fetched_it(read: str, published: str) -> None:
    page = pages("Polisi berjaga.", url=read)
    clear = redact(page, pl.DataFrame(cut(0, "Polisi berjaga.", []), schema=SPANS)).pages
    assert clear["url"].item() == published


def test_comments_of_readers_have_a_length_and_no_words() -> None:
    ledger = pl.DataFrame(
        {"role": ["body", "comment", "comment_form"], "text": ["a", "Budi: mantap", "Nama *"]}
    )
    assert without_comments(ledger)["text"].to_list() == ["a", None, "Nama *"]


def test_what_markup_calls_comments_is_one_unless_the_story_stands_inside() -> None:
    text = "Polisi berjaga.\nJamilah\nMantap"
    spans = pl.DataFrame(
        [
            {"page": 0, "start": 0, "end": 15, "role": "body", "rule": "model", "confidence": 0.9},
            {"page": 0, "start": 15, "end": 16, "role": "blank"},
            {"page": 0, "start": 16, "end": 23, "role": "credit", "rule": "model", "confidence": 0.5},
            {"page": 0, "start": 23, "end": 24, "role": "blank"},
            {"page": 0, "start": 24, "end": 30, "role": "tags", "rule": "model", "confidence": 0.2},
        ],
        schema=SPANS,
    )
    for start, roles in ((16, ["body", "comment", "comment"]), (0, ["body", "credit", "tags"])):
        markup = [{"start": start, "end": 30, "kind": "comment"}]
        page = pl.DataFrame([{"text": text, "markup": markup}], schema=PAGES)
        clear = redact(page, spans)
        assert clear.spans.filter(pl.col("role") != "blank")["role"].to_list() == roles
