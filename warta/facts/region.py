"""The region a story is mainly about, weighed from the places it names."""

from typing import Final

import numpy as np
import polars as pl

from warta.terms import Role

_BASIS: Final = {"unit": 3.0, "kind": 2.0, "name": 1.0, "context": 1.0, "seat": 1.0, "dateline": 1.0}
_DATELINE: Final = (
    1.5  # an agency's dateline often names the town of its office, so a police unit outweighs it
)
_OFFICE_SHARE: Final = 0.5  # "… di Pangkalpinang, Senin": where it was said, not where it happened
_TITLE: Final = 3.0  # how many times as much a place weighs there as further down
_LEAD: Final = 2.0
_CAPTION: Final = 0.5  # however it is named
_LEAD_LENGTH: Final = 600  # characters from the first place of the body on
_ENOUGH: Final = 1.5  # one name in passing is not what a story is about
_ENOUGH_FOR_PROVINCE: Final = 3.0
_PROVINCE_SHARE: Final = (
    0.2  # a province is named beside its regencies; only where it outweighs them is it the region
)
_ALIKE: Final = 0.5  # of the heaviest, what the next weighs where none alone is the region
_NATIONAL: Final = 3  # so many provinces, of which none has most of the weight, are no one region
_NATIONAL_SHARE: Final = 0.65  # of the heaviest province, below which it does not have most of it
_PROVINCIAL: Final = 4  # so many regencies, of which none has most of the weight, are their province
_PROVINCIAL_SHARE: Final = 0.55  # of the heaviest regency, up to which it does not have most of it
_CAPITAL: Final = "31"
_CAPITAL_SHARE: Final = 0.4  # the bare name of Jakarta says little more than that the story is national


def story_regions(places: pl.DataFrame, pages: int) -> pl.Series:
    """Choose the region that each story is mainly about.

    Args:
        places: The places that pages name (`warta.facts.places.PLACES`).
        pages: Number of pages.

    Returns:
        String, one a page: code of the regency or city; of the province where the story is about no one of
        its regencies; null where it names no region, or several provinces none of which stands out.
    """
    scores = _scores(places)
    of_regency, of_province = (
        scores.filter(pl.col("region") != pl.col("province")),
        scores.filter(region=pl.col("province")),
    )
    every = pl.DataFrame({"page": pl.int_range(pages, dtype=pl.UInt32, eager=True)})
    first = (
        every.join(
            _first(of_regency).select("page", regency="region", regency_weight="weight"),
            on="page",
            how="left",
        )
        .join(_first(of_province).select("page", "province", province_weight="weight"), on="page", how="left")
        .join(_only_province(places), on="page", how="left")
        .join(_alike(of_regency), on=["page", "province"], how="left")
        .join(
            _spread(scores.filter(pl.col("province") != _CAPITAL), "province", _NATIONAL).rename(
                {"share": "of_provinces"}
            ),
            on="page",
            how="left",
        )
        .join(
            _spread(of_regency, "region", _PROVINCIAL).rename({"share": "of_regencies"}),
            on="page",
            how="left",
        )
        .sort("page")
    )
    outweighed = pl.col("regency_weight") < _PROVINCE_SHARE * pl.col("province_weight")
    return first.select(
        pl.when(pl.col("of_provinces") < _NATIONAL_SHARE)
        .then(None)
        .when(pl.col("of_regencies") <= _PROVINCIAL_SHARE)
        .then(pl.coalesce(pl.col("regency").str.head(2), "province"))
        .when((pl.col("province") == pl.col("only")) & pl.col("alike"))
        .then("province")
        .when(pl.col("regency_weight") >= _ENOUGH)
        .then(pl.when(outweighed).then("province").otherwise("regency"))
        .when(pl.col("province_weight") >= _ENOUGH_FOR_PROVINCE)
        .then("province")
        .alias("region")
    ).to_series()


def _scores(places: pl.DataFrame) -> pl.DataFrame:
    """Weigh each region that a page names, in order of mention: page, province, region, weight."""
    body, dateline = pl.col("zone") == Role.BODY, pl.col("zone") == Role.DATELINE
    meant = pl.col("codes").list.join(" ")
    each = (
        places.with_columns(meant=meant)
        .with_columns(
            lead=pl.col("start").filter(body).first().over("page") + _LEAD_LENGTH,
            office=pl.col("meant").filter(dateline).first().over("page"),
        )
        .select("page", "codes", weight=_weight() / pl.col("codes").list.len() * _office_share())
        .explode("codes")
        .select("page", "weight", province=pl.col("codes").str.head(2), region=pl.col("codes").str.head(5))
    )
    number = pl.col("page").cast(pl.Int64) * 10_000 + pl.col("region").str.replace(
        ".", "", literal=True
    ).cast(pl.Int64)
    _, first, group = np.unique(
        each.select(number).to_series().to_numpy(), return_index=True, return_inverse=True
    )
    # Added one after the other, in order: another order would give another last digit.
    weights = np.bincount(group, weights=each["weight"].to_numpy(), minlength=len(first))
    return each[first].with_columns(weight=pl.Series(weights), first=pl.Series(first)).sort("first")


def _weight() -> pl.Expr:
    zone, basis = pl.col("zone"), pl.col("basis")
    of_capital = pl.col("codes").list.first().str.starts_with(_CAPITAL) & ~basis.is_in(["unit", "kind"])
    by_basis = basis.replace_strict(_BASIS, return_dtype=pl.Float64)
    share = pl.when(of_capital).then(_CAPITAL_SHARE).otherwise(1.0)
    return share * (
        pl.when(zone == Role.DATELINE)
        .then(_DATELINE / _OFFICE_SHARE)
        .when(zone == Role.CAPTION)
        .then(_CAPTION)
        .when(zone == Role.TITLE)
        .then(_TITLE * by_basis)
        .otherwise(
            by_basis
            * pl.when(pl.col("start") < pl.col("lead").fill_null(_LEAD_LENGTH)).then(_LEAD).otherwise(1.0)
        )
    )


def _office_share() -> pl.Expr:
    at_office = (pl.col("meant") == pl.col("office")) & pl.col("basis").is_in(["name", "seat"])
    return pl.when(at_office).then(_OFFICE_SHARE).otherwise(1.0)


def _first(scores: pl.DataFrame) -> pl.DataFrame:
    """Give the region of each page that weighs most, of two the first; a list of regions has none."""
    return (
        scores.filter(pl.col("weight") == pl.col("weight").max().over("page"))
        .filter(pl.len().over("page") <= 2)
        .unique("page", keep="first", maintain_order=True)
    )


def _spread(scores: pl.DataFrame, level: str, least: int) -> pl.DataFrame:
    """Give the share of the heaviest region of a level, of pages that name so many of it: page, share."""
    weight = pl.col("weight")
    weights = scores.group_by("page", level, maintain_order=True).agg(weight.sum())
    return (
        weights.group_by("page", maintain_order=True)
        .agg(share=weight.max() / weight.sum(), several=pl.len() >= least)
        .filter("several")
        .drop("several")
    )


def _only_province(places: pl.DataFrame) -> pl.DataFrame:
    """Give the province of each page whose headline names it and no other region: page, only."""
    titled = places.filter(zone=Role.TITLE).select("page", "codes").explode("codes").unique()
    return titled.filter(pl.len().over("page") == 1, pl.col("codes").str.len_chars() == 2).rename(
        {"codes": "only"}
    )


def _alike(regencies: pl.DataFrame) -> pl.DataFrame:
    """Tell whether a story names several regencies of a province alike: page, province, alike."""
    most = pl.col("weight").sort(descending=True)
    return regencies.group_by("page", "province").agg(
        alike=(most.get(1, null_on_oob=True) >= _ALIKE * most.first()).fill_null(False)
    )
