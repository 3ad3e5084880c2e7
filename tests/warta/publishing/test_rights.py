"""What a release promises of rights and privacy is looked up in its own tables before it is published."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from tests.warta.publishing.tables import release, tables
from warta.publishing import BrokenReleaseError, trace, verify
from warta.rights import WITHHOLDING, withheld

Change = Callable[[pl.DataFrame], pl.DataFrame]


def with_first(table: str, **values: object) -> dict[str, pl.DataFrame]:
    """The tables with other values in the first row of one."""
    made = tables()
    here = pl.int_range(pl.len()) == 0
    rows = made[table]
    changed = rows.with_columns(
        pl.when(here).then(pl.lit(value, rows.schema[name])).otherwise(name).alias(name)
        for name, value in values.items()
    )
    return {**made, table: changed.sort("article_id", "start")}


def held(release_: str) -> dict[str, pl.DataFrame]:
    """The tables with the texts withheld."""
    made = tables()
    told = made["articles"].select("article_id", text_release=pl.lit(release_)).match_to_schema(WITHHOLDING)
    return {name: withheld(name, rows, told) for name, rows in made.items()}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (with_first("redactions", start=3, end=12), "redactions: not found where it should stand"),
        (with_first("redactions", kind="email"), "redactions: not found where it should stand"),
        (with_first("redactions", article_id="f" * 32), "redactions: of a page without spans"),
        (with_first("quotes", text="Polisi libur."), "quotes: not found where it should stand"),
    ],
)
def test_what_stands_for_private_data_is_looked_up(
    tmp_path: Path, made: dict[str, pl.DataFrame], said: str
) -> None:
    with pytest.raises(BrokenReleaseError, match=said):
        release(tmp_path, made)


@pytest.mark.parametrize("release_", ["excerpt", "facts_only"])
def test_a_release_without_texts_is_sound_and_counts_them(tmp_path: Path, release_: str) -> None:
    made = release(tmp_path, held(release_))
    assert verify(made.path) == []
    assert made.manifest.rights.model_dump() == {
        "full": 0, "excerpt": 0, "facts_only": 0, "undecided": 0, "beyond": 0, release_: 7,
    }  # fmt: skip


def test_offsets_of_withheld_texts_still_have_to_be_inside_of_their_pages(tmp_path: Path) -> None:
    made = held("facts_only")
    far = made["people"].with_columns(end=pl.col("end") + 1_000)
    with pytest.raises(BrokenReleaseError, match="people: not found where it should stand"):
        release(tmp_path, {**made, "people": far})


def test_the_story_of_a_record_tells_its_rights_and_what_was_taken_out(tmp_path: Path) -> None:
    article = tables()["articles"]["article_id"][0]
    release(tmp_path / "full")
    told = "\n".join(trace(tmp_path / "full", article))
    assert "Rights    Kabar Sukamaju, licence unknown: full" in told
    assert "phone taken out, 60–74 of the raw page: [TELEPON]" in told
    release(tmp_path / "held", held("facts_only"))
    assert "characters, not published)" in "\n".join(trace(tmp_path / "held", article))
