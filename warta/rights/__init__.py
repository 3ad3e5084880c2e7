"""Whose a text is and how much of it may be published; `outlets.toml` holds what is known, as data."""

from warta.rights.decisions import decide_rights, published_by, strictest
from warta.rights.withholding import WITHHOLDING, shows_more, withheld

__all__ = ["WITHHOLDING", "decide_rights", "published_by", "shows_more", "strictest", "withheld"]
