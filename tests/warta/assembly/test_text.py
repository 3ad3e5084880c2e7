"""Spans are put together to bodies and counts."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from warta.assembly.text import bodies, counts, with_text
from warta.frames import SPANS
from warta.terms import Role


def ledger(*pieces: tuple[str, Role]) -> pl.DataFrame:
    """The ledger of one page that is made of these pieces."""
    text = "".join(piece for piece, _ in pieces)
    rows, start = [], 0
    for piece, role in pieces:
        rows.append((0, start, start + len(piece), str(role), None, None))
        start += len(piece)
    pages = pl.DataFrame({"article_id": "a", "text": text}).with_row_index("page")
    return with_text(pages, pl.DataFrame(rows, schema=SPANS, orient="row"))


def body(*pieces: tuple[str, Role]) -> str | None:
    found = bodies(ledger(*pieces))["body"]
    return found[0] if len(found) else None


BODY, BLANK = Role.BODY, Role.BLANK


def test_paragraphs_are_parted_by_an_empty_line_however_the_page_parts_them() -> None:
    for gap in ("\n", "\n\n", "\r\n", "\n \u00a0\n\n", "\u2028"):
        assert body(("Satu.", BODY), (gap, BLANK), ("Dua.", BODY)) == "Satu.\n\nDua."


def test_a_link_glued_between_two_sentences_leaves_one_paragraph() -> None:
    pieces = [("Satu.", BODY), (" ", BLANK), ("Baca juga: Lain", Role.RELATED), (" ", BLANK), ("Dua.", BODY)]
    assert body(*pieces) == "Satu. Dua."


def test_a_link_on_a_line_of_its_own_parts_paragraphs() -> None:
    pieces = [
        ("Satu.", BODY),
        ("\n", BLANK),
        ("Baca juga: Lain", Role.RELATED),
        ("\n", BLANK),
        ("Dua.", BODY),
    ]
    assert body(*pieces) == "Satu.\n\nDua."


def test_lines_that_a_paragraph_was_broken_into_by_hand_are_joined() -> None:
    first = "Petugas gabungan menyusuri jalan desa sejak petang dan"
    assert body((first, BODY), ("\n", BLANK), ("berhenti di balai.", BODY)) == f"{first} berhenti di balai."


def test_items_of_a_list_stay_apart() -> None:
    first = "Warga diminta membawa kartu tanda penduduk yang asli"
    assert body((first, BODY), ("\n", BLANK), ("b. surat undangan", BODY)) == f"{first}\n\nb. surat undangan"
    assert body(("garam", BODY), ("\n", BLANK), ("gula pasir", BODY)) == "garam\n\ngula pasir"


def test_a_page_without_body_has_none() -> None:
    assert body(("Judul", Role.TITLE)) is None


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.sampled_from(list(Role))), min_size=1))
def test_kept_removed_and_blank_characters_are_all_of_the_page(pieces: list[tuple[str, Role]]) -> None:
    frame = ledger(*pieces)
    assert frame["text"].to_list() == [piece for piece, _ in pieces]
    total, kept, removed, blank = (
        counts(frame).select("chars_total", "chars_kept", "chars_removed", "chars_blank").row(0)
    )
    assert total == kept + removed + blank == sum(len(piece) for piece, _ in pieces)
