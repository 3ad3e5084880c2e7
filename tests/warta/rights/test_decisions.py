"""Whose a text is and what may be published of it follows from who stands behind its page."""

import polars as pl
import pytest

from warta.rights import decide_rights
from warta.rights.decisions import Parties, rights_of, strictest_of
from warta.rights.outlets import Outlet, Outlets, fold, outlets, table
from warta.terms import TextRelease

FULL, EXCERPT, FACTS_ONLY = TextRelease


def entry(name: str, text_release: TextRelease | None = None, *domains: str) -> Outlet:
    return Outlet(
        name=name,
        domains=domains,
        names=(name,),
        kind="online",
        rights_holder=f"PT {name.split()[0]}",
        license="permission",
        text_release=text_release,
        checked="Invented.",
        checked_on="2026-11-22",
    )


KNOWN = Outlets(
    (
        entry("Kabar Hulu", EXCERPT, "kabarhulu.example"),
        entry("Kantor Warta", FACTS_ONLY),
        entry("Humas Bersama", FULL, "humas.example"),
        entry("Lentera Hilir", None, "lentera.example"),
    )
)


def decided(
    host: str | None = None, outlet: str | None = None, source: str | None = None, default: TextRelease = FULL
) -> tuple[str, str, str]:
    rights = rights_of(Parties(host, outlet, source, None), default, KNOWN)
    return rights.rights_holder, rights.license, rights.text_release.value


@pytest.mark.parametrize("example", table()["example"], ids=str)
def test_examples_of_the_table(example: dict[str, str]) -> None:
    known = outlets()
    host = example.get("url", "").removeprefix("https://").split("/")[0]
    publisher = known.of_host(host) or known.of_name(example.get("outlet"))
    source = known.of_name(example.get("syndicated_from") or example.get("dateline_agency"))
    assert (publisher and publisher.name) == example.get("publisher")
    assert (source and source.name) == example.get("source")


def test_entries_say_what_was_checked_and_when() -> None:
    entries = outlets().entries
    assert len({each.name for each in entries}) == len(entries)
    for each in entries:
        assert each.checked.endswith(".")
        assert each.domains or each.names
        if each.text_release is FULL:
            assert each.license != "unknown", each.name


def test_two_entries_with_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="'kabarhulu' is of Kabar Hulu and of KABAR-HULU"):
        Outlets((entry("Kabar Hulu"), entry("KABAR-HULU")))


def test_who_published_a_page_its_host_says_before_its_print() -> None:
    assert decided("www.kabarhulu.example", "Kantor Warta") == ("PT Kabar", "permission", "excerpt")
    assert decided("tidakada.example", "KANTOR WARTA") == ("PT Kantor", "permission", "facts_only")
    assert decided("bukankabarhulu.example") == ("unknown", "unknown", "full")


def test_a_text_taken_from_elsewhere_is_its_makers_and_the_least_holds() -> None:
    assert decided("humas.example", "Humas Bersama", "Kabar Hulu") == (
        "PT Kabar",
        "permission",
        "excerpt",
    )
    assert decided("kabarhulu.example", None, "Humas Bersama") == (
        "PT Humas",
        "permission",
        "excerpt",
    )
    assert decided("kabarhulu.example", "Kabar Hulu", "kabar hulu") == (
        "PT Kabar",
        "permission",
        "excerpt",
    )


def test_where_nothing_is_known_the_default_holds() -> None:
    assert decided(outlet="Suara") == ("Suara", "unknown", "full")
    assert decided(outlet="Suara", default=FACTS_ONLY) == ("Suara", "unknown", "facts_only")
    assert decided("lentera.example", default=EXCERPT) == ("PT Lentera", "permission", "excerpt")
    assert decided("humas.example", default=FACTS_ONLY) == ("PT Humas", "permission", "full")
    assert decided("humas.example", None, "Suara", FACTS_ONLY) == (
        "Suara",
        "unknown",
        "facts_only",
    )


def test_every_page_gets_a_decision_in_its_place() -> None:
    pages = pl.DataFrame(
        {
            "source_url": ["https://kaltara.antaranews.com/a", None, "http://user@polri.go.id:80/b", None],
            "outlet": [None, "Suara", None, None],
            "syndicated_from": [None, "ANTARA", None, None],
            "dateline_agency": [None, None, None, None],
        },
        schema_overrides={"dateline_agency": pl.String},
    )
    assert decide_rights(pages, EXCERPT).rows() == [
        ("Perum LKBN ANTARA", "unknown", "excerpt"),
        ("Perum LKBN ANTARA", "unknown", "excerpt"),
        ("Kepolisian Negara Republik Indonesia", "gov_art43b", "full"),
        ("unknown", "unknown", "excerpt"),
    ]


def test_the_strictest_is_the_one_that_lets_least_be_published() -> None:
    assert strictest_of([FULL, FACTS_ONLY, EXCERPT]) is FACTS_ONLY
    assert strictest_of([FULL, EXCERPT]) is EXCERPT


def test_names_are_folded() -> None:
    assert fold("KABAR KALIMANTAN1") == fold("Kabar Kalimantan-1") == "kabarkalimantan1"
