"""Names of releases: the day, and a serial number from the second release of a day on."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

VERSION: Final = r"^[0-9]{4}\.[0-9]{2}\.[0-9]{2}(\.[1-9][0-9]*)?$"


def next_version(day: dt.date, taken: Iterable[str]) -> str:
    """The name of the next release of a day: `2026.11.22`, then `2026.11.22.1`.

    Args:
        day: The day of the build.
        taken: Names of past releases; a number once given is not given again.
    """
    name = f"{day:%Y.%m.%d}"
    of_day = re.compile(rf"{re.escape(name)}(?:\.([1-9][0-9]*))?")
    serials = [int(found[1] or 0) for version in taken if (found := of_day.fullmatch(version))]
    return f"{name}.{max(serials) + 1}" if serials else name
