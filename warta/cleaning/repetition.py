"""What segments share with others of their page."""

import polars as pl

SHORT = 260
"""Characters of the longest line that is asked for words of the article."""
OPENING = 24
"""Characters that make two lines begin alike."""


def repetition(segments: pl.DataFrame, body: pl.Series) -> pl.DataFrame:
    """What each segment shares.

    Args:
        segments: as `segments` gives them.
        body: Boolean, which segments are likely the article's text.

    Returns:
        `shared`, the share (0 to 1) of its longer words that the article's text has; and Booleans: `again`
        and `comes_again`, the same line stands before or after it; `same_opening`, another line begins alike;
        `cut_short`, it ends in dots and another line goes on; `named_below`, all its words stand in a line of
        rights; `is_domain`, they make a domain that the page names. Also numbers: `names`, of capitalised
        words in the line, and `known_names`, of those that other lines of the article have.
    """
    frame = segments.select("page", "folded", "text", body.alias("body")).with_row_index("row")
    words = pl.col("folded").str.extract_all(r"[\p{L}]{4,}")
    said = (
        frame.filter("body").select("page", words.alias("word")).explode("word", empty_as_null=False).unique()
    )
    asked = (
        frame.filter(pl.col("text").str.len_chars() <= SHORT)
        .select("page", "row", words.alias("word"))
        .explode("word", empty_as_null=False)
    )
    shares = (
        asked.join(said.with_columns(pl.lit(1.0).alias("said")), on=["page", "word"], how="left")
        .group_by("row")
        .agg(pl.col("said").fill_null(0).mean().alias("shared"))
    )
    long_enough = pl.col("folded").str.len_chars() >= OPENING
    opening = pl.when(long_enough).then(pl.col("folded").str.slice(0, OPENING))
    known = frame.join(shares, on="row", how="left", maintain_order="left").with_columns(
        opening.alias("opening")
    )
    same = pl.struct("page", "folded")
    alike = pl.col("opening").is_not_null() & (pl.len().over("page", "opening") > 1)
    dots = pl.col("text").str.contains(r"(?:…|\.\.\.|\[…\])$")
    named = _named(frame)
    known = known.join(named, on="row", how="left", maintain_order="left")
    return known.join(_names(frame), on="row", how="left", maintain_order="left").select(
        pl.col("names").fill_null(0),
        pl.col("known_names").fill_null(0),
        pl.col("shared").fill_null(0.0),
        same.is_first_distinct().not_().alias("again"),
        same.is_last_distinct().not_().alias("comes_again"),
        alike.alias("same_opening"),
        (alike & dots).alias("cut_short"),
        pl.col("named_below").fill_null(value=False),
        pl.col("is_domain").fill_null(value=False),
    )


def _names(frame: pl.DataFrame) -> pl.DataFrame:
    """Names in each line (capitalised words after its first), and how many of them other prose has too."""
    names = (
        frame.select(
            "page", "row", "body", pl.col("text").str.extract_all(r"[\s(]\p{Lu}[\p{L}]{2,}").alias("name")
        )
        .explode("name", empty_as_null=False)
        .with_columns(pl.col("name").str.slice(1))
        .unique()
    )
    # In how many lines of prose a name stands; in a line of prose itself, it has to be more than one.
    lines = names.group_by("page", "name").agg(pl.col("body").sum().alias("lines"))
    told = names.join(lines, on=["page", "name"]).with_columns(
        (pl.col("lines") > pl.col("body").cast(pl.UInt32)).alias("known")
    )
    return told.group_by("row").agg(pl.len().alias("names"), pl.col("known").sum().alias("known_names"))


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    """Short lines with the site's name: all their words stand in a line of rights, or make a domain."""
    words = pl.col("folded").str.extract_all(r"[\p{L}\d]+")
    short = frame.filter(pl.col("folded").str.len_chars().is_between(3, 40) & (words.list.len() <= 5))
    owned = frame.filter(
        pl.col("folded").str.contains(
            "©|copyright|hak cipta|all rights? reserved|google news|whatsapp channel"
        )
    )
    owned = owned.select("page", words.alias("word"), pl.lit(1.0).alias("owned"))
    owned = owned.explode("word", empty_as_null=False).unique()
    asked = short.select("page", "row", words.alias("word")).explode("word", empty_as_null=False)
    below = (
        asked.join(owned, on=["page", "word"], how="left")
        .group_by("row")
        .agg((pl.col("owned").fill_null(0).min() > 0).alias("named_below"))
    )
    domains = frame.select(
        "page",
        pl.col("folded")
        .str.extract_all(r"[\p{L}\d-]{4,}\.(?:com|co|id|net|tv|news|org|my|example)")
        .alias("name"),
    ).explode("name", empty_as_null=False)
    domains = domains.select(
        "page", pl.col("name").str.extract(r"^([^.]+)").str.replace_all("-", "")
    ).unique()
    squeezed = short.select("page", "row", words.list.join("").alias("name"))
    squeezed = squeezed.with_columns(pl.col("name").str.replace(r"(?:com|co|id|net|tv|news|example)$", ""))
    made = squeezed.join(
        domains.with_columns(pl.lit(value=True).alias("is_domain")), on=["page", "name"], how="inner"
    )
    return below.join(made.select("row", "is_domain").unique(), on="row", how="left")
