"""What the user names — files, folders, globs — to the files to read."""

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path


class Format(StrEnum):
    """How pages stand in a file."""

    TEXT = "text"
    JSON_LINES = "json lines"
    HTML = "html"
    WARC = "warc"


_FORMATS = {
    ".txt": Format.TEXT,
    ".jsonl": Format.JSON_LINES,
    ".jsonl.gz": Format.JSON_LINES,
    ".jsonl.zst": Format.JSON_LINES,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".warc": Format.WARC,
    ".warc.gz": Format.WARC,
}
ENDINGS = tuple(_FORMATS)
_KINDS = ", ".join(ENDINGS)
_RELEASE = {"manifest.json", "changes.jsonl.gz"}
"""By these files a folder is known that holds a release: its rows are no pages."""
_MAGIC = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True, order=True)
class Input:
    """A file to read.

    Attributes:
        name: Its path below the folder that holds what the user named, with `/`: the same wherever the
            data lies, so that releases made on two machines are equal, but no other file's.
        path: Where it is on this machine.
        format: How pages stand in it.
    """

    name: str
    path: Path
    format: Format

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        name = _written(self.path.name)
        return name[: -len(_ending(name))]


@dataclass(frozen=True, slots=True)
class Found:
    """The files to read, sorted by name, and one line for each thing named that gives none."""

    inputs: tuple[Input, ...]
    problems: tuple[str, ...]


def find(paths: Sequence[str]) -> Found:
    """Resolve files, folders (recursively) and globs to the files to read.

    A file that is named twice is read once. In folders, files of other kinds, what is no regular file, links
    that lead out of the folder, hidden folders and releases are passed over; a folder that cannot be read is
    a problem.
    """
    inputs: dict[Path, Input] = {}
    problems: list[str] = []
    for path in dict.fromkeys(paths):
        try:
            matches = _matches(path, problems)
        except OSError as error:  # the folder that holds it may not be read
            problems.append(f"{path}: {error.strerror}")
            continue
        for match in matches:
            known = inputs.setdefault(match.path.resolve(), match)
            # The longer name says more, and the choice must not depend on the order of the arguments.
            if (-len(match.name), match.name) < (-len(known.name), known.name):
                inputs[match.path.resolve()] = match
    named = [replace(item, name=_written(item.name)) for item in _told_apart([*inputs.values()])]
    return Found(tuple(sorted(named)), tuple(problems))


def _written(name: str) -> str:
    r"""A name as text: bytes in it that are no UTF-8, which a file system may hold, as `\xff`."""
    return os.fsencode(name).decode(errors="backslashreplace")


def _told_apart(inputs: list[Input]) -> list[Input]:
    """Give files of one name as much more of their path as tells them apart: a name is of one file."""
    while True:
        counts = Counter(item.name for item in inputs)
        if len(counts) == len(inputs):
            return inputs
        inputs = [item if counts[item.name] == 1 else _longer(item) for item in inputs]


def _longer(item: Input) -> Input:
    parts = item.path.resolve().parts
    return replace(item, name="/".join(parts[-1 - len(item.name.split("/")) :]))


def _matches(given: str, problems: list[str]) -> list[Input]:
    """The files that a name stands for; where it stands for none, or not for all, a problem is added."""
    path, problems_before = Path(given), len(problems)
    if path.is_dir():
        nothing = f"no pages in this folder ({_KINDS})"
        matches = list(_in_folder(path, problems))
    elif path.exists():
        nothing = f"not a kind of file read here ({_KINDS})"
        ending = _ending(path.name) if path.is_file() else ""
        matches = [Input(path.name, path, _FORMATS[ending])] if ending else []
    elif _MAGIC.search(given):
        nothing = "matches no page"
        matches = [match for file in sorted(_glob(path)) for match in _globbed(file, path, problems)]
    else:
        nothing, matches = "no such file or folder", []
    if not matches and len(problems) == problems_before:
        problems.append(f"{given}: {nothing}")
    return matches


def _in_folder(folder: Path, problems: list[str]) -> Iterator[Input]:
    root = folder.resolve()

    def tell(error: OSError) -> None:
        problems.append(f"{Path(error.filename).relative_to(root.parent).as_posix()}: {error.strerror}")

    for parent, folders, names in os.walk(root, onerror=tell):
        if _RELEASE.issubset(names):  # what was made of pages stands beside them, where somebody had it so
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(parent, name)
            ending = _ending(name)
            # Whoever opens a pipe waits for ever.
            if ending and path.is_file() and path.resolve().is_relative_to(root):
                yield Input(path.relative_to(root.parent).as_posix(), path, _FORMATS[ending])


def _glob(pattern: Path) -> Iterator[Path]:
    base = _fixed(pattern)
    return base.glob(str(pattern.relative_to(base)))


def _globbed(file: Path, pattern: Path, problems: list[str]) -> Iterator[Input]:
    if file.is_dir():
        yield from _in_folder(file, problems)
    elif file.is_file() and (ending := _ending(file.name)):
        yield Input(
            file.resolve().relative_to(_fixed(pattern).resolve().parent).as_posix(), file, _FORMATS[ending]
        )


def _fixed(pattern: Path) -> Path:
    """The part of a glob before its first wildcard."""
    parts = pattern.parts
    first = next(place for place, part in enumerate(parts) if _MAGIC.search(part))
    return Path(*parts[:first])


def _ending(name: str) -> str:
    folded = name.casefold()
    endings = [ending for ending in ENDINGS if folded.endswith(ending) and len(name) > len(ending)]
    return max(endings, key=len, default="")
