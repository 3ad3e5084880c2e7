from tests.warta.facts.pages import page
from warta import facts
from warta.terms import Role


def test_officers_of_the_army_stand_in_the_records_and_not_among_the_officials_of_the_gold_form() -> None:
    pages, spans = page(
        (Role.TITLE, "Patroli Bersama"),
        (
            Role.BODY,
            "Kapolres Wajo AKBP Andi Rahmat dan Dandim 1406 Letkol Inf Yusuf Hamdani berpatroli. "
            "Brigjen Pol Surya Lesmana dan Brigjen TNI Bagus Wirawan menyusul.",
        ),
    )
    found = facts.extract(pages, spans)
    (row,) = facts.facts_json(pages, found)
    assert [official["name"] for official in row["facts"]["officials"]] == ["Andi Rahmat", "Surya Lesmana"]
    assert {"Yusuf Hamdani", "Bagus Wirawan"} <= set(found.people["name"])
