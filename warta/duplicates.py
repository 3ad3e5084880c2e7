"""Copies of an article: exact ones by a key of the body."""

import hashlib

import polars as pl


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
