"""What a release tells of those before it: `changes.jsonl.gz`, `CHANGES.md` and the table `ids`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from schemas.projections import conform, polars_schema
from schemas.tables import IDS, TABLES
from warta.publishing.comparison import compare
from warta.publishing.errors import writing_to
from warta.publishing.manifest import ChangeCounts, Manifest, Release
from warta.publishing.writing import Part, TableWriter, open_gzip, parquet_path, to_json_lines
from warta.terms import Change, IdStatus

CHANGES: Final = "changes.jsonl.gz"
CHANGES_IN_WORDS: Final = "CHANGES.md"

_IN_WORDS: Final = 20
"""Articles named in `CHANGES.md`, at most; the others stand in `changes.jsonl.gz`."""


@dataclass(frozen=True, slots=True)
class History:
    """What was written.

    Attributes:
        changes: Counts of each table; none where there was no release before.
        ids: The written table of ids.
    """

    changes: tuple[ChangeCounts, ...]
    ids: tuple[Part, ...]


def write_history(new: Release, old: Release | None) -> History:
    """Write what is other than before, and every id there ever was.

    Args:
        new: The staged release; its manifest tells its version, tables and data files.
        old: The release before.

    Raises:
        CannotWriteError: The disk is full or the place cannot be written.
    """
    gone = _gone(new, old)
    tally: Counter[tuple[str, str]] = Counter()
    fields: Counter[str] = Counter()
    renewed = []
    path = new.path / CHANGES
    with writing_to(path), open_gzip(path) as file:
        for found in _explained(compare(old, new), gone) if old else ():
            file.write(to_json_lines(found))
            tally.update(found.select("table", "change").rows())
            if found["table"][0] == "articles":
                fields.update(found["fields"].explode().drop_nulls())
                kept = found.filter(pl.col("change") != Change.REMOVED.value)
                renewed.append(kept.select(pl.col("key").struct.field("article_id")))
    changes = tuple(
        ChangeCounts(table=name, **{change.value: tally[name, change.value] for change in Change})
        for name in TABLES
        if old
    )
    words = _words(new.manifest, changes, fields, gone)
    (new.path / CHANGES_IN_WORDS).write_text(words, "utf-8")
    ids = _ids(new, old, pl.concat(renewed) if renewed else None, gone)
    with TableWriter(new.path, IDS.name) as writer:
        writer.write(ids)
    return History(changes, tuple(writer.parts))


def _articles(release: Release) -> pl.DataFrame:
    """The ids of a release's articles and the pages that they were made from."""
    paths = [
        release.path / file.path
        for file in release.manifest.files
        if file.table == "articles" and file.path.endswith(".parquet")
    ]
    return pl.read_parquet(
        paths, columns=["article_id", "source_path", "source_row"], hive_partitioning=False
    )


def _gone(new: Release, old: Release | None) -> pl.DataFrame:
    """The articles that the release before held and this one does not: `article_id`, and `why` in words."""
    if old is None:
        return pl.DataFrame(schema={"article_id": pl.String, "why": pl.String})
    now = _articles(new)
    duplicates = _column(new, "duplicates", "original_id").group_by("article_id").first()
    rejects = _column(new, "rejects", "reason").group_by("article_id").first()
    before = _articles(old)
    pages = now.join(before, on="article_id", how="anti").rename({"article_id": "successor"})
    return (
        before.join(now, on="article_id", how="anti")
        .join(duplicates, on="article_id", how="left")
        .join(rejects, on="article_id", how="left")
        .join(pages, on=["source_path", "source_row"], how="left", nulls_equal=True)
        .select(
            "article_id",
            pl.coalesce(
                pl.format("copy of {}", "original_id"),
                pl.format("rejected: {}", "reason"),
                pl.format("its page changed and gives {}", "successor"),
                pl.lit("its page was not read"),
            ).alias("why"),
        )
        .sort("article_id")
    )


def _column(release: Release, table: str, column: str) -> pl.DataFrame:
    path = release.path / parquet_path(TABLES[table], None)
    return (
        pl.read_parquet(path, columns=["article_id", column])
        .drop_nulls("article_id")
        .sort("article_id", column)
    )


def _explained(found: Iterable[pl.DataFrame], gone: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Say of each removed article why it is gone."""
    for rows in found:
        if rows["table"][0] != "articles":
            yield rows.with_columns(why=pl.lit(None, pl.String))
            continue
        removed = pl.col("change") == Change.REMOVED.value
        yield (
            rows.with_columns(article_id=pl.when(removed).then(pl.col("key").struct.field("article_id")))
            .join(gone, on="article_id", how="left", maintain_order="left")
            .drop("article_id")
        )


def _ids(new: Release, old: Release | None, renewed: pl.DataFrame | None, gone: pl.DataFrame) -> pl.DataFrame:
    """The table of ids from that of the release before."""
    version = pl.lit(new.manifest.version)
    before = _ids_of(old)
    now = _articles(new).select("article_id")
    if renewed is None:
        renewed = now.clear() if old else now
    current = now.join(before, on="article_id", how="left").with_columns(
        status=pl.lit(IdStatus.CURRENT.value),
        first_seen=pl.coalesce("first_seen", version),
        last_seen=version,
        last_changed=pl.when(pl.col("article_id").is_in(renewed["article_id"].implode()))
        .then(version)
        .otherwise(pl.coalesce("last_changed", version)),
        why=pl.lit(None, pl.String),
    )
    lost = (
        before.join(now, on="article_id", how="anti")
        .join(gone, on="article_id", how="left", suffix=" now")
        .with_columns(status=pl.lit(IdStatus.GONE.value), why=pl.coalesce("why now", "why"))
    )
    return conform(pl.concat([current, lost], how="diagonal"), IDS).sort(IDS.sort)


def _ids_of(release: Release | None) -> pl.DataFrame:
    """The ids that a release lists; all of its articles where it was made before there was such a table."""
    if release is None:
        return pl.DataFrame(schema=polars_schema(IDS))
    path = release.path / parquet_path(IDS, None)
    if path.exists():
        return pl.read_parquet(path)
    version = pl.lit(release.manifest.version)
    return conform(
        _articles(release).with_columns(
            status=pl.lit(IdStatus.CURRENT.value),
            first_seen=version,
            last_seen=version,
            last_changed=version,
            why=pl.lit(None, pl.String),
        ),
        IDS,
    )


def _words(
    manifest: Manifest, changes: tuple[ChangeCounts, ...], fields: Mapping[str, int], gone: pl.DataFrame
) -> str:
    """`CHANGES.md`."""
    if manifest.previous is None:
        return f"# Changes\n\n{manifest.version} is the first release.\n"
    lines = [
        f"# Changes from {manifest.previous} to {manifest.version}",
        "",
        "| table | added | changed | removed |",
        "|---|---|---|---|",
        *(f"| {found.table} | {found.added} | {found.changed} | {found.removed} |" for found in changes),
        "",
        f"Every row that is meant stands in `{CHANGES}`.",
    ]
    if fields:
        most = sorted(fields.items(), key=lambda pair: (-pair[1], pair[0]))
        lines += ["", "Fields that changed, with the number of articles:", ""]
        lines += [f"- `{name}`: {count}" for name, count in most]
    if gone.height:
        lines += ["", f"Articles that are gone ({gone.height}):", ""]
        lines += [f"- `{article}`: {why}" for article, why in gone.head(_IN_WORDS).iter_rows()]
        if gone.height > _IN_WORDS:
            lines.append(f"- and {gone.height - _IN_WORDS} more")
    return "\n".join(lines) + "\n"
