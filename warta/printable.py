"""Text of pages, files and releases as a terminal may be given it, and what is said to who sits there."""

import os
import sys
from io import TextIOWrapper
from typing import Final, TextIO

_PICTURES: Final = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_C1: Final = dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_TURNING: Final = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD)
_NO_UTF8: Final = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)  # of names of files, which may hold any bytes
_TABLE: Final = _PICTURES | _C1 | _TURNING | _NO_UTF8


def printable(text: str) -> str:
    """A text in which nothing commands the terminal that shows it: no escape, no return, no turned order.

    Controls are shown as their pictures (`␛`), others as U+FFFD; tabs and ends of lines stay.
    """
    return text.replace("\r\n", "\n").translate(_TABLE)


def counted(number: int, thing: str) -> str:
    """A number of things: `1 page`, `0 copies`, `2,500 pages`."""
    things = thing[:-1] + "ies" if thing.endswith("y") else thing + "s"
    return f"{number:,} {thing if number == 1 else things}"


def open_streams() -> None:
    """Open the standard streams that are closed (`warta … >&-`) on nothing, here and in children.

    Else the next file that is opened would stand in their place, and get what is said.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)  # has the lowest number that is free: that of the stream
            os.set_inheritable(nothing, True)
            setattr(sys, name, os.fdopen(nothing, mode))
    if isinstance(sys.stdout, TextIOWrapper):  # letters that a terminal does not have are no reason to end
        sys.stdout.reconfigure(errors="backslashreplace")


def tell(line: str) -> None:
    """Say something on standard error; where nobody can read it, the work goes on all the same."""
    try:
        print(printable(line), file=sys.stderr, flush=True)
    except OSError:
        discard(sys.stderr)


def discard(stream: TextIO) -> None:
    """Write nothing more to a stream that nobody takes, not even what Python flushes when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
