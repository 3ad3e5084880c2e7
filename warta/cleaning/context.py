"""What stands before, after and around a segment: headings, marks, neighbours, rhythms."""

from collections.abc import Mapping
from typing import Final

import numpy as np

from warta.cleaning.structure import FAR, Columns, Counts, Rows, at_least, either, within

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "related": ("related.heading", "related.heading-open"),
    "read_also": ("related.read-also", "related.colon"),
    "comments": ("comment-form.title", "comment.count", "comment-form.reply-to"),
    "form": ("comment-form.label", "comment-form.hint"),
    "tags": ("tags.label",),
    "share": ("share.heading",),
    "post": ("navigation.post",),
    "promo": ("promo.line", "promo.follow"),
    "advert": ("advert.marker",),
    "menu": ("navigation.menu",),
    "footer": ("navigation.footer", "legal.copyright"),
}
"""Rules whose lines say what follows them."""
PAIRED_KINDS: Final = ("prose", "date", "headline", "label", "odd")
"""Kinds of segment whose evidence is weighed for each kind by itself too: all but those that a rule takes."""
_PAIRED: Final = (
    "under_",
    "after_",
    "run_inside",
    "run_after",
    "run_before",
    "strict_inside",
    "strict_after",
)
_PAIRED_TOO: Final = frozenset(
    {
        *("since_title<=1", "since_title<=3", "until_title<=1", "until_title<=3"),
        *("since_comment_button<=4", "until_comment_button<=4", "since_date<=1", "until_date<=1"),
        *("since_date<=2", "until_date<=2", "since_read_also<=1", "since_read_also<=2", "since_related<=4"),
        *("until_dateline<=1", "until_dateline<=2", "open_list", "until_tags<=2"),
        *("since_related<=16", "since_prose<=1", "until_prose<=1", "since_dateline<=1", "rhythm"),
        *("from_top<=2", "from_end<=2", "tenth>=5"),
    }
)
_PAIRED_LOOKS: Final = (
    *("gap>=2", "glued", "part", "first_lower", "again", "comes_again", "doubled"),
    *("holds_picture", "last_dots", "shared>=40", "shared>=70", "continues", "holds_spoken"),
    *("known_topics>=1", "known_topics>=3", "topics_known_third", "topics_known_half", "topics_unknown"),
    *("theme>=1", "theme>=2"),
    *("known_names>=1", "known_names>=3", "names_known_half", "names_unknown"),
    *("holds_moment", "short_for_run", "long_for_run", "rubrics>=2"),
    *("voice_reader>=1", "voice_reader_unquoted", "voice_ours_unquoted", "voice_self_unquoted"),
    *("voice_offer>=1", "voice_offer>=2", "voice_site>=1", "voice_site>=2"),
    *("voice_chat>=1", "voice_life>=1", "voice_life>=2", "voice_report>=1"),
)
_STEPS: Final = (1, 2, 4, 8, 16)
CRUMBS: Final = 6
"""Lines of the longest way from the front page to a headline, signs counted."""


def context(hit: Columns, look: Columns, place: Columns, rows: Rows) -> Columns:
    """Where segments stand.

    Args:
        hit: which rule takes which segment.
        look: what the segments are like.
        place: where they stand to the best run of prose.
        rows: the pages.

    Returns:
        Columns that tell of a segment what no other segment's columns tell.
    """
    found = _position(rows) | _title(look, rows) | _headings(hit, look, rows) | _marks(hit, look, rows)
    found |= _around(look, rows) | _named(look, place, rows) | _crumbs(hit, look, rows)
    return found | _rhythm(kinds(look), rows)


def pairs(evidence: Columns) -> dict[str, tuple[str, str]]:
    """Kinds of segment and what is known of them together: a sum of weights cannot say 'and'.

    Args:
        evidence: as `warta.cleaning.evidence.evidence` gives it.

    Returns:
        By the name of the pair the kind (of `kinds`) and the column that make it; each segment has one kind.
    """
    places = {name[1:]: name for name in evidence if name.startswith("@") and _is_paired(name[1:])}
    places |= {name: name for name in _PAIRED_LOOKS}
    return {f"@{kind}&{place}": (kind, name) for kind in PAIRED_KINDS for place, name in places.items()}


def _is_paired(name: str) -> bool:
    return name.startswith(_PAIRED) or name in _PAIRED_TOO


def _position(rows: Rows) -> Columns:
    size = rows.stop - rows.first
    return {
        **within("from_top", rows.row - rows.first, (0, 1, 2, 4, 8, 16, 40)),
        **within("from_end", rows.stop - 1 - rows.row, (0, 1, 2, 4, 8, 16, 40)),
        **at_least("tenth", (rows.row - rows.first) * 10 // np.maximum(size, 1), range(1, 10)),
        **at_least("size", size, (2, 5, 12, 25, 50, 100, 200)),
    }


def _title(look: Columns, rows: Rows) -> Columns:
    since, until = rows.since(look["likely_title"]), rows.until(look["likely_title"])
    near = (1, 2, 3, 5, 9)
    return {
        **within("since_title", since, near),
        **within("until_title", until, near),
        "after_title": since < FAR,
    }


def _named(look: Columns, place: Columns, rows: Rows) -> Columns:
    """Where the site's name stands: sites print it above their menu and below it once more."""
    named = look["named_below"] | look["is_domain"]
    return {
        "named_first": named & (rows.since(named) == FAR),
        "named_head": named & place["run_before"],
        "named_foot": named & place["run_after"],
    }


def _crumbs(hit: Columns, look: Columns, rows: Rows) -> Columns:
    """The way from the front page down to the headline, a step a line."""
    root = hit["section.root"]
    since, until = rows.since(root), rows.until(look["likely_title"])
    return {
        "crumb_root": root & (until <= CRUMBS),
        "crumb_step": (since <= CRUMBS) & (until <= CRUMBS),
        "crumb_last": (since <= CRUMBS) & (until == 1),
    }


def _headings(hit: Columns, look: Columns, rows: Rows) -> Columns:
    """Which headings stand before, how far; which of them is nearest; after which no prose has come yet."""
    since = {name: rows.since(either(hit[rule] for rule in ids)) for name, ids in HEADINGS.items()}
    nearest = np.minimum.reduce(list(since.values()))
    prose = rows.since(look["prose"])
    listed = rows.since(look["teaser_label"] | either(hit[rule] for rule in HEADINGS["related"]))
    found: Columns = {"open_list": listed < prose}
    for name, rows_ago in since.items():
        found |= within(f"since_{name}", rows_ago, (1, 2, 4, 8, 16, 40))
        found[f"after_{name}"] = rows_ago < FAR
        found[f"open_{name}"] = rows_ago < prose
        found[f"under_{name}"] = (rows_ago == nearest) & (nearest < FAR)
    return found


def _marks(hit: Columns, look: Columns, rows: Rows) -> Columns:
    """What opens and ends an article: how far it is behind and ahead."""
    marks = {
        "dateline": look["dateline_likely"],
        "end_mark": look["role:end_mark"],
        "credit": (look["role:credit"] & look["part"]) | hit["credit.label"] | hit["credit.notice"],
        "comment_button": hit["comment.button"] | hit["comment.meta"],
        "form_hint": hit["comment-form.hint"],
        "date": look["date"],
        "crumbs": hit["section.crumbs"],
        "copyright": hit["legal.copyright"],
        "tags": hit["tags.label"] | hit["tags.hash"] | hit["tags.open"],
        "prose": look["prose"],
    }
    found: Columns = {}
    for name, flags in marks.items():
        since, until = rows.since(flags), rows.until(flags)
        found |= within(f"since_{name}", since, _STEPS) | within(f"until_{name}", until, _STEPS)
        found |= {f"after_{name}": since < FAR, f"before_{name}": until < FAR}
    # Captions begin with a word in capitals and a dash: the dateline stands further down.
    found["dateline_early"] = look["dateline_likely"] & found["before_dateline"]
    found["after_early"] = rows.shifted(found["dateline_early"], -1)
    found["dateline_first"] = look["dateline_likely"] & ~found["after_dateline"]
    found["dateline_again"] = look["dateline_likely"] & found["after_dateline"]
    found |= at_least("datelines", rows.around(look["dateline_likely"], FAR, 0), (2, 3))
    found |= at_least("prose_before", rows.around(look["prose"], FAR, -1), _STEPS)
    found |= at_least("prose_after", rows.around(look["prose"], -1, FAR), _STEPS)
    return found


def _around(look: Columns, rows: Rows) -> Columns:
    """How many of the neighbours are prose, headlines, labels, dates, furniture."""
    found: Columns = {}
    for name in ("prose", "headline", "label", "date", "ruled"):
        found |= at_least(f"{name}_back", rows.around(look[name], 3, -1), (1, 2, 3))
        found |= at_least(f"{name}_on", rows.around(look[name], -1, 3), (1, 2, 3))
        found |= at_least(f"{name}_wide", rows.around(look[name], 8, 8), (2, 5, 9, 13))
    return found


def kinds(look: Columns) -> Columns:
    """The few kinds of segment of which rhythms and pairs are made; each segment has one."""
    of_kind: Columns = {}
    rest = np.ones_like(look["prose"])
    for name in ("prose", "date", "ruled", "headline", "label"):
        of_kind[name] = look[name] & rest
        rest = rest & ~look[name]
    return {**of_kind, "odd": rest}


def _rhythm(of_kind: Columns, rows: Rows) -> Columns:
    """Lists whose entries have several lines: the kinds of segment come again every few rows."""
    number = np.zeros(len(rows.row), dtype=np.int64)
    for value, flags in enumerate(of_kind.values(), start=1):
        number[flags] = value
    mixed = rows.around(number != rows.shifted(number, 1), 3, 3) >= 3
    found: Columns = {}
    for period in (2, 3, 4, 5):
        alike: Counts = (number == rows.shifted(number, -period)).astype(np.int64)
        beat = np.zeros(len(number), dtype=np.bool_)
        for before in (0, period, 2 * period):
            beat |= rows.around(alike, before, 2 * period - before) >= 2 * period
        found[f"rhythm_{period}"] = beat & mixed
    return {**found, "rhythm": either(found.values())}
