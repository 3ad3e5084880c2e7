"""The closed vocabularies that every stage shares: roles of spans, stages, reasons for a reject."""

from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a span of a page is. The kept roles become fields of the article, the others are removed."""

    TITLE = "title"
    DATELINE = "dateline"
    BODY = "body"
    BYLINE = "byline"
    TIMESTAMP = "timestamp"
    CAPTION = "caption"
    TAGS = "tags"
    SECTION = "section"
    OUTLET = "outlet"
    CREDIT = "credit"

    TITLE_REPEAT = "title_repeat"
    END_MARK = "end_mark"
    COUNTER = "counter"
    SHARE = "share"
    COMMENT_FORM = "comment_form"
    COMMENT = "comment"
    RELATED = "related"
    NAVIGATION = "navigation"
    PROMO = "promo"
    ADVERT = "advert"
    LEGAL = "legal"
    OTHER = "other"

    BLANK = "blank"


KEPT: Final = (
    Role.TITLE,
    Role.DATELINE,
    Role.BODY,
    Role.BYLINE,
    Role.TIMESTAMP,
    Role.CAPTION,
    Role.TAGS,
    Role.SECTION,
    Role.OUTLET,
    Role.CREDIT,
)
REMOVED: Final = tuple(role for role in Role if role not in KEPT and role is not Role.BLANK)


class Stage(StrEnum):
    """Where on its way a page was rejected."""

    READ = "read"
    CLEAN = "clean"
    COPIES = "copies"
    VALIDATE = "validate"


class Reason(StrEnum):
    """Why a page is not an article of the release."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    TOO_LARGE = "too_large"
    NO_ARTICLE = "no_article"
    EXACT_COPY = "exact_copy"
    INVALID_RECORD = "invalid_record"
