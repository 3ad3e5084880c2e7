"""A release that fails what is asked of it is kept aside, unless a person lets it pass."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tests.warta.publishing.tables import CREATED, release, run, tables, write
from tests.warta.publishing.test_history import only
from warta.publishing import BlockedError, Release, Staging, gates, latest, publish, verify
from warta.takedowns import Takedowns, Tombstone
from warta.terms import GateLevel, GateOutcome, Matching

WHOLE = tables(articles=120)


def outcomes(made: Release) -> dict[str, GateOutcome]:
    return {gate.name: gate.outcome for gate in made.manifest.gates}


def without(column: str, share: float) -> dict[str, pl.DataFrame]:
    """The tables with no value in a column of the first articles."""
    rows = WHOLE["articles"]
    there = pl.int_range(pl.len()) >= share * rows.height
    return {**WHOLE, "articles": rows.with_columns(pl.when(there).then(column).alias(column))}


def first(number: int) -> dict[str, pl.DataFrame]:
    return only(WHOLE, lambda rows: rows["source_row"] <= number)


def test_gates_have_one_name_and_a_bound_each() -> None:
    assert len({gate.name for gate in gates()}) == len(gates())
    for gate in gates():
        assert (gate.min is None) != (gate.max is None)
        assert gate.what.endswith(".")


def test_a_sound_release_passes_and_says_with_what_figures(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    made = release(tmp_path, WHOLE)
    assert {*outcomes(made).values()} == {GateOutcome.PASSED}
    assert {gate.name: gate.figure for gate in made.manifest.gates} == {
        "articles": 120, "rights": 0, "titles": 1.0, "dates": 0.6667, "outlets": 1.0, "rejects": 0.0161,
        "lost_articles": 0.0, "growth": 1.0, "drift": 0.0,
    }  # fmt: skip


def test_shares_of_a_few_articles_say_nothing(tmp_path: Path) -> None:
    release(tmp_path, tables(articles=3))
    made = release(tmp_path, only(tables(articles=3), lambda rows: rows["source_row"] == 1))
    assert outcomes(made) == {"articles": GateOutcome.PASSED, "rights": GateOutcome.PASSED}


def with_value(column: str, value: str | None) -> dict[str, pl.DataFrame]:
    """The tables with another value in the first article."""
    here = pl.int_range(pl.len()) == 0
    changed = pl.when(here).then(pl.lit(value, pl.String)).otherwise(column).alias(column)
    return {**WHOLE, "articles": WHOLE["articles"].with_columns(changed)}


@pytest.mark.parametrize(
    ("before", "after", "gate"),
    [
        (None, without("title", 0.97), "titles"),
        (None, with_value("rights_holder", None), "rights"),
        (None, with_value("text_release", None), "rights"),
        (None, with_value("text_release", "facts_only"), "rights"),
        (WHOLE, first(90), "lost_articles"),
    ],
)
def test_a_release_that_fails_a_fatal_gate_is_kept_aside(
    tmp_path: Path, before: Any, after: Any, gate: str
) -> None:
    last = release(tmp_path, before) if before else None
    with pytest.raises(BlockedError, match=gate) as caught:
        release(tmp_path, after)
    assert "\n" not in str(caught.value)
    assert latest(tmp_path) == last
    (aside,) = (path for path in (tmp_path / "blocked").iterdir() if path.is_dir())
    assert verify(aside) == []
    assert gate in aside.with_name(f"{aside.name}.md").read_text()


def test_a_person_lets_a_release_pass_on_the_record(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    rest = first(90)
    with Staging(tmp_path) as staging:
        made = publish(staging, write(staging.path, rest), run(rest), accepted=["lost_articles"])
    assert outcomes(made)["lost_articles"] is GateOutcome.ACCEPTED
    assert "- accepted: lost_articles: 0.25, at most 0.1 is asked" in (made.path / "README.md").read_text()
    assert latest(tmp_path) == made


def test_a_person_lets_a_text_pass_and_the_release_says_how_much_it_shows(tmp_path: Path) -> None:
    shown = with_value("text_release", "excerpt")
    with Staging(tmp_path) as staging:
        made = publish(staging, write(staging.path, shown), run(shown), accepted=["rights"])
    assert outcomes(made)["rights"] is GateOutcome.ACCEPTED
    # The article with its captions, its quotation, and three spans of its page.
    assert made.manifest.rights.model_dump() == {
        "full": 119, "excerpt": 1, "facts_only": 0, "undecided": 0, "beyond": 5,
    }  # fmt: skip
    assert verify(made.path) == []


def test_an_article_that_is_gone_for_a_reason_is_not_lost(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    rest = first(90)
    moved = WHOLE["articles"].filter(pl.col("source_row") > 90).select(WHOLE["rejects"].columns[:6])
    rejected = (
        WHOLE["rejects"].head(1).drop(moved.columns).join(moved, how="cross").select(WHOLE["rejects"].columns)
    )
    rest["rejects"] = pl.concat([rejected, rest["rejects"]]).sort("source_path", "source_row")
    assert outcomes(release(tmp_path, rest))["lost_articles"] is GateOutcome.PASSED


def test_an_article_that_was_taken_down_is_not_lost_though_its_page_was_not_read(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    rest = first(90)
    gone = WHOLE["articles"].filter(pl.col("source_row") > 90)["article_id"]
    stone = Tombstone(
        matching=Matching.OUTLET, named="Kabar Lain", reason="hak jawab", when=CREATED, articles=tuple(gone)
    )
    (tmp_path / "takedowns.jsonl").write_bytes(stone.to_line())
    told = run(rest).model_copy(update={"configuration": {"takedowns": Takedowns((stone,)).digest}})
    with Staging(tmp_path) as staging:
        made = publish(staging, write(staging.path, rest), told)
    assert outcomes(made)["lost_articles"] is GateOutcome.PASSED
    known = pl.read_parquet(made.path / "ids").filter(pl.col("status") == "gone")
    assert set(known["article_id"]) == {*gone}
    assert set(known["why"]) == {"takedown"}


@pytest.mark.parametrize(
    ("after", "gate"),
    [
        (without("outlet", 0.97), "outlets"),
        (without("byline", 0.2), "drift"),
        (tables(articles=500), "growth"),
        (tables(articles=120, rejects=300), "rejects"),
    ],
)
def test_a_warning_stands_in_the_manifest_and_stops_nothing(tmp_path: Path, after: Any, gate: str) -> None:
    release(tmp_path, WHOLE)
    made = release(tmp_path, after)
    assert outcomes(made)[gate] is GateOutcome.WARNED
    assert latest(tmp_path) == made


def test_every_gate_is_tried_here() -> None:
    tried = {"titles", "rights", "lost_articles", "outlets", "drift", "growth", "rejects"}
    assert {gate.name for gate in gates()} - tried == {"articles", "dates"}
    assert {gate.level for gate in gates()} == {*GateLevel}


def test_a_gate_that_is_none_cannot_be_accepted(tmp_path: Path) -> None:
    with Staging(tmp_path) as staging, pytest.raises(ValueError, match="no such gate: door"):
        publish(staging, write(staging.path, WHOLE), run(WHOLE), accepted=["door"])
