"""What a story tells: its activity, whether that is an exercise, its election and the phase of that election.

All of it is counted on columns: the text is folded to letters and single spaces, cues are literal, the title
counts three times, the first paragraphs twice. `words/activities.toml` and `words/elections.toml` hold the
cues.
"""

from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from warta.facts.tables import frame_of
from warta.facts.vocabulary import alternatives, words
from warta.terms import Role

_LEAD: Final = 600  # characters of the body that count as its beginning
_ZONES: Final = {"title": 3, "lead": 2, "rest": 1}
_MOST: Final = 3  # times that one cue counts in one zone
_ACTIVITIES: Final = words("activities")["activities"]
_CUES: Final = pl.DataFrame(
    [
        {"cue": cue, "activity": activity["id"], "weight": weight}
        for activity in _ACTIVITIES
        for kind, weight in (("cues", 2), ("hints", 1))
        for cue in activity[kind]
    ],
    schema={"cue": pl.String, "activity": pl.String, "weight": pl.Int32},
)
_CUE_LIST: Final = _CUES["cue"].unique(maintain_order=True).to_list()
_EXERCISES: Final = [activity["id"] for activity in _ACTIVITIES if activity.get("exercise")]
_OF_OFFICIALS: Final = [activity["id"] for activity in _ACTIVITIES if activity.get("officials")]
_SPEECH: Final = "press_statement"
_OTHER: Final = "other"
# Stories of the police are full of the words of speech and crime: these must outweigh what fits better.
_VAGUE: Final = {_SPEECH: 0.4, _OTHER: 0.6}
_ACTS_OF_OTHERS: Final = ("riot_or_clash", "protest_policed", "attack_on_person", "arrest")
_POLICE: Final = words("activities")["context"]["police"]
_GUARDING: Final = words("activities")["context"]["guarding"]
_GUARDS: Final = [activity["id"] for activity in _ACTIVITIES if activity.get("guards")]
_TOPIC_SHARE: Final = 0.3  # of what is only spoken of
_REFINED: Final = {each["id"]: each["refines"] for each in _ACTIVITIES if "refines" in each}
_RANKS: Final = {activity["id"]: rank for rank, activity in enumerate(_ACTIVITIES)}
_ENOUGH: Final = 4  # an activity needs this weight; below it the page only speaks
_ELECTIONS: Final = words("elections")["elections"]
_WORDS: Final = words("elections")["words"]
_ANY: Final = [
    *_WORDS["general"],
    *_WORDS["dated"],
    *_WORDS["other"],
    *_WORDS["elsewhere"],
    *(word for each in _ELECTIONS for word in each["typical"]),
]
_READ_AS: Final[dict[str, str]] = words("elections")["institutions"] | dict.fromkeys(
    words("activities")["context"]["look_alikes"], ""
)
_BETWEEN_WORDS: Final = r" *[^\p{L}\p{N} ][^\p{L}\p{N}]*|  +"  # but for a single space
_PRECEDENCE: Final = words("elections")["precedence"]
_NAMED: Final = 3  # what the name of an election weighs against words that are said of all
_MENTIONS: Final = 2  # a story that speaks of an election once in passing is not about it
_MENTIONS_OF_OTHERS: Final = 4  # without an election of the calendar, more must be said of one
_AFTER: Final = timedelta(
    days=60
)  # `pemilu` without a year means the last one until the next one is prepared
_AROUND: Final = timedelta(days=365)  # before its first stage an election is already spoken of


def story_texts(kept: pl.DataFrame, pages: int) -> pl.DataFrame:
    """Fold the title, the beginning and the rest of each page's body for counting.

    Args:
        kept: Kept spans (`warta.facts.kept.KEPT_SPANS`).
        pages: Number of pages.

    Returns:
        One row a page in order: page, title, lead, rest; empty strings where there is none.
    """

    def folded(text: pl.Expr) -> pl.Expr:
        letters = text.str.to_lowercase().str.replace_all(_BETWEEN_WORDS, " ")
        return (pl.lit(" ") + letters + pl.lit(" ")).map_batches(_read_as, pl.String, is_elementwise=True)

    def joined(role: Role) -> pl.DataFrame:
        return kept.filter(role=role).group_by("page").agg(pl.col("text").str.join(" ").alias(role.value))

    every = pl.DataFrame({"page": pl.int_range(pages, dtype=pl.UInt32, eager=True)})
    return (
        every.join(joined(Role.TITLE), on="page", how="left")
        .join(joined(Role.BODY), on="page", how="left")
        .with_columns(pl.col("title", "body").fill_null(""))
        .select(
            "page",
            title=folded(pl.col("title")),
            lead=folded(pl.col("body").str.head(_LEAD)),
            rest=folded(pl.col("body").str.slice(_LEAD)),
        )
        .sort("page")
    )


def _read_as(folded: pl.Series) -> pl.Series:
    """Write names of institutions short and leave out what looks like another word, where there is any."""
    rows = folded.str.contains("|".join(_READ_AS)).arg_true()
    return folded.scatter(rows, folded.gather(rows).str.replace_many(_READ_AS))


def activities(stories: pl.DataFrame, of_election: pl.Series) -> pl.DataFrame:
    """Find the main activity of each story.

    Args:
        stories: Folded texts (`story_texts`).
        of_election: Whether each story is about an election (Boolean).

    Returns:
        One row a page in order: page, activity (null without police and election), is_exercise.
    """
    about = stories.select(
        "page", police=pl.concat_str(list(_ZONES)).str.contains(alternatives(_POLICE)), election=of_election
    )
    weights = _weights(stories)
    exercised = weights.filter(pl.col("activity").is_in(_EXERCISES), pl.col("weight") >= _ENOUGH)
    share = pl.col("activity").replace_strict(_VAGUE, default=1.0)
    main = (
        weights.filter(pl.col("weight") >= _ENOUGH)
        .join(about, on="page")
        .filter(
            ~(pl.col("page").is_in(exercised["page"].implode()) & pl.col("activity").is_in(_ACTS_OF_OTHERS)),
            pl.col("police") | pl.col("activity").is_in([*_VAGUE, *_OF_OFFICIALS]),
        )
        .with_columns(pl.col("weight") * pl.when("police").then(share).otherwise(1))
        .sort("page", -pl.col("weight"), "rank")
        .group_by("page", maintain_order=True)
        .first()
        .select("page", "activity")
    )
    return (
        about.join(main, on="page", how="left", maintain_order="left")
        .select(
            "page",
            activity=pl.coalesce(
                pl.when(pl.any_horizontal("police", "election")).then("activity"),
                pl.when("police").then(pl.lit(_SPEECH)),
                pl.when("election").then(pl.lit(_OTHER)),
            ),
        )
        .with_columns(is_exercise=pl.col("activity").is_in(_EXERCISES).fill_null(False))
    )


def _weights(stories: pl.DataFrame) -> pl.DataFrame:
    """Weigh what speaks for each activity: page, activity, rank, weight."""
    zones = stories.unpivot(on=list(_ZONES), index="page", variable_name="zone", value_name="text")
    cued = (
        zones.select("page", "zone", cue=pl.col("text").str.extract_many(_CUE_LIST, overlapping=True))
        .explode("cue")
        .group_by("page", "zone", "cue")
        .agg(count=pl.len().clip(0, _MOST))
        .join(_CUES, on="cue")
        .select("page", "zone", "activity", weight=pl.col("count") * pl.col("weight"))
    )
    matched = zones.select("page", "zone", *_pattern_weights()).unpivot(
        index=["page", "zone"], variable_name="activity", value_name="weight"
    )
    weights = (
        pl.concat([cued, matched.filter(pl.col("weight") > 0)], how="vertical_relaxed")
        .join(
            zones.select("page", "zone", guarded=pl.col("text").str.contains(alternatives(_GUARDING))),
            on=["page", "zone"],
        )
        .with_columns(
            pl.col("weight")
            * pl.col("zone").replace_strict(_ZONES, return_dtype=pl.Float64)
            * pl.when(pl.col("activity").is_in(_GUARDS) & ~pl.col("guarded"))
            .then(_TOPIC_SHARE)
            .otherwise(1.0)
        )
        .group_by("page", "activity")
        .agg(pl.col("weight").sum().round(2))
    )
    return _refined(weights).with_columns(
        rank=pl.col("activity").replace_strict(_RANKS, return_dtype=pl.Int32)
    )


def _pattern_weights() -> list[pl.Expr]:
    return [
        (pl.col("text").str.count_matches("|".join(activity["patterns"])).clip(0, _MOST) * 3)
        .cast(pl.Int32)
        .alias(activity["id"])
        for activity in _ACTIVITIES
        if "patterns" in activity
    ]


def _refined(weights: pl.DataFrame) -> pl.DataFrame:
    """Give what speaks for a general activity to the one that refines it, where that is spoken of enough."""
    general = pl.col("activity").replace_strict(_REFINED, default=None)
    refining = weights.filter(general.is_not_null(), pl.col("weight") >= _ENOUGH)
    most = refining.sort("page", -pl.col("weight"), "activity").unique(
        "page", keep="first", maintain_order=True
    )
    taken = most.select("page", "activity", of=general)
    given = weights.join(taken, left_on=["page", "activity"], right_on=["page", "of"], suffix="_refined")
    return (
        pl.concat(
            [
                weights.join(taken, left_on=["page", "activity"], right_on=["page", "of"], how="anti"),
                given.select("page", activity="activity_refined", weight="weight"),
            ]
        )
        .group_by("page", "activity")
        .agg(pl.col("weight").sum())
    )


def elections(stories: pl.DataFrame, days: pl.Series, since: pl.Series, years: pl.Series) -> pl.DataFrame:
    """Find the election that each story belongs to, and the phase of that election.

    `Pemilu` is also said of a Pilkada, and of elections of other years: the day of the story decides where
    its words do not.

    Args:
        stories: Folded texts (`story_texts`).
        days: Day of each story (Date), null where unknown.
        since: Day before which the story cannot be (Date), null where unknown.
        years: Year that each story names most (Int32), null where it names none.

    Returns:
        One row a page in order: page, election (`pemilu_2024`, `pilkada_2024`, `other`, `none`),
        election_phases (all that run on the day, the main one first; empty where the day is unknown).
    """
    text, early = pl.col("text"), pl.col("early")
    texts = stories.select("page", text=pl.concat_str(list(_ZONES)), early=pl.concat_str("title", "lead"))
    counts = texts.select(
        "page",
        *(_count(text, election["named"]).alias(f"{election['id']} named") for election in _ELECTIONS),
        *(_count(text, election["typical"]).alias(f"{election['id']} typical") for election in _ELECTIONS),
        general=_count(text, _WORDS["general"]),
        dated=_count(text, _WORDS["dated"]),
        other=_count(text, _WORDS["other"]) + _NAMED * _count(text, _WORDS["elsewhere"]),
        early=_count(early, _ANY),
        day=days,
        since=since,
        year=years,
    )
    rows = ((row["page"], *_election(row)) for row in counts.filter(_is_spoken_of()).iter_rows(named=True))
    voted = stories.select("page").join(frame_of(rows, _VOTED), on="page", how="left", maintain_order="left")
    return voted.with_columns(pl.col("election").fill_null("none"), pl.col("election_phases").fill_null([]))


_VOTED: Final = pl.Schema(
    {"page": pl.UInt32(), "election": pl.String(), "election_phases": pl.List(pl.String())}
)


def _is_spoken_of() -> pl.Expr:
    """Whether a story says more of elections than one word in passing."""
    said = pl.sum_horizontal(
        pl.col("general", "other"),
        *(_NAMED * pl.col(f"{election['id']} named") for election in _ELECTIONS),
        *(pl.col(f"{election['id']} typical") for election in _ELECTIONS),
        pl.when(pl.any_horizontal(pl.col("day", "since").is_not_null())).then("dated").otherwise(0),
    )
    return (said >= _MENTIONS) | (pl.col("early") > 0)


def _count(text: pl.Expr, patterns: list[str]) -> pl.Expr:
    return text.str.count_matches(r"\b(?:" + "|".join(patterns) + ")")


def _election(row: dict[str, Any]) -> tuple[str, list[str]]:
    day: date | None = row["day"]
    time = day or row["since"] or _middle(row["year"])
    named = {election["id"]: _NAMED * row[f"{election['id']} named"] for election in _ELECTIONS}
    typical = {election["id"]: row[f"{election['id']} typical"] for election in _ELECTIONS}
    general = row["general"] + (row["dated"] if day or row["since"] else 0)
    total = general + sum(named.values()) + sum(typical.values())
    running = [election["id"] for election in _ELECTIONS if time is None or _runs(election, time)]
    coming = (each["id"] for each in _ELECTIONS if time is None or time <= each["voting"] + _AFTER)
    now = next((election for election in coming if election in running), None)
    scores = {
        election: (named[election] if now in (None, election) else row[f"{election} named"])
        + typical[election]
        + (general if election == now else 0)
        for election in running
    }
    best = max(scores, key=lambda election: (scores[election], election == now), default=None)
    # When all have voted, `pemilu` is said of elections at large: the story must name the one it means.
    if best is not None and scores[best] > row["other"] and (now or scores[best] >= _MENTIONS):
        return best, _phases(best, day)
    return ("other" if row["other"] or total >= _MENTIONS_OF_OTHERS else "none"), []


def _middle(year: int | None) -> date | None:
    """Give the middle of a year for a story that has no day; not of a year in which there is a vote."""
    if year is None or any(election["voting"].year == year for election in _ELECTIONS):
        return None
    return date(year, 7, 1)


def _runs(election: dict[str, Any], day: date) -> bool:
    """Tell whether a day lies in the time of an election: a year before its stages to half a year after."""
    first = min(phase["start"] for phase in election["phases"] if "start" in phase)
    last = max(phase["end"] for phase in election["phases"])
    return bool(first - _AROUND <= day <= last + _AROUND / 2)


def _phases(election: str, day: date | None) -> list[str]:
    """Give the phases of an election on a day, the main one first; `before` or `after` outside all."""
    if day is None:
        return []
    phases = next(each for each in _ELECTIONS if each["id"] == election)["phases"]
    running = [phase["id"] for phase in phases if phase.get("start", date.min) <= day <= phase["end"]]
    if not running:
        return ["before" if any(day < phase["end"] for phase in phases) else "after"]
    return sorted(running, key=_PRECEDENCE.index)
