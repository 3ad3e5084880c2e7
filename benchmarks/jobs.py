"""The jobs that are measured, each in a process of its own: `python -m benchmarks.jobs NAME FILE FOLDER`.

A job reads its pages, does its work and prints how many pages they were and how many seconds the work alone
took, without the start of Python and the reading.
"""

import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

import orjson
import polars as pl


def _values(path: Path, key: str) -> list[str]:
    with path.open("rb") as file:
        return [orjson.loads(line)[key] for line in file]


def _timed(work: Callable[[], Any], count: int) -> dict[str, float]:
    start = time.perf_counter()
    work()
    return {"pages": count, "seconds": time.perf_counter() - start}


def _shards(path: Path) -> list[pl.DataFrame]:
    from warta.reading.inputs import find
    from warta.reading.pages import read

    return [shard.pages for shard in read(find([str(path)]).inputs, 5_000)]


def floor(path: Path, folder: Path) -> dict[str, float]:
    """Read the pages and write them as Parquet and JSON Lines, and nothing else: nobody is faster."""

    def work() -> None:
        pages = pl.read_ndjson(path)
        pages.write_parquet(folder / "pages.parquet", compression="zstd", compression_level=3)
        pages.write_ndjson(folder / "pages.jsonl")

    with path.open("rb") as file:
        count = sum(1 for _ in file)
    return _timed(work, count)


def reading(path: Path, folder: Path) -> dict[str, float]:
    """Text pages from JSON Lines to frames."""
    shards: list[pl.DataFrame] = []
    told = _timed(lambda: shards.extend(_shards(path)), 0)
    return told | {"pages": sum(shard.height for shard in shards)}


def cleaning(path: Path, folder: Path) -> dict[str, float]:
    """Pages to spans."""
    from warta.cleaning import clean

    shards = _shards(path)
    return _timed(lambda: [clean(pages).height for pages in shards], sum(pages.height for pages in shards))


def facts(path: Path, folder: Path) -> dict[str, float]:
    """Spans to facts."""
    from warta.cleaning import clean
    from warta.facts import extract

    shards = [(pages, clean(pages)) for pages in _shards(path)]
    return _timed(
        lambda: [extract(*shard).articles.height for shard in shards],
        sum(pages.height for pages, _ in shards),
    )


def language(path: Path, folder: Path) -> dict[str, float]:
    """Language of texts."""
    from warta.language import identify

    texts = pl.Series("text", _values(path, "text"))
    return _timed(lambda: identify(texts), len(texts))


def langdetect(path: Path, folder: Path) -> dict[str, float]:
    """Langdetect on every page."""
    from langdetect import DetectorFactory, detect_langs

    DetectorFactory.seed = 0
    texts = _values(path, "text")
    return _timed(lambda: _each(detect_langs, texts), len(texts))


def near_copies(path: Path, folder: Path) -> dict[str, float]:
    """Near copies among texts: signatures, candidates, verification by names."""
    from warta.duplicates import near_copies as found
    from warta.duplicates import sign

    texts = _values(path, "text")
    articles = pl.DataFrame({"article_id": [f"{place:032x}" for place in range(len(texts))], "body": texts})
    nothing = pl.lit(None)
    articles = articles.with_columns(
        published_date=nothing.cast(pl.Date),
        syndicated_from=nothing.cast(pl.String),
        outlet=nothing.cast(pl.String),
    )
    return _timed(lambda: found(sign(articles).lazy()).height, len(texts))


def datasketch(path: Path, folder: Path) -> dict[str, float]:
    """The same with datasketch: 128 permutations, word 3-grams, LSH; its candidates are not verified."""
    from datasketch import MinHash, MinHashLSH

    texts = _values(path, "text")

    def work() -> None:
        index = MinHashLSH(params=(32, 4), num_perm=128)
        for place, text in enumerate(texts):
            words = text.lower().split()
            sketch = MinHash(num_perm=128, seed=1)
            sketch.update_batch([" ".join(words[at : at + 3]).encode() for at in range(len(words) - 2)])
            index.query(sketch)
            index.insert(place, sketch)

    return _timed(work, len(texts))


def html_reading(path: Path, folder: Path) -> dict[str, float]:
    """HTML pages to text, markup and metadata."""
    from warta.reading.content import html_text

    pages = _values(path, "html")
    return _timed(lambda: _each(html_text, pages), len(pages))


def html_spans(path: Path, folder: Path) -> dict[str, float]:
    """HTML pages to spans, with metadata: reading and cleaning."""
    from warta.cleaning import clean

    shards: list[pl.DataFrame] = []

    def work() -> None:
        shards.extend(clean(pages) for pages in _shards(path))

    told = _timed(work, 0)
    return told | {"pages": sum(shard["page"].n_unique() for shard in shards)}


def trafilatura(path: Path, folder: Path) -> dict[str, float]:
    """The body by trafilatura in its fast mode, without metadata."""
    from trafilatura import extract

    pages = _values(path, "html")
    return _timed(lambda: _each(lambda page: extract(page, fast=True), pages), len(pages))


def trafilatura_metadata(path: Path, folder: Path) -> dict[str, float]:
    """The same with metadata."""
    from trafilatura import bare_extraction

    pages = _values(path, "html")
    return _timed(
        lambda: _each(lambda page: bare_extraction(page, fast=True, with_metadata=True), pages), len(pages)
    )


def resiliparse(path: Path, folder: Path) -> dict[str, float]:
    """The main content by resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    pages = _values(path, "html")
    return _timed(lambda: _each(lambda page: extract_plain_text(page, main_content=True), pages), len(pages))


def readability(path: Path, folder: Path) -> dict[str, float]:
    """The body by readability-lxml."""
    from readability import Document

    pages = _values(path, "html")
    return _timed(lambda: _each(lambda page: Document(page).summary(), pages), len(pages))


def datatrove(path: Path, folder: Path) -> dict[str, float]:
    """Datatrove's chain for Indonesian: repetition, FineWeb and quality filters, repair, private data."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
    from datatrove.pipeline.formatters import FTFYFormatter, PIIFormatter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import ParquetWriter

    chain = [
        JsonlReader(str(path.parent), glob_pattern=path.name),
        GopherRepetitionFilter(language="ind"),
        FineWebQualityFilter(language="ind"),
        GopherQualityFilter(language="ind", stop_words=["yang", "dan", "di", "dengan", "untuk", "pada"]),
        FTFYFormatter(),
        PIIFormatter(),
        ParquetWriter(str(folder / "datatrove")),
    ]
    executor = LocalPipelineExecutor(chain, tasks=1, logging_dir=str(folder / "logs"), skip_completed=False)
    with path.open("rb") as file:
        count = sum(1 for _ in file)
    return _timed(executor.run, count)


def _each(work: Callable[[str], Any], pages: Iterable[str]) -> None:
    for page in pages:
        work(page)


JOBS: Final[dict[str, Callable[[Path, Path], dict[str, float]]]] = {
    job.__name__: job
    for job in (
        floor,
        reading,
        cleaning,
        facts,
        language,
        langdetect,
        near_copies,
        datasketch,
        html_reading,
        html_spans,
        trafilatura,
        trafilatura_metadata,
        resiliparse,
        readability,
        datatrove,
    )
}

OTHERS: Final = ("langdetect", "datasketch", "trafilatura", "resiliparse", "readability", "datatrove")
"""Libraries that are measured beside ours, where they are installed."""


if __name__ == "__main__":
    name, path, folder = sys.argv[1:]
    print(json.dumps(JOBS[name](Path(path), Path(folder))))
