"""What each file gave when it was read: kept, so that a file that is as it was need not be read again."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final, Self

import polars as pl

from warta.assembly.noted import read_note, write_note
from warta.frames import REJECTS
from warta.reading.inputs import Input
from warta.reading.pages import Shard, Telling

ARRIVALS: Final = pl.Schema(
    {
        "file": pl.String(),  # names the file and its bytes
        "page": pl.UInt64(),  # key of a page (`warta.assembly.shards.page_keys`)
        "reject": pl.List(pl.Struct(REJECTS)),  # what gave no page: a list takes little room where it is null
        "notice": pl.String(),  # a line on what was read with a doubt
    }
)
"""One row a thing that a file gave, the others null; a row of nulls for a file that gave nothing."""


def file_names(inputs: Sequence[Input], described: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """A name for each file by all that its pages follow from, by its path; none for what cannot be opened.

    Args:
        inputs: The files.
        described: Name, size and SHA-256 of each (`warta.assembly.fingerprint.describe_inputs`).
    """
    return {
        item.name: hashlib.sha256(f"{item.name}\n{item.format}\n{description['sha256']}".encode()).hexdigest()
        for item, description in zip(inputs, described, strict=True)
        if description["sha256"]
    }


class Arrivals:
    """What files gave, in this build or one before.

    Attributes:
        rows: ARRIVALS.
    """

    def __init__(self, rows: pl.DataFrame) -> None:
        self.rows = rows

    @classmethod
    def read(cls, path: Path, tell: Callable[[str], None]) -> Self:
        """What `write` kept; nothing where it is not there or damaged: then all is read again.

        Args:
            path: Where.
            tell: Is told when it is damaged.
        """
        try:
            if (content := read_note(path)) is not None:
                return cls(pl.read_parquet(BytesIO(content), schema=ARRIVALS))
        except (OSError, ValueError, pl.exceptions.PolarsError) as error:
            tell(f"{path}: damaged, so that all files are read again: {str(error).splitlines()[0]}")
        return cls(ARRIVALS.to_frame())

    def write(self, path: Path) -> None:
        """Keep it for the next build, but for files that have no name.

        Raises:
            OSError: It cannot be written; names the file.
        """
        content = BytesIO()
        self.rows.drop_nulls("file").write_parquet(content)
        write_note(path, content.getvalue())

    def of(self, files: Collection[str], known: pl.Series) -> "Arrivals":
        """What those of some files gave all of whose pages are known: what was taken down is not.

        Args:
            files: Names of the files.
            known: Keys of the pages whose records are kept.
        """
        is_known = pl.col("page").is_null() | pl.col("page").is_in(known.implode())
        named = self.rows.filter(pl.col("file").is_in(sorted(files)))
        return Arrivals(named.filter(is_known.all().over("file")))

    @property
    def files(self) -> frozenset[str]:
        """The names of the files."""
        return frozenset(self.rows["file"].drop_nulls())

    @property
    def pages(self) -> pl.DataFrame:
        """`page`, the key of each page."""
        return self.rows.select("page").drop_nulls()

    @property
    def unread(self) -> pl.DataFrame:
        """What gave no page: REJECTS."""
        return self.rows.select("reject").drop_nulls().explode("reject").unnest("reject").cast(REJECTS)

    @property
    def count(self) -> int:
        """How many pages were read, rejects included."""
        return self.pages.height + self.unread.height

    def lines(self) -> list[str]:
        """What a person should know: what was not read, and each doubt."""
        telling = Telling()
        return [*telling.lines(self.unread, self.rows["notice"].drop_nulls()), *telling.rest()]


def arrived(shard: Shard, keys: pl.Series, names: Mapping[str, str]) -> Arrivals:
    """What the files of a shard gave to it.

    Args:
        shard: The shard.
        keys: Key of each of its pages.
        names: Name of each file by its path.
    """
    notices = pl.DataFrame(shard.notices, {"source_path": pl.String, "notice": pl.String}, orient="row")
    rejects = shard.rejects.select("source_path", reject=pl.concat_list(pl.struct(REJECTS.names())))
    found = pl.concat([shard.pages.select("source_path", page=keys), rejects, notices], how="diagonal")
    named = found.with_columns(
        file=pl.col("source_path").replace_strict(names, default=None, return_dtype=pl.String)
    )
    return Arrivals(_conformed(named))


def together(parts: Sequence[Arrivals], files: Collection[str]) -> Arrivals:
    """All that arrived.

    Args:
        parts: What arrived.
        files: Names of the files that are still as they were named when all is read: only they are kept for
            the next build, those that gave nothing too.
    """
    rows = pl.concat([ARRIVALS.to_frame(), *(part.rows for part in parts)])
    named = rows.with_columns(pl.when(pl.col("file").is_in(sorted(files))).then("file"))
    empty = pl.DataFrame({"file": sorted({*files} - {*rows["file"]})}, {"file": pl.String})
    return Arrivals(pl.concat([named, _conformed(empty)]))


def _conformed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with all columns of ARRIVALS; those that are not there are null."""
    return pl.concat([ARRIVALS.to_frame(), rows], how="diagonal").select(ARRIVALS.names())
