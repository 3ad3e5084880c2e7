import tomllib
from pathlib import Path

import pytest

from tests.warta.facts.test_press import told

TEXTS = tomllib.loads((Path(__file__).parent / "elsewhere.toml").read_text("utf-8"))["texts"]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:40])
def test_no_police_and_no_officials_are_invented(text: str) -> None:
    found = told("", text)
    assert found.units["unit"].to_list() == []
    assert found.people.filter("is_official")["name"].to_list() == []
    assert found.phones.is_empty()
