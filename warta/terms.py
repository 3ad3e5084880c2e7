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
    TAKEDOWN = "takedown"


class Reason(StrEnum):
    """Why a page is not an article of the release."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_TEXT = "not_text"
    TOO_LARGE = "too_large"
    NO_ARTICLE = "no_article"
    EXACT_COPY = "exact_copy"
    INVALID_RECORD = "invalid_record"
    TAKEN_DOWN = "taken_down"


class Matching(StrEnum):
    """What a page is named by that is taken down."""

    ARTICLE_ID = "article_id"
    URL = "url"
    OUTLET = "outlet"


class Precision(StrEnum):
    """How exactly a date of publication is known."""

    MINUTE = "minute"
    DAY = "day"
    NONE = "none"


class PublishedBasis(StrEnum):
    """Where a date of publication was read."""

    PAGE = "page"
    METADATA = "metadata"
    URL = "url"


class DateBasis(StrEnum):
    """What the date of an article is the date of."""

    PUBLISHED = "published"
    EVENT = "event"
    STATEMENT = "statement"
    NONE = "none"


class Election(StrEnum):
    """The election that an article is about."""

    PILKADA_2024 = "pilkada_2024"
    PEMILU_2024 = "pemilu_2024"
    OTHER = "other"
    NONE = "none"


class Activity(StrEnum):
    """What police or election officials mainly do in an article."""

    PRESS_STATEMENT = "press_statement"
    PUBLIC_APPEAL = "public_appeal"
    PATROL = "patrol"
    PATROL_JOINT_TNI_POLRI = "patrol_joint_tni_polri"
    PATROL_JOINT_COMMUNITY = "patrol_joint_community"
    READINESS_PARADE = "readiness_parade"
    FORCE_SHIFT = "force_shift"
    TRAINING_CROWD_CONTROL = "training_crowd_control"
    SIMULATION_EXERCISE = "simulation_exercise"
    POLLING_STATION_SECURITY = "polling_station_security"
    LOGISTICS_SECURITY = "logistics_security"
    CAMPAIGN_SECURITY = "campaign_security"
    STAGE_SECURITY = "stage_security"
    COUNT_RECAP_SECURITY = "count_recap_security"
    COMMUNITY_VISIT = "community_visit"
    OUTREACH_SOCIALISATION = "outreach_socialisation"
    COOLING_SYSTEM = "cooling_system"
    PEACE_DECLARATION = "peace_declaration"
    COORDINATION_MEETING = "coordination_meeting"
    INTERNAL_MEETING = "internal_meeting"
    INSPECTION_CHECK = "inspection_check"
    CAMPAIGN_MATERIAL_REMOVAL = "campaign_material_removal"
    CYBER_PATROL_TAKEDOWN = "cyber_patrol_takedown"
    ELECTION_CRIME_INVESTIGATION = "election_crime_investigation"
    ARREST = "arrest"
    RAID_SEIZURE = "raid_seizure"
    PROTEST_POLICED = "protest_policed"
    RIOT_OR_CLASH = "riot_or_clash"
    ATTACK_ON_PERSON = "attack_on_person"
    NEUTRALITY_ENFORCEMENT = "neutrality_enforcement"
    SOCIAL_ASSISTANCE = "social_assistance"
    APPOINTMENT_OR_TRAINING_OF_OFFICIALS = "appointment_or_training_of_officials"
    SUPERVISION_VISIT = "supervision_visit"
    CEREMONY_PRAYER = "ceremony_prayer"
    OTHER = "other"


class CopyRole(StrEnum):
    """What an article is in its cluster."""

    ORIGINAL = "original"
    COPY = "copy"
    REWRITE = "rewrite"


class OriginalBasis(StrEnum):
    """What shows that the original came before the copy."""

    DATE = "published_date"
    SOURCE = "names_source"
    NONE = "none"  # nothing: the longer body stands as the original, then the lesser id


class MentionKind(StrEnum):
    """What a mention names."""

    DATE = "date"
    PLACE = "place"
    UNIT = "unit"
    PHONE = "phone"


class RedactionKind(StrEnum):
    """What private data a placeholder stands for."""

    PHONE = "phone"
    EMAIL = "email"
    NIK = "nik"  # number of an identity or family card
    PLATE = "plate"
    ACCOUNT = "account"


UNDETERMINED: Final = "und"
"""The language of a text that is too short, or too mixed, to tell (BCP 47)."""

LICENSE: Final = r"^(unknown|permission|gov_art43b|CC0-1\.0|CC-BY(-SA|-NC|-ND|-NC-SA|-NC-ND)?-[0-9]\.[0-9])$"
"""What a rights holder lets be done with a text: an SPDX id of Creative Commons or a word of ours."""


class OutletKind(StrEnum):
    """What publishes, by whose means."""

    AGENCY = "agency"
    NETWORK = "network"
    NEWSPAPER = "newspaper"
    ONLINE = "online"
    BROADCASTER = "broadcaster"
    BLOG = "blog"
    POLICE = "police"
    ELECTION = "election"
    GOVERNMENT = "government"


class TextRelease(StrEnum):
    """How much of a page's text may be published, from all to nothing."""

    FULL = "full"
    EXCERPT = "excerpt"  # the title and at most 300 characters of the body
    FACTS_ONLY = "facts_only"


class Change(StrEnum):
    """What happened to a row from one release to the next."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


class IdStatus(StrEnum):
    """Whether a release holds the article of an id."""

    CURRENT = "current"
    GONE = "gone"


class GateLevel(StrEnum):
    """What a failed gate does to a release."""

    FATAL = "fatal"
    WARNING = "warning"


class GateOutcome(StrEnum):
    """How a release stands at a gate."""

    PASSED = "passed"
    WARNED = "warned"
    ACCEPTED = "accepted"  # failed, and a person let it pass
    BLOCKED = "blocked"
