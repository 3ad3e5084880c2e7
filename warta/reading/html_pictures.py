"""What stands under the picture at the head of an article, whatever its element is called."""

from collections.abc import Iterator, Set
from typing import Final

from warta.reading.html_outline import PROSE, Outline

_LINES: Final = 3
"""Lines under a picture at most: its caption, who took it, from where it was taken."""
_LETTERS: Final = 500
"""Characters of them."""


def picture_captions(page: Outline, headline: int | None, containers: Set[int]) -> Iterator[int]:
    """The numbers of the blocks that are a picture and some lines, between a headline and the text under it.

    In the text a block that begins with a picture may be a paragraph, ahead of the headline a teaser.

    Args:
        page: The page.
        headline: The number of the headline, if one is known.
        containers: Numbers of the blocks that contain it or the text.
    """
    if headline is None:
        return
    at = page.lines(headline)[1]
    for number in page.pictured:
        if number in containers or page.tags[number].leaf or not page.tags[number].gap:
            continue
        first, stop = page.lines(number)
        if at <= first < stop <= first + _LINES and sum(page.letters[first:stop]) <= _LETTERS:
            if any(letters >= PROSE for letters in page.letters[at:first]):
                return
            yield number
            at = stop
