"""Whether the JSON Lines of a partition say what its Parquet file says."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO, RawIOBase
from itertools import accumulate, groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, cast

import orjson
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from zlib_ng import gzip_ng, zlib_ng

from warta.printable import counted
from warta.publishing.errors import BrokenReleaseError
from warta.publishing.writing import to_json_lines

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_DAMAGED: Final = cast(type[Exception], zlib_ng.error)  # which its stub takes for an instance
_BYTES_AT_ONCE: Final = 12_000_000
"""Bytes of the row groups that are read together: more save calls, fewer save memory."""


def frames(path: Path) -> Iterator[pl.DataFrame]:
    """The rows of a Parquet file, as many row groups at once as are of a bounded size."""
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    numbers = (total // _BYTES_AT_ONCE for total in accumulate(group.total_byte_size for group in groups))
    rows, seen = pl.scan_parquet(path, hive_partitioning=False), 0
    for _, some in groupby(zip(numbers, groups, strict=True), key=itemgetter(0)):
        length = sum(group.num_rows for _, group in some)
        yield rows.slice(seen, length).collect()
        seen += length


class LinesDigest(RawIOBase):
    """SHA-256 of rows as JSON Lines, of which none are kept: those of a file take fresh memory."""

    def __init__(self) -> None:
        super().__init__()
        self._digest = hashlib.sha256()

    def add(self, rows: pl.DataFrame) -> None:
        """Take some more rows."""
        rows.write_ndjson(cast(IO[bytes], self))

    def write(self, content: "ReadableBuffer", /) -> int:
        """Take lines as they are made."""
        self._digest.update(content)
        return memoryview(content).nbytes

    def sha256(self) -> str:
        """SHA-256 of all that was taken."""
        return self._digest.hexdigest()


def lines_sha256(release: Path, path: str) -> str:
    """SHA-256 of JSON Lines before compression.

    Raises:
        BrokenReleaseError: The file is no gzip or ends too early.
    """
    with reading_from(path), gzip_ng.open(release / path) as file:
        return hashlib.file_digest(cast(BytesIO, file), "sha256").hexdigest()


def first_difference(release: Path, parquet: str, lines: str) -> Iterator[str]:
    """The first row that the JSON Lines tell otherwise; how numbers are spelled does not matter.

    Args:
        release: Folder of the release.
        parquet: Path of the Parquet file.
        lines: Path of the JSON Lines.
    """
    seen = 0
    with gzip_ng.open(release / lines) as stream:
        for frame in frames(release / parquet):
            found = list(islice(stream, frame.height))
            if fault := _difference(to_json_lines(frame).splitlines(), found, seen):
                yield f"{lines}: {fault}"
                return
            seen += frame.height
        if stream.read(1):
            yield f"{lines}: more rows than {parquet}"


def _difference(expected: list[bytes], found: list[bytes], seen: int) -> str | None:
    for number, (ours, theirs) in enumerate(zip(expected, found, strict=False), seen + 1):
        try:
            row = orjson.loads(theirs)
        except orjson.JSONDecodeError as error:
            return f"row {number}: not JSON: {error}"
        if fields := _differing(orjson.loads(ours), row):
            return f"row {number}: {fields} not as in Parquet"
    return f"{counted(seen + len(found), 'row')}, Parquet has more" if len(found) < len(expected) else None


def _differing(ours: dict[str, object], theirs: object) -> str:
    if not isinstance(theirs, dict):
        return "an object"
    pairs = {name: (ours.get(name, ...), theirs.get(name, ...)) for name in ours | theirs}
    return ", ".join(sorted(name for name, (mine, other) in pairs.items() if mine != other))


@contextmanager
def reading_from(path: str) -> Iterator[None]:
    """Name the file that cannot be read.

    Raises:
        BrokenReleaseError: In place of what pyarrow, Polars and zlib-ng raise.
    """
    try:
        yield
    except (OSError, EOFError, _DAMAGED, pa.ArrowException, pl.exceptions.PolarsError) as error:
        raise BrokenReleaseError(f"{path}: cannot be read: {str(error).splitlines()[0]}") from error
