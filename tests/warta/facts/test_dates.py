import pytest

from warta.facts.dates import Printed, find_dates
from warta.facts.vocabulary import words


def iso(printed: Printed) -> str:
    """Write what is printed as ISO 8601 does, leaving out what the page leaves out."""
    if printed.month is None:
        return f"W{printed.weekday}"
    parts = [f"{printed.year}"] if printed.year else []
    parts += [f"{number:02}" for number in (printed.month, printed.day) if number]
    time = f"T{printed.time}" if printed.time else ""
    return "-".join(parts) + time + (f" {printed.zone}" if printed.zone else "")


@pytest.mark.parametrize("example", words("time")["examples"], ids=lambda example: example["text"][:40])
def test_examples_of_dates(example: dict[str, object]) -> None:
    text = str(example["text"])
    found = [[text[printed.start : printed.end], iso(printed)] for printed in find_dates(text)]
    assert found == example["found"]
