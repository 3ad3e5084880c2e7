"""The school of the cleaning model: invented pages with their spans, and the recipe that learns from them.

Nothing at run time imports this package.
"""

from warta.training.families import FAMILIES, generate

__all__ = ["FAMILIES", "generate"]
