"""What every description of the dataset says of it, in whatever standard."""

from typing import Final

from warta.publishing.manifest import Manifest
from warta.terms import UNDETERMINED

TITLE: Final = "Warta Kamtibmas"
DESCRIPTION: Final = (
    "Indonesian local news on police and election security around Pemilu and Pilkada 2024: raw news pages, "
    "cleaned, with the facts that each states and the place in the text where it states them."
)
KEYWORDS: Final = ("news", "Indonesia", "police", "elections", "Pilkada 2024", "Pemilu 2024")
RIGHTS: Final = (
    "The texts of the articles (titles, bodies, captions, quotations, what the ledger shows of the pages) "
    "stay their publishers' and are not relicensed. Annotations and facts, which are all other columns, are "
    "licensed CC BY 4.0."
)
LICENSE: Final = "https://creativecommons.org/licenses/by/4.0/"
AUTHOR: Final = "The warta project"
MESSAGE: Final = "If you use this dataset, please cite it with its version."


def told_languages(manifest: Manifest) -> list[str]:
    """The languages of the articles, most used first; Indonesian where none can be told."""
    return [language for language in manifest.languages if language != UNDETERMINED] or ["id"]
