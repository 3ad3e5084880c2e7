"""The outlets whose rights are known: `outlets.toml`, and which of them a host or a name is."""

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from warta.terms import LICENSE, OutletKind, TextRelease


class Outlet(BaseModel):
    """An entry of the table; `outlets.toml` says what each key is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    domains: tuple[str, ...]
    names: tuple[str, ...]
    kind: OutletKind
    region: str | None = None
    rights_holder: str
    license: Annotated[str, Field(pattern=LICENSE)]
    text_release: TextRelease | None = None
    checked: str
    checked_on: dt.date


class Outlets:
    """A table of outlets, looked up by host and by name.

    Raises:
        ValueError: Two entries share a domain or a name.
    """

    def __init__(self, entries: tuple[Outlet, ...]) -> None:
        self.entries = entries
        self._domains = _once((domain, entry) for entry in entries for domain in entry.domains)
        names = _once((_pattern(name), entry) for entry in entries for name in entry.names)
        self._names = {name: entry for name, entry in names.items() if not name.endswith("*")}
        self._starts = {name[:-1]: entry for name, entry in names.items() if name.endswith("*")}
        self._called = _once(
            (fold(name), entry)
            for entry in entries
            for name in (entry.name, *entry.names, *entry.domains)
            if not name.endswith("*")
        )

    def called(self, name: str) -> Outlet | None:
        """The outlet that a name or domain stands for; one for any ending (`Humas Polres*`) is of many."""
        return self._called.get(fold(name))

    def publisher(self, host: str | None, name: str | None) -> Outlet | None:
        """The outlet that published a page: that of its host, which says where it stood, else of its name.

        Args:
            host: Of the address of the page.
            name: What the page calls its outlet.
        """
        return self.of_host(host) or self.of_name(name)

    def of_host(self, host: str | None) -> Outlet | None:
        """The outlet of a host: that of the longest domain that it stands below."""
        labels = (host or "").casefold().removeprefix("www.").split(".")
        domains = (".".join(labels[first:]) for first in range(len(labels)))
        return next((self._domains[domain] for domain in domains if domain in self._domains), None)

    def of_name(self, name: str | None) -> Outlet | None:
        """The outlet of a name as pages print it, which may be its host."""
        if name is None:
            return None
        folded = fold(name)
        started = (entry for start, entry in self._starts.items() if folded.startswith(start))
        found = self._names.get(folded) or next(started, None)
        return found or (self.of_host(name.strip()) if "." in name else None)


def fold(name: str) -> str:
    """A name without capitals, blanks and signs."""
    return re.sub(r"[\W_]+", "", name.casefold())


def _pattern(name: str) -> str:
    return fold(name) + ("*" if name.endswith("*") else "")


def _once(pairs: Iterable[tuple[str, Outlet]]) -> dict[str, Outlet]:
    found: dict[str, Outlet] = {}
    for key, entry in pairs:
        if key in found and found[key] is not entry:
            raise ValueError(f"{key!r} is of {found[key].name} and of {entry.name}")
        found[key] = entry
    return found


@functools.cache
def outlets() -> Outlets:
    """The table of the project."""
    return Outlets(tuple(Outlet(**entry) for entry in table()["outlet"]))


@functools.cache
def table() -> dict[str, Any]:
    """`outlets.toml` as it is."""
    return tomllib.loads(resources.files("warta.rights").joinpath("outlets.toml").read_text("utf-8"))
