"""All private data of a text."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Final

from warta.privacy.finds import Find
from warta.privacy.numbers import accounts, email_addresses, identity_numbers, plates
from warta.privacy.phones import phones

# The first that finds a place gives it its kind.
_FINDERS: Final[tuple[Callable[[str], Iterator[Find]], ...]] = (
    email_addresses,
    identity_numbers,
    accounts,
    phones,
    plates,
)


def private_data(text: str) -> list[Find]:
    """Find the private data of a text, in order and without overlap; what overlaps is one find."""
    ranked = sorted(
        chain.from_iterable(
            ((find.start, rank, find) for find in finder(text)) for rank, finder in enumerate(_FINDERS)
        ),
        key=lambda found: found[:2],
    )
    merged: list[Find] = []
    for _, _, find in ranked:
        if merged and find.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Find(last.start, max(last.end, find.end), last.kind)
        else:
            merged.append(find)
    return merged
