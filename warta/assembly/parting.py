"""The rows of shards in parts of one order, each shard read once: what memory should not hold is on disk."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import polars as pl

from warta.assembly.shards import writing_to

_HELD: Final = 24_000_000
"""Bytes of rows that wait in memory."""


def parted(shards: Iterable[pl.DataFrame], pages: pl.DataFrame, scratch: Path) -> Iterator[pl.DataFrame]:
    """Bring the rows of some pages into parts.

    Args:
        shards: Rows with the key of their page in `page`; those of other pages are left out.
        pages: `page`, each once and one at least, and `part`, the number of its part.
        scratch: A folder for what waits.

    Yields:
        The rows of each part that has any, in the order of the parts' numbers; of each in that of `shards`.
    """
    part_of = pages.sort("page")
    keys, numbers = part_of["page"].to_numpy(), part_of["part"].to_numpy()
    folder: Path | None = None
    with ExitStack() as ending:
        written: dict[int, list[Path]] = defaultdict(list)
        waiting: list[pl.DataFrame] = []
        size = 0
        for rows in shards:
            found = np.searchsorted(keys, rows["page"].to_numpy()).clip(max=len(keys) - 1)
            wanted = keys[found] == rows["page"].to_numpy()
            waiting.append(rows.with_columns(part=pl.Series(numbers[found])).filter(wanted))
            size += int(rows.estimated_size())
            if size > _HELD:
                folder = folder or Path(ending.enter_context(TemporaryDirectory(dir=scratch)))
                for number, some in _by_part(waiting).items():
                    path = folder / f"{number}-{len(written[number])}"
                    with writing_to(scratch):  # texts as they are: views are of the texts of all rows
                        some.write_ipc(path, compression="lz4", compat_level=pl.CompatLevel.oldest())
                    written[number].append(path)
                waiting, size = [], 0
        held = _by_part(waiting)
        for number in sorted(written.keys() | held.keys()):
            on_disk = [pl.read_ipc(path) for path in written[number]]
            yield pl.concat([*on_disk, *([held.pop(number)] if number in held else [])])


def _by_part(rows: list[pl.DataFrame]) -> dict[int, pl.DataFrame]:
    if not rows:
        return {}
    parts = pl.concat(rows).partition_by("part", as_dict=True, include_key=False)
    return {int(number): part for (number,), part in parts.items()}
