"""The school of the cleaning model: invented pages with their spans, and the recipe that learns from them.

Nothing at run time imports this package. A new kind of site is an entry in `words/families.toml`: in what
order it prints its blocks (`blocks.py` lists them), what stands inside its articles. New wording goes to
`words/furniture.toml`, new stories to the word file of their language, what articles hold besides paragraphs
to `words/shapes.toml` (`structured.py` sets it). `make train` then makes the model.
"""

from warta.training.families import FAMILIES, generate

__all__ = ["FAMILIES", "generate"]
