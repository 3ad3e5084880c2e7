import pytest

from warta.facts.attribution import read_attribution
from warta.facts.datelines import read_dateline
from warta.facts.evidence import EvidenceBasis, printed_name
from warta.facts.kept import Span
from warta.facts.outlets import page_outlet
from warta.facts.vocabulary import words


@pytest.mark.parametrize(
    "example", words("outlets")["attributions"], ids=lambda e: next(iter(e.values()))[:40]
)
def test_examples_of_credits(example: dict[str, object]) -> None:
    page, spans = "", []
    for role in ("byline", "body", "credit"):
        text = str(example.get(role, "Polisi berjaga."))
        spans.append(Span(len(spans), role if role in example else "body", len(page), text))
        page += text + "\n\n"
    found = read_attribution(spans)
    said = [*found.authors, *found.editors, found.outlet, found.syndicated_from]
    assert all(each.text == page[each.start : each.end] or each.text == "ANTARA" for each in said if each)
    assert {
        "authors": [name.text for name in found.authors],
        "editors": [name.text for name in found.editors],
        "outlet": found.outlet and found.outlet.text,
        "syndicated_from": found.syndicated_from and found.syndicated_from.text,
    } == {
        "authors": example.get("authors", []),
        "editors": example.get("editors", []),
        "outlet": example.get("outlet"),
        "syndicated_from": example.get("syndicated_from"),
    }


def test_a_name_stands_without_its_honorifics_however_many() -> None:
    credit = "Editor: Ustaz Prof. Dr. H. Ir. Budi Santoso"
    (editor,) = read_attribution([Span(0, "credit", 0, credit)]).editors
    assert (editor.text, credit[editor.start : editor.end]) == ("Budi Santoso", "Budi Santoso")


def test_initials_in_a_dateline_are_the_outlet_whose_logo_or_copyright_they_shorten() -> None:
    dateline = Span(1, "dateline", 40, "Bima (NRDNews) - ")
    logo = Span(0, "outlet", 0, "Negeri Rantau Damai News")
    legal = Span(2, "legal", 90, "(c) Negeri Rantau Damai News 2015-2022, Bima")
    outlet = read_dateline(dateline.text).outlet
    assert outlet is not None
    named = printed_name(dateline, *outlet, EvidenceBasis.DATELINE)
    for spans, rights in (([logo, dateline], []), ([dateline], [legal])):
        found = page_outlet(spans, [], rights, named, None)
        assert found is not None
        assert found.text == "Negeri Rantau Damai News"
