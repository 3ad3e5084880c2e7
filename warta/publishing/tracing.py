"""The whole story of one record: its page, what was removed and why, where its facts stand, who held it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from schemas.tables import IDS, PUBLISHED
from warta.publishing.errors import reading_from
from warta.publishing.manifest import Release, read_release
from warta.publishing.release import latest
from warta.publishing.staging import RELEASES
from warta.takedowns import read_takedowns
from warta.terms import IdStatus, Reason

_SHOWN: Final = 70
"""Characters of a text that are shown, at most."""

_HIDDEN: Final = "\0"
"""Stands for each character that the ledger does not show."""

_PAGE: Final = (
    "source_path", "source_row", "source_url", "source_sha256", "source_bytes", "source_encoding",
    "source_fetched_at", "warta_version", "rules_version",
)  # fmt: skip


def trace(output: Path, article_id: str) -> Iterator[str]:
    """Tell the story of a record, a line at a time.

    Args:
        output: The folder that holds the releases.
        article_id: An article that any release held, or a page that was a copy or was rejected.

    Nothing is shown of what was taken down, though a release may hold it that was not purged.

    Raises:
        LookupError: No release knows it.
        BrokenReleaseError: A release that is named is damaged.
        BrokenTakedownsError: What was taken down cannot be read.
    """
    last = latest(output)
    if last is None:
        raise LookupError(f"{output} holds no release")
    stones = read_takedowns(output).of(article_id)
    known = _rows(last, IDS.name, article_id)
    fates = [row for name in ("duplicates", "rejects") for row in _rows(last, name, article_id)]
    if not known and not fates and not stones:
        raise LookupError(f"no release of {output} knows {article_id}")
    yield f"Record    {article_id}"
    yield from (_fate(row) for row in fates)
    yield from (line for row in known for line in _held(row))
    for stone in stones:
        yield f"Takedown  {stone.when:%Y-%m-%d}, named by {stone.matching}: {stone.reason}"
    if stones or any(row.get("reason") == Reason.TAKEN_DOWN for row in fates):
        return
    if known:
        holder = last
        if known[0]["status"] == IdStatus.GONE.value:
            holder = read_release(output / RELEASES / known[0]["last_seen"])
        yield from _article(holder, article_id)
    else:
        yield from _ledger(last, article_id)


def _rows(release: Release, table: str, article_id: str) -> list[dict[str, Any]]:
    """The rows of a record in a table, in order."""
    files = release.parquet_of(table)
    rows = pl.scan_parquet(files, hive_partitioning=False).filter(pl.col("article_id") == article_id)
    with reading_from(f"{release.path}: {table}"):
        return rows.sort(PUBLISHED[table].sort, nulls_last=True).collect().to_dicts()


def _fate(row: dict[str, Any]) -> str:
    place = f"{row['source_path']}" + (f", row {row['source_row']}" if row["source_row"] else "")
    if "original_id" in row:
        return f"Copy      {place} has the body of {row['original_id']}"
    why = f"{row['reason']} at {row['stage']}" + (f" ({row['check']})" if row["check"] else "")
    return f"Reject    {place}: {why}"


def _held(known: dict[str, Any]) -> Iterator[str]:
    seen = f"from {known['first_seen']} to {known['last_seen']}"
    yield f"Releases  {seen}, last changed in {known['last_changed']}"
    if known["why"]:
        yield f"Gone      {known['why']}"


def _article(release: Release, article_id: str) -> Iterator[str]:
    rows = _rows(release, "articles", article_id)
    if not rows:
        return
    (article,) = rows
    yield f"Title     {article['title'] or '(none)'}"
    yield f"Rights    {article['rights_holder']}, licence {article['license']}: {article['text_release']}"
    yield "Page"
    yield from (f"  {name:<20}{article[name]}" for name in _PAGE if article[name] is not None)
    yield "Facts, with the place in the page that each was read from"
    text = _page(_rows(release, "spans", article_id))
    for row in _rows(release, "evidence", article_id):
        value = article.get(row["fact"])
        yield _placed(row, f"{row['fact']} = {value} ({row['basis']})", text)
    for row in _rows(release, "people", article_id):
        who = " ".join(filter(None, (row["rank"], row["name"], row["position"] and f"({row['position']})")))
        yield _placed(row, f"person {who} ({row['basis']})", text)
    for row in _rows(release, "mentions", article_id):
        yield _placed(row, f"{row['kind']} {row['value'] or row['date'] or ''} ({row['basis']})", text)
    for row in _rows(release, "quotes", article_id):
        yield _placed(row, f"quotation by {row['speaker'] or 'someone'} ({row['speaker_basis']})", text)
    yield from _ledger(release, article_id)


def _placed(row: dict[str, Any], what: str, text: str) -> str:
    return f"  {row['start']:>6}–{row['end']:<6} {what}: {_short(text[row['start'] : row['end']])}"


def _ledger(release: Release, article_id: str) -> Iterator[str]:
    yield "Ledger: every part of the page, what it is and by which rule"
    spans = _rows(release, "spans", article_id)
    text = _page(spans)
    for span in spans:
        if span["rule"] is None:
            continue
        sure = "" if span["confidence"] is None else f" {span['confidence']:.2f}"
        yield _placed(span, f"{span['role']} by {span['rule']}{sure}", text)
    for row in _rows(release, "redactions", article_id):
        raw = f"{row['raw_start']}–{row['raw_end']} of the raw page"
        yield _placed(row, f"{row['kind']} taken out, {raw}", text)


def _page(spans: list[dict[str, Any]]) -> str:
    """The text of a page, as far as its ledger shows it."""
    return "".join(
        _HIDDEN * (span["end"] - span["start"]) if span["text"] is None else span["text"] for span in spans
    )


def _short(text: str) -> str:
    if _HIDDEN in text:
        return f"({len(text):,} characters, not published)"
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
