"""Whether the files that describe a release to tools say what its manifest says."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any, Final

import orjson

from warta.publishing.citation import CITATION
from warta.publishing.describing import descriptions_for_tools
from warta.publishing.manifest import Manifest

_PROSE: Final = ("title", "description", "keywords", "message", "abstract", "citeAs", "example")
"""Keys whose wording may change from one version of the program to the next."""


def check_descriptions(release: Path, manifest: Manifest, sound: Collection[str]) -> Iterator[str]:
    """Compare what tools read with what the manifest says; the card is for people and not compared.

    Args:
        release: Folder of the release.
        manifest: Its manifest.
        sound: Paths of the files that have their checksum; others are not looked into.
    """
    for path, expected in descriptions_for_tools(manifest).items():
        if path not in sound:
            continue
        parse = _yaml if path == CITATION else orjson.loads
        yield from (f"{path}: {fault}" for fault in _compare(parse, expected, (release / path).read_bytes()))


def _compare(parse: Callable[[bytes], Any], expected: bytes, found: bytes) -> Iterator[str]:
    try:
        content = parse(found)
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    yield from list(_differences(parse(expected), content, ""))[:1]


def _yaml(content: bytes) -> dict[str, Any]:
    """The only YAML that is written here: a key and JSON a line."""
    pairs = [line.split(b": ", 1) for line in content.splitlines()]
    return {pair[0].decode(): orjson.loads(pair[-1]) for pair in pairs}


def _differences(expected: Any, found: Any, place: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() | found.keys()):
            if key not in _PROSE or key not in expected:
                yield from _differences(expected.get(key), found.get(key), f"{place}.{key}" if place else key)
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for number, pair in enumerate(zip(expected, found, strict=True)):
            yield from _differences(*pair, f"{place}.{number}")
    elif expected != found:
        yield f"{place} is not what the manifest and the schemas say"
