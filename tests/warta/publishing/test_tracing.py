"""The story of a record says where it comes from, what was removed, where facts stand, who held it."""

from pathlib import Path

import pytest

from tests.warta.publishing.tables import frame, release, tables
from tests.warta.publishing.test_history import change, only
from warta.publishing import trace

WHOLE = tables()
ARTICLE = WHOLE["articles"].row(1, named=True)


def story(output: Path, article_id: str) -> str:
    return "\n".join(trace(output, article_id))


def test_the_story_of_an_article(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    release(tmp_path, change(WHOLE, 1, region="35.73"))
    told = story(tmp_path, ARTICLE["article_id"])
    assert "Releases  from 2026.11.22 to 2026.11.22.1, last changed in 2026.11.22.1" in told
    assert f"Title     {ARTICLE['title']}" in told
    assert ARTICLE["source_sha256"] in told
    assert f"title = {ARTICLE['title']} (dateline): {ARTICLE['title']}" in told
    assert "share by structure:place: Bagikan" in told
    assert "place Polsek Rantau Jaya (name): gudang" in told


def test_the_story_of_an_article_that_is_gone_is_told_by_who_held_it_last(tmp_path: Path) -> None:
    release(tmp_path, WHOLE)
    release(tmp_path, only(WHOLE, lambda rows: rows["article_id"] != ARTICLE["article_id"]))
    told = story(tmp_path, ARTICLE["article_id"])
    assert "Gone      its page was not read" in told
    assert f"Title     {ARTICLE['title']}" in told


def test_the_story_of_a_reject_and_of_a_copy(tmp_path: Path) -> None:
    rejected = "0" * 32
    row = {"article_id": rejected, "source_row": 77, "stage": "clean", "reason": "no_article", "check": None}
    release(tmp_path, {**WHOLE, "rejects": frame("rejects", [row])})
    assert "Reject    harian/2024-09.jsonl.gz, row 77: no_article at clean" in story(tmp_path, rejected)
    original = WHOLE["duplicates"]["original_id"][0]
    assert f"row 1000 has the body of {original}" in story(tmp_path, original)


def test_what_no_release_knows_is_said(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="holds no release"):
        story(tmp_path, "f" * 32)
    release(tmp_path, WHOLE)
    with pytest.raises(LookupError, match=r"f{32}"):
        story(tmp_path, "f" * 32)
