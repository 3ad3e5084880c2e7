"""The evaluation set itself: every character has its one role, and what the facts say stands in the text."""

import re
from collections import Counter
from datetime import date

import pytest

from tests.evaluation.evaluate import frame_of
from tests.evaluation.pages import read_pages
from tests.evaluation.scores import VALUES, fold, new_tallies, tally_facts, tally_spans
from warta.terms import Activity, Election, Precision
from warta.training.handwritten import Row

PAGES = read_pages()
STORIES = [page for page in PAGES if page["facts"] is not None]
SINGLE = {
    "title",
    "outlet",
    "syndicated_from",
    "published",
    "dateline_place",
    "region",
    "election",
    "activity",
}
KEYS = SINGLE | {"is_exercise", "authors", "editors", "event_dates", "units", "officials", "quotes", "phones"}
story_by_story = pytest.mark.parametrize("page", STORIES, ids=lambda page: page["id"])


def of_role(page: Row, *roles: str) -> str:
    """The text of the spans with these roles, as one line."""
    return fold(" ".join(page["text"][s["start"] : s["end"]] for s in page["spans"] if s["role"] in roles))


def test_the_set_has_pages_and_stories_of_each_kind() -> None:
    kinds = Counter(page["kind"] for page in PAGES)
    assert set(kinds) == {"wild", "whole", "seedlike", "rendered"}
    assert min(kinds.values()) >= 12
    assert len(STORIES) >= 24


def test_the_library_reads_the_pages_as_written() -> None:
    assert frame_of(PAGES)["text"].to_list() == [page["text"] for page in PAGES]


@story_by_story
def test_the_facts_have_their_keys_and_vocabularies(page: Row) -> None:
    facts = page["facts"]
    assert set(facts) == KEYS
    assert facts["election"] in set(Election)
    assert facts["activity"] in set(Activity)
    assert isinstance(facts["is_exercise"], bool)
    assert facts["region"] is None or re.fullmatch(r"\d\d(\.\d\d)?", facts["region"])
    for day in facts["event_dates"]:
        date.fromisoformat(day)
    assert facts["event_dates"] == sorted(set(facts["event_dates"]))
    if facts["published"]:
        date.fromisoformat(facts["published"]["date"])
        assert facts["published"]["precision"] in {Precision.MINUTE, Precision.DAY}
    assert all(set(phone) == {"number", "kind"} for phone in facts["phones"])
    assert {phone["kind"] for phone in facts["phones"]} <= {"emergency", "official_hotline", "private"}


@story_by_story
def test_what_the_facts_name_stands_in_the_text(page: Row) -> None:
    facts = page["facts"]
    article = of_role(page, "title", "body", "dateline", "credit", "byline")
    told = of_role(page, "title", "body")
    headline = of_role(page, "title").lstrip("# ")  # without the mark of a heading in Markdown
    assert facts["title"] is None or fold(facts["title"]) == headline
    assert (facts["title"] is None) == (of_role(page, "title") == "")
    assert fold(facts["outlet"] or "") in fold(page["text"])
    assert fold(facts["syndicated_from"] or "") in of_role(page, "credit", "byline", "dateline")
    assert fold(facts["dateline_place"] or "") in of_role(page, "dateline")
    for name in (*facts["authors"], *facts["editors"]):
        assert fold(name) in article, name
    for official in facts["officials"]:
        assert fold(official["name"]) in told, official
        assert fold(official["position"] or "") in told, official
    for unit in facts["units"]:
        kind, area = fold(unit).split(" ", 1)
        assert kind == "polda" or area in told, unit  # provinces are printed shortened
    for phone in facts["phones"]:
        assert phone["number"] in told


@story_by_story
def test_quotes_stand_in_the_body_and_speakers_are_named_there(page: Row) -> None:
    body = of_role(page, "body")
    for quote in page["facts"]["quotes"]:
        assert fold(quote["text"]) in body, quote
        assert fold(quote["speaker"] or "") in body, quote


def test_the_right_answer_scores_one() -> None:
    spans, facts = new_tallies(), new_tallies()
    for page in STORIES:
        tally_spans(spans, page, page["spans"])
        tally_facts(facts, page["facts"], page["facts"])
    assert {tally.f1 for tally in (*spans.values(), *facts.values())} == {1.0}
    assert set(facts) == set(VALUES)


def test_a_half_right_answer_scores_between() -> None:
    page = {"text": "abcd efgh", "spans": [{"start": 0, "end": 9, "role": "body"}]}
    tallies = new_tallies()
    tally_spans(
        tallies, page, [{"start": 0, "end": 4, "role": "body"}, {"start": 4, "end": 9, "role": "legal"}]
    )
    assert (tallies["body"].precision, tallies["body"].recall) == (1.0, 0.5)
    assert tallies["kept"].recall == 0.5
    assert (tallies["legal"].precision, tallies["legal"].wanted) == (0.0, 0)
