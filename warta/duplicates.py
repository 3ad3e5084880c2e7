"""Copies of an article: exact ones by a key of the body, near ones by MinHash and by the names in it."""

import hashlib
from collections.abc import Iterator
from itertools import chain
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray
from rensa import RMinHash

from warta.terms import CopyRole, OriginalBasis

WORDS_A_SHINGLE: Final = 3
BANDS: Final = 32
ROWS_A_BAND: Final = 4
SEED: Final = 2024
FEWEST_SHINGLES: Final = 15
"""Bodies with fewer are too short to compare."""
LEADERS: Final = 8
"""How many of the earliest of a bucket the others are compared with: the work stays linear."""

PAIRS_AT_ONCE: Final = 100_000

SAME_STORY: Final = 0.4
"""Least similarity (Jaccard of the shingles) of a pair."""
SAME_TEXT: Final = 0.7
"""Least share of the shorter body's shingles that the other holds too."""
SAME_NAMES: Final = 0.86
"""Least share of the names and numbers of one body that the other holds too.

Press releases on one pattern share their sentences but not their names: between two Polres at most 0.83 was
measured, between a story and its edited copy at least 0.87.
"""
COPIED: Final = 0.85
"""Share of the shorter body's shingles from which on a pair is a copy, below it a rewrite."""

_ODD: Final = np.uint64(0x9E3779B97F4A7C15)
_MONTHS: Final = (
    r"[Jj]an(?:uari)?|[Ff]eb(?:ruari)?|[Mm]ar(?:et)?|[Aa]pr(?:il)?|[Mm]ei|[Jj]un[i]?|[Jj]ul[i]?"
    r"|[Aa]gu?s?t?(?:ustus)?|[Ss]ept?(?:ember)?|[Oo]kt(?:ober)?|[Nn]ov(?:ember)?|[Dd]es(?:ember)?"
)
_MONTH_STARTS: Final = ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "ag", "sep", "okt", "nov", "des"]
_WEEKDAYS: Final = "Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad"
_WEEKDAY_STARTS: Final = {"Sen": 0, "Sel": 1, "Rab": 2, "Kam": 3, "Jum": 4, "Sab": 5, "Min": 6, "Aha": 6}
_DAY: Final = (
    rf"(?-u:\b)(?:([0-9]{{1,2}})(?:/([0-9]{{1,2}})|[.-]([0-9]{{1,2}})[.-](?:20)?[0-9]{{2}}| ({_MONTHS}))"
    rf"|({_WEEKDAYS}))(?-u:\b)"
)
_OUTER: Final = r"^(?:www\.|(?:si|bid|div)?humas )|(?:\.(?:co|web|my|or|go))?\.[a-z]{2,8}$"
SHORTEST_OUTLET: Final = 4
"""Letters of a name that an outlet's longer name may begin with: `ANTARA` names `ANTARA Kaltara`."""
_BAND_NAMES: Final = [(f"band_{band:02}_first", f"band_{band:02}_last") for band in range(BANDS)]
"""Columns of each band: two of its four hashes in one number, which Parquet reads faster than lists."""
_ALL_BANDS: Final = [name for names in _BAND_NAMES for name in names]
_BANDS_AT_ONCE: Final = 8

SIGNATURES: Final = pl.Schema(
    {
        "article_id": pl.String(),
        "published_date": pl.Date(),
        "outlet": pl.String(),  # who published it, folded to letters and digits
        "source": pl.String(),  # who the text was taken from as the page says, folded likewise
        "shingles": pl.UInt32(),  # how many the body has
        "names": pl.List(pl.UInt32()),  # hashes of its names and numbers, one an occurrence
        "days": pl.List(pl.UInt32()),  # days of the calendar that the body names, as 100 * month + day
        "weekdays": pl.UInt8(),  # weekdays that it names, Monday the lowest bit
        **dict.fromkeys(_ALL_BANDS, pl.UInt64()),  # the MinHash signature
    }
)

NEAR_COPIES: Final = pl.Schema(
    {
        "article_id": pl.String(),
        "original_id": pl.String(),  # `article_id` of the cluster's original; its own for the original
        "role": pl.String(),
        "similarity": pl.Float64(),  # estimated Jaccard similarity of its shingles with the original's
        "original_basis": pl.String(),  # what shows that the original came first; null for the original
        "source_id": pl.String(),  # the article of its cluster by the outlet that it names as its source
    }
)


def body_key(body: pl.Expr) -> pl.Expr:
    """A key that two bodies share where they differ in case, quotes, dashes and white space only.

    Args:
        body: String.

    Returns:
        String, 32 hexadecimal digits (BLAKE2b of the folded text); null where no text is left.
    """
    return _folded(body).map_batches(_digests, return_dtype=pl.String, is_elementwise=True)


def _folded(body: pl.Expr) -> pl.Expr:
    return (
        body.str.to_lowercase()
        .str.replace_all(r"[“”„‟«»″]", '"')
        .str.replace_all(r"[‘’‚‛‹›′`´]", "'")
        .str.replace_all(r"\p{Pd}", "-")
        .str.replace_all(r"\p{Cf}", "")
    )


def _digests(folded: pl.Series) -> pl.Series:
    words = (" ".join(text.split()) if text else None for text in folded)
    keys = [hashlib.blake2b(text.encode(), digest_size=16).hexdigest() if text else None for text in words]
    return pl.Series(folded.name, keys, dtype=pl.String)


def sign(articles: pl.DataFrame) -> pl.DataFrame:
    """What `near_copies` needs to know of articles, at about 800 bytes each.

    Args:
        articles: `article_id` String, `body` String, `published_date` Date, `outlet` String,
            `syndicated_from` String; all but the first may be null.

    Returns:
        One row an article in order, columns as in `SIGNATURES`; none for an article whose body is too short.
    """
    words = _words(articles["body"])
    shingles, count = _shingles(words, articles.height)
    offsets = np.concatenate([[0], np.cumsum(count)]).astype(np.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(shingles, offsets, BANDS * ROWS_A_BAND, SEED)
    signatures = np.array(matrix.to_rows(), dtype=np.uint32).reshape(-1, BANDS * ROWS_A_BAND).view(np.uint64)
    return (
        articles.with_row_index("row")
        .with_columns(
            pl.Series("shingles", count),
            _outlet(pl.col("outlet")).alias("outlet"),
            _outlet(pl.col("syndicated_from")).alias("source"),
            *(pl.Series(name, numbers) for name, numbers in zip(_ALL_BANDS, signatures.T, strict=True)),
        )
        .filter(pl.col("shingles") >= FEWEST_SHINGLES)
        .join(_names(words), on="row", how="left", maintain_order="left")
        .join(_days(articles["body"]), on="row", how="left", maintain_order="left")
        .with_columns(pl.col("names", "days").fill_null([]), pl.col("weekdays").fill_null(0))
        .select(SIGNATURES.names())
        .cast(SIGNATURES)
    )


def _outlet(name: pl.Expr) -> pl.Expr:
    """Fold the name or address of an outlet, agency or press office to what tells it from others."""
    return name.str.to_lowercase().str.replace_all(_OUTER, "").str.replace_all(r"[^\p{L}\p{N}]", "")


def _words(bodies: pl.Series) -> pl.DataFrame:
    """The words of all bodies: `row` UInt32, `hash` UInt64 of the word in lower case, `is_name`.

    Of what stands between spaces, each different text is read once: most come again and again.
    """
    rows = bodies.alias("text").to_frame().with_row_index("row").drop_nulls()
    printed = rows.with_columns(pl.col("text").str.split(" ")).explode("text")
    printed = printed.cast({"text": pl.Categorical(pl.Categories.random())})
    texts = printed.select(pl.col("text").unique())
    word, spelled = pl.col("word"), pl.col("text").cast(pl.String)
    words = texts.with_columns(word=spelled.str.extract_all(r"[\p{L}\p{N}]+")).explode("word").drop_nulls()
    different = words.select(word.unique()).with_columns(
        hash=word.str.to_lowercase().map_batches(_word_hashes, return_dtype=pl.UInt64),
        is_name=word.str.contains(r"^[\p{Lu}\p{N}]"),
    )
    read = words.join(different, on="word", maintain_order="left")
    read = read.group_by("text", maintain_order=True).agg("hash", "is_name")
    placed = printed.join(read, on="text", maintain_order="left")
    return placed.select("row", "hash", "is_name").explode("hash", "is_name")


def _word_hashes(words: pl.Series) -> pl.Series:
    digests = b"".join(hashlib.blake2b(word.encode(), digest_size=8).digest() for word in words)
    return pl.Series(words.name, np.frombuffer(digests, dtype="<u8"))


def _shingles(words: pl.DataFrame, bodies: int) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Hashes of the shingles of all bodies, one after the other, and how many each body has."""
    hashes, row = words["hash"].to_numpy(), words["row"].to_numpy()
    windows = max(len(hashes) - WORDS_A_SHINGLE + 1, 0)
    mixed = np.zeros(windows, dtype=np.uint64)
    for place in range(WORDS_A_SHINGLE):
        mixed = mixed * _ODD + hashes[place : place + windows]
    inside = row[:windows] == row[WORDS_A_SHINGLE - 1 :][:windows]
    return mixed[inside], np.bincount(row[:windows][inside], minlength=bodies)


def _names(words: pl.DataFrame) -> pl.DataFrame:
    """The names and numbers of each body: `row`, `names`; a second Malang is another than the first."""
    names = words.filter("is_name").select("row", "hash").sort("row", "hash")
    row, hashes = names["row"].to_numpy(), names["hash"].to_numpy()
    place = np.arange(len(row), dtype=np.uint64)
    first = np.concatenate([[True], (row[1:] != row[:-1]) | (hashes[1:] != hashes[:-1])])[: len(row)]
    occurrence = place - np.maximum.accumulate(np.where(first, place, np.uint64(0)))
    mixed = (hashes + occurrence) * _ODD >> np.uint64(32)
    frame = pl.DataFrame({"row": row, "names": mixed}, schema={"row": pl.UInt32, "names": pl.UInt32})
    return frame.group_by("row").agg("names")


def _days(bodies: pl.Series) -> pl.DataFrame:
    """The days that each body names (`Senin`, `14 Oktober`, `14/10/2024`): `row`, `days`, `weekdays`."""
    number, name = pl.coalesce("2", "3").cast(pl.UInt32), pl.col("4").str.to_lowercase()
    named = pl.coalesce(
        pl.when(name.str.starts_with(start)).then(month) for month, start in enumerate(_MONTH_STARTS, 1)
    )
    weekday = pl.col("5").str.head(3).replace_strict(_WEEKDAY_STARTS, return_dtype=pl.UInt8)
    return (
        bodies.alias("day")
        .to_frame()
        .with_row_index("row")
        .with_columns(pl.col("day").str.extract_all(_DAY))
        .explode("day")
        .drop_nulls()
        .select("row", pl.col("day").str.extract_groups(_DAY).struct.unnest())
        .select("row", weekday=weekday, day=100 * pl.coalesce(number, named) + pl.col("1").cast(pl.UInt32))
        .group_by("row")
        .agg(
            days=pl.col("day").drop_nulls().unique().sort(),
            weekdays=(2 ** pl.col("weekday").drop_nulls().unique()).sum(),
        )
    )


def near_copies(signatures: pl.LazyFrame) -> pl.DataFrame:
    """Clusters of articles that share most of their text and nearly all names, and tell of the same day.

    Every member was compared with its original itself, not with another copy. The original is the earliest by
    its date; where dates do not tell, one that names no source, then the longest body, then the least id.

    Args:
        signatures: As `sign` returns them. Of a scan of Parquet files few bands are read at a time.

    Returns:
        One row an article that has a copy or is one, sorted by `original_id`, the original first, then by
        `article_id`; columns as in `NEAR_COPIES`. The same whatever the order of the articles. Of several
        articles by the outlet that a page names, `source_id` is the one that stands first in that order.
    """
    order = signatures.drop("names", "days", "weekdays", *_ALL_BANDS).with_row_index("row").collect()
    order = order.sort(
        pl.col("published_date"),
        pl.col("source").is_not_null(),
        -pl.col("shingles").cast(pl.Int64),
        "article_id",
        nulls_last=True,
    ).with_row_index("rank")
    ranks = order.sort("row")["rank"]
    pairs = pl.concat([_candidates(band, ranks) for band in _bands(signatures)]).unique()
    return _clusters(order, _verified(signatures, ranks, pairs.sort("later", "earlier")))


def _bands(signatures: pl.LazyFrame) -> Iterator[NDArray[np.uint32]]:
    """The bands of all articles, one after the other, a row an article; few are read at a time."""
    for start in range(0, BANDS, _BANDS_AT_ONCE):
        names = _BAND_NAMES[start : start + _BANDS_AT_ONCE]
        read = signatures.select(chain.from_iterable(names)).collect()
        for band in names:
            yield np.ascontiguousarray(read.select(band).to_numpy()).view(np.uint32)


def _candidates(band: NDArray[np.uint32], ranks: pl.Series) -> pl.DataFrame:
    """Pairs of ranks that share a band: every article of a bucket with the earliest ones of it."""
    bucket = np.zeros(len(band), dtype=np.uint64)
    for place in range(ROWS_A_BAND):
        bucket = bucket * _ODD + band[:, place]
    return (
        pl.DataFrame({"bucket": bucket, "later": ranks})
        .filter(pl.col("bucket").is_duplicated())
        .group_by("bucket")
        .agg(pl.col("later").sort())
        .select(pl.col("later").list.head(LEADERS).alias("earlier"), "later")
        .explode("earlier")
        .explode("later")
        .filter(pl.col("earlier") < pl.col("later"))
    )


def _verified(signatures: pl.LazyFrame, ranks: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Those of the pairs that share text and names, with `similarity` and `overlap` of their shingles."""
    row_of = ranks.arg_sort().to_numpy()
    earlier, later = (row_of[pairs[side].to_numpy()] for side in ("earlier", "later"))
    agreeing = np.zeros(pairs.height, dtype=np.int64)
    for band in _bands(signatures):
        agreeing += np.count_nonzero(band.take(earlier, axis=0) == band.take(later, axis=0), axis=1)
    pairs = pairs.with_columns(similarity=pl.Series(agreeing / (BANDS * ROWS_A_BAND)))
    similar = pairs.filter(pl.col("similarity") >= SAME_STORY)
    concerned = pl.concat([similar["earlier"], similar["later"]]).unique()
    known = (
        signatures.select("shingles", "names", "days", "weekdays")
        .with_columns(ranks)
        .filter(pl.col("rank").is_in(concerned.implode()))
        .collect()
    )
    return pl.concat(
        _same_names(part, known) for part in [similar.clear(), *similar.iter_slices(PAIRS_AT_ONCE)]
    )


def _same_names(pairs: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Those of similar pairs whose texts and names overlap enough."""
    shared = (
        pl.col("similarity") / (1 + pl.col("similarity")) * (pl.col("shingles") + pl.col("shingles_later"))
    )
    names, names_later = pl.col("names"), pl.col("names_later")
    fewer_names = pl.min_horizontal(names.list.len(), names_later.list.len())
    return (
        pairs.join(known, left_on="earlier", right_on="rank", maintain_order="left")
        .join(known, left_on="later", right_on="rank", suffix="_later", maintain_order="left")
        .with_columns(overlap=shared / pl.min_horizontal("shingles", "shingles_later"))
        .filter(
            pl.col("overlap") >= SAME_TEXT,
            names.list.set_intersection(names_later).list.len() >= SAME_NAMES * fewer_names,
            ~_other_day(),
        )
        .select("earlier", "later", "similarity", "overlap")
    )


def _other_day() -> pl.Expr:
    """Tell whether each of two texts names a day that the other does not: the same words of another patrol.

    A copy may drop a day or add the one on which it was printed. Weekdays count where dates do not tell.
    """
    days, later = pl.col("days"), pl.col("days_later")
    here, there = pl.col("weekdays"), pl.col("weekdays_later")
    undated = (days.list.len() == 0) | (later.list.len() == 0)
    return (
        pl.when(undated)
        .then((here & ~there != 0) & (there & ~here != 0))
        .otherwise(
            (days.list.set_difference(later).list.len() > 0)
            & (later.list.set_difference(days).list.len() > 0)
        )
    )


def _clusters(order: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """The pairs, sorted by `later` and `earlier`, as `NEAR_COPIES`."""
    original_of: dict[int, int] = {}
    for earlier, later in pairs.select("earlier", "later").iter_rows():
        if earlier not in original_of:  # an original itself: whether it is a copy was settled before
            original_of.setdefault(later, earlier)
    members = pl.DataFrame(
        {"earlier": list(original_of.values()), "later": list(original_of)},
        schema_overrides=dict(pairs.schema),
    ).join(pairs, on=["earlier", "later"])
    facts = order.select("rank", "article_id", "published_date", names_source=pl.col("source").is_not_null())
    copies = (
        members.join(facts, left_on="earlier", right_on="rank")
        .join(facts, left_on="later", right_on="rank", suffix="_later")
        .select(
            pl.col("article_id_later").alias("article_id"),
            pl.col("article_id").alias("original_id"),
            pl.when(pl.col("overlap") >= COPIED)
            .then(pl.lit(CopyRole.COPY.value))
            .otherwise(pl.lit(CopyRole.REWRITE.value))
            .alias("role"),
            "similarity",
            pl.when(pl.col("published_date") < pl.col("published_date_later"))
            .then(pl.lit(OriginalBasis.DATE.value))
            .when(pl.col("names_source_later") & ~pl.col("names_source"))
            .then(pl.lit(OriginalBasis.SOURCE.value))
            .otherwise(pl.lit(OriginalBasis.NONE.value))
            .alias("original_basis"),
        )
    )
    originals = copies.select(
        pl.col("original_id").unique().alias("article_id"),
    ).with_columns(
        original_id=pl.col("article_id"),
        role=pl.lit(CopyRole.ORIGINAL.value),
        similarity=pl.lit(1.0),
        original_basis=pl.lit(None, pl.String),
    )
    found = pl.concat([originals, copies])
    return (
        found.join(_sources(order, found), on="article_id", how="left")
        .sort("original_id", pl.col("role") != CopyRole.ORIGINAL.value, "article_id")
        .cast(NEAR_COPIES)
    )


def _sources(order: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The articles that others of their cluster name by outlet: `article_id`, `source_id`."""
    members = found.select("article_id", "original_id").join(
        order.select("article_id", "rank", "outlet", "source"), on="article_id"
    )
    own = pl.col("outlet").str.starts_with(pl.col("source")).fill_null(False)
    naming = members.filter(pl.col("source").str.len_chars() >= SHORTEST_OUTLET, ~own)
    # Names are compared, not articles: a cluster of a thousand copies has few sources.
    first = members.drop_nulls("outlet").sort("rank").unique(["original_id", "outlet"], keep="first")
    named = (
        naming.select("original_id", "source")
        .unique()
        .join(first.select("original_id", "outlet", "rank", source_id="article_id"), on="original_id")
        .filter(pl.col("outlet").str.starts_with(pl.col("source")))
        .sort("rank")
        .unique(["original_id", "source"], keep="first")
    )
    return naming.join(named, on=["original_id", "source"]).select("article_id", "source_id")
