import polars as pl

from warta.facts.kept import KEPT_SPANS, kept_spans

PAGES = pl.DataFrame({"text": ["Judul\n\nBagikan\n“Aman,” kata\u00a0dia. (*)", "Isi saja."]})
SPANS = pl.DataFrame(
    {
        "page": [1, 0, 0, 0, 0, 0, 0],
        "start": [0, 15, 0, 5, 7, 14, 33],
        "end": [9, 32, 5, 7, 14, 15, 36],
        "role": ["body", "body", "title", "blank", "share", "blank", "end_mark"],
    },
    schema_overrides={"page": pl.UInt32, "start": pl.UInt32, "end": pl.UInt32},
)


def test_kept_spans_are_numbered_in_order_and_cut_by_code_points() -> None:
    kept = kept_spans(PAGES, SPANS)
    assert kept.schema == KEPT_SPANS
    assert kept.rows() == [
        (0, 0, "title", 0, 5, "Judul"),
        (0, 1, "body", 15, 32, "“Aman,” kata\u00a0dia."),
        (1, 0, "body", 0, 9, "Isi saja."),
    ]


def test_pages_without_kept_text_have_no_rows() -> None:
    assert kept_spans(PAGES, SPANS.filter(role="share")).is_empty()
