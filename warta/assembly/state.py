"""What past builds have made, kept for the next: shards of records by page, for one code and configuration.

A build takes from it the records of pages that it has seen before and adds those of new ones. It holds whole
shards only, so that a build that is killed leaves nothing half-made; another code or configuration begins
anew. The release does not depend on it: without it all is made again, and the same.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import polars as pl

from warta.assembly.records import INDEX
from warta.assembly.shards import (
    drop_pages,
    keep_records,
    merge_records,
    scan_records,
    shards_below,
    shards_of,
)
from warta.takedowns import Takedowns

KNOWN: Final = pl.Schema(
    {
        "page": pl.UInt64(),  # the page's key (`warta.assembly.shards.page_keys`)
        "article_id": pl.String(),
        "read_id": pl.String(),  # what its content as read would give, where it is another
        "source_url": pl.String(),
        "outlet": pl.String(),
        "body_key": pl.String(),
    }
)
"""What is known of a page that was built: by what it may be taken down."""

_FOLDER: Final = ".state"
_ARRIVALS: Final = "arrivals"
_BUILD_NOTE: Final = "build-note"
_HASHED: Final = "hashed"
_SMALL: Final = 2_000
"""Pages; shards of fewer are put together where there are as many: each build opens all of them."""
_MANY: Final = 16


class State:
    """The shards of past builds, by the keys of their pages.

    Attributes:
        known: Keys of the pages whose records are here.
    """

    def __init__(self, folder: Path, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self.known = pl.Series("page", [], dtype=pl.UInt64)
        folder.mkdir(parents=True, exist_ok=True)
        for shard in self.shards:
            try:
                self._take(shard)
            except (OSError, pl.exceptions.PolarsError) as error:
                tell(f"{shard}: damaged, so that its pages are worked on again: {str(error).splitlines()[0]}")
                shutil.rmtree(shard)

    @property
    def shards(self) -> list[Path]:
        """The folders of the shards, in a fixed order."""
        return sorted(path for path in self._folder.iterdir() if path.is_dir())

    @property
    def arrivals(self) -> Path:
        """Where it is noted what each file gave."""
        return self._folder / _ARRIVALS

    @property
    def build_note(self) -> Path:
        """Where a build notes what the release that it published was made from."""
        return self._folder / _BUILD_NOTE

    def add(self, built: Path) -> None:
        """Take over the folder of a shard that is built."""
        drop_pages(built)
        place = self._folder / shard_name(_keys(built))
        if not place.exists():
            built.rename(place)
            self._take(place)

    def forget(self, pages: pl.Series, scratch: Path) -> None:
        """Drop the records of pages: what was taken down is not kept here either.

        Args:
            pages: Their keys.
            scratch: A place to work in, on the same disk.
        """
        for shard in self.shards:
            _forget(shard, pages, scratch)
        self.known = self.known.filter(~self.known.is_in(pages.implode()))

    def tidy(self, present: pl.Series, scratch: Path) -> None:
        """Drop the shards of pages that are gone, and put many small ones together.

        Args:
            present: Keys of the pages that are there now.
            scratch: A place to work in, on the same disk.
        """
        for shard in {*self.shards}.difference(shards_of(self.shards, present.to_frame("page"))):
            shutil.rmtree(shard)
        small = shards_below(self.shards, _SMALL)
        if len(small) >= _MANY:
            together = scratch / "together"
            merge_records(small, together)
            together.rename(self._folder / shard_name(_keys(together)))
            for shard in small:
                shutil.rmtree(shard)

    def _take(self, shard: Path) -> None:
        """Know the pages of a shard, once: a build killed while it tidied leaves them in two."""
        keys = _keys(shard)
        if self.known.is_in(keys.implode()).any():  # not the other way: the many would be hashed each time
            shutil.rmtree(shard)
        else:
            self.known = pl.concat([self.known, keys])


@contextmanager
def kept_state(output: Path, made_by: str, scratch: Path, tell: Callable[[str], None]) -> Iterator[State]:
    """The state of an output folder for one code and configuration; that of others is forgotten.

    Where another build is using it, this one does without: its state is its own and ends with it.

    Args:
        output: The folder of the releases.
        made_by: Names the code and configuration.
        scratch: A place that ends with this build.
        tell: Is told of what is damaged.
    """
    folder = output / _FOLDER
    folder.mkdir(exist_ok=True)
    with _locked(folder) as is_mine:
        if not is_mine:
            yield State(scratch / "state", tell)
            return
        mine = _of(output, made_by)
        for other in folder.iterdir():
            if other.is_dir() and other != mine:
                shutil.rmtree(other)
        yield State(mine, tell)


def has_state(output: Path) -> bool:
    """Whether anything was built in this folder of releases before."""
    return (output / _FOLDER).is_dir()


def hashed_at(output: Path) -> Path:
    """Where the hashes of what was read are kept (`warta.assembly.hashed`), whatever program read it.

    Args:
        output: The folder of the releases.
    """
    return output / _FOLDER / _HASHED


def build_note_at(output: Path, made_by: str) -> Path:
    """Where builds with a code and configuration note what the release that they published was made from.

    Args:
        output: The folder of the releases.
        made_by: Names the code and configuration.
    """
    return _of(output, made_by) / _BUILD_NOTE


def _of(output: Path, made_by: str) -> Path:
    return output / _FOLDER / made_by[:16]


def known_pages(output: Path) -> pl.DataFrame:
    """The pages that the state of an output folder knows, as KNOWN; none while a build uses it.

    Args:
        output: The folder of the releases.
    """
    found = [pl.DataFrame(schema=KNOWN)]
    if (output / _FOLDER).exists():
        with _locked(output / _FOLDER) as is_mine:
            indexes = [_index(shard) for shard in _all_shards(output)] if is_mine else []
            found += [pages for pages in indexes if pages is not None]
    return pl.concat(found)


def forget_taken_down(output: Path, takedowns: Takedowns, scratch: Path) -> int:
    """Drop the records of all pages that were taken down, whatever code and configuration made them.

    Args:
        output: The folder of the releases.
        takedowns: What was taken down.
        scratch: A place to work in, on the same disk.

    Returns:
        How many pages were forgotten.

    Raises:
        BlockingIOError: A build uses the state.
    """
    if not (output / _FOLDER).exists():
        return 0
    with _locked(output / _FOLDER) as is_mine:
        if not is_mine:
            raise BlockingIOError
        return sum(_forget_taken_down(shard, takedowns, scratch) for shard in _all_shards(output))


def _forget_taken_down(shard: Path, takedowns: Takedowns, scratch: Path) -> int:
    pages = _index(shard)
    if pages is None:
        shutil.rmtree(shard)
        return 0
    taken = pages.filter(takedowns.match(pages))["page"]
    _forget(shard, taken, scratch)
    return len(taken)


def _all_shards(output: Path) -> list[Path]:
    return sorted((output / _FOLDER).glob("*/*/"))


def _index(shard: Path) -> pl.DataFrame | None:
    """What is known of the pages of a shard; null where another version made it, whose work none will use."""
    try:
        return scan_records([shard], INDEX).select(KNOWN.names()).collect()
    except (OSError, pl.exceptions.PolarsError):
        return None


@contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Hold the state, if no other process does; says whether."""
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_mine = True
    except BlockingIOError:
        is_mine = False
    try:
        yield is_mine
    finally:
        os.close(descriptor)


def shard_name(keys: pl.Series) -> str:
    """The name of a shard of these pages, whatever their order."""
    return hashlib.sha256(keys.sort().to_numpy().tobytes()).hexdigest()[:32]


def _keys(shard: Path) -> pl.Series:
    return scan_records([shard], INDEX).select("page").collect().to_series()


def _forget(shard: Path, pages: pl.Series, scratch: Path) -> None:
    """Take the records of pages out of a shard, which gets the name of those that stay."""
    keys = _keys(shard)
    staying = keys.filter(~keys.is_in(pages.implode()))
    if len(staying) == len(keys):
        return
    if len(staying):
        place = shard.with_name(shard_name(staying))
        if not place.exists():  # what was killed before it dropped the old one leaves both
            keep_records(shard, staying, scratch / place.name)
            (scratch / place.name).rename(place)
    shutil.rmtree(shard)
