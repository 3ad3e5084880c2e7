"""The figures of the cleaner and of the facts on the evaluation set: `python -m tests.evaluation.evaluate`.

The pages go through the library as `warta spans` and `warta facts` send them. `--errors` also lists what is
wrong: `gold role -> given role | text` and `fact: missed … invented …`, by page; of HTML pages whose body has
an F1 below 0.97 what the body lacks and what it has too much.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from pathlib import Path
from statistics import fmean

import polars as pl

from tests.evaluation.forms import is_right, read_forms
from tests.evaluation.html_pages import HtmlPage, read_html_pages
from tests.evaluation.lines import is_kept, read_lines
from tests.evaluation.pages import Row, read_pages
from tests.evaluation.scores import (
    VALUES,
    Tallies,
    Tally,
    fold,
    mean_f1,
    new_tallies,
    roles,
    shared_shingles,
    tally_facts,
    tally_spans,
)
from warta import cleaning, facts
from warta.frames import SPANS
from warta.reading.inputs import find
from warta.reading.pages import read
from warta.terms import Role

ALL = "all"
GOOD = 0.97
"""The F1 of an HTML page from which on its errors are not listed."""

ByKind = dict[str, Tallies]


def frame_of(rows: list[Row]) -> pl.DataFrame:
    """The pages as the library reads them from JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "pages.jsonl")
        lines = (json.dumps({"id": row["id"], "text": row["text"]}) for row in rows)
        file.write_text("\n".join(lines), encoding="utf-8")
        return pl.concat(shard.pages for shard in read(find([str(file)]).inputs, len(rows)))


def spans_of(rows: list[Row]) -> pl.DataFrame:
    """The right ledger of the pages."""
    spans = [{"page": number, **span} for number, row in enumerate(rows) for span in row["spans"]]
    return pl.DataFrame(spans, schema_overrides=SPANS).match_to_schema(SPANS, missing_columns="insert")


def by_page(ledger: pl.DataFrame) -> dict[object, list[Row]]:
    """The spans of each page."""
    return {number: part.to_dicts() for (number,), part in ledger.group_by("page", maintain_order=True)}


def read_alone(pages: Iterable[HtmlPage]) -> list[tuple[pl.DataFrame, pl.DataFrame]]:
    """Each page as the library reads it, with its ledger.

    By itself, since each is of another outlet: what recurs on several of them must not count as furniture.
    """
    read_and_cleaned = []
    with tempfile.TemporaryDirectory() as folder:
        for page in pages:
            file = Path(folder, f"{page.id}.html")
            file.write_text(page.html, encoding="utf-8")
            frame = pl.concat(shard.pages for shard in read(find([str(file)]).inputs, 1))
            read_and_cleaned.append((frame, cleaning.clean(frame)))
    return read_and_cleaned


def text_of(role: Role, frame: pl.DataFrame, ledger: pl.DataFrame) -> str:
    """The spans of a page that were given a role, one a line."""
    text = "".join(frame["text"])
    spans = ledger.filter(pl.col("role") == role).select("start", "end").iter_rows()
    return "\n".join(text[start:end] for start, end in spans)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", action="store_true", help="list what is wrong, page by page")
    options = parser.parse_args()

    rows = read_pages()
    pages = frame_of(rows)
    ledger = cleaning.clean(pages)
    spans = by_page(ledger)
    told = {row["id"]: row["facts"] for row in facts.facts_json(pages, facts.extract(pages, ledger))}
    ideal = facts.extract(pages, spans_of(rows))
    with_ideal = {row["id"]: row["facts"] for row in facts.facts_json(pages, ideal)}

    cleaned, stated, stated_ideally = _by_kind(), _by_kind(), _by_kind()
    for number, row in enumerate(rows):
        for kind in (ALL, row["kind"]):
            tally_spans(cleaned[kind], row, spans[number])
            if row["facts"] is not None:
                tally_facts(stated[kind], row["facts"], told[row["id"]])
                tally_facts(stated_ideally[kind], row["facts"], with_ideal[row["id"]])

    removed = sorted(set(cleaned[ALL]) - {"body", "kept"})
    _print_table("role, by character", ["body", "kept", *removed], cleaned)
    body = [cleaned[ALL]["body"]]
    print(f"pages {len(rows)}  bodies without an error {body[0].exact}/{body[0].pages}\n")
    _print_table("fact, by value", list(VALUES), stated)
    print(f"stories {stated[ALL]['title'].pages}  mean F1 {mean_f1(stated[ALL].values()):.4f}\n")
    _print_table("fact, given the right spans", list(VALUES), stated_ideally)
    print(f"mean F1 {mean_f1(stated_ideally[ALL].values()):.4f}\n")
    html_pages = read_html_pages()
    given = read_alone(html_pages)
    bodies = [text_of(Role.BODY, *one) for one in given]
    titles = [text_of(Role.TITLE, *one) for one in given]
    _print_html(html_pages, bodies, titles)
    lines = read_lines()
    wrong = _wrong_lines(lines)
    _print_lines(lines, wrong)
    forms = read_forms()
    wrong_forms = _wrong_forms(forms)
    _print_forms(forms, wrong_forms)
    if options.errors:
        _print_errors(rows, spans, told, zip(html_pages, bodies, strict=True), wrong, wrong_forms)


def _print_errors(
    rows: list[Row],
    spans: dict[object, list[Row]],
    told: dict[str, Row],
    html: Iterable[tuple[HtmlPage, str]],
    lines: list[Row],
    forms: list[Row],
) -> None:
    for row in lines:
        print(f"  {row['role']} {'removed' if row['role'] is Role.BODY else 'kept'} | {row['line'][:150]}")
    for row in forms:
        print(f"  {row['role']} wrong | {row['line']}")
    for number, row in enumerate(rows):
        print(f"\n{row['id']}")
        for line in (*_wrong_spans(row, spans[number]), *_wrong_facts(row, told[row["id"]])):
            print(f"  {line}")
    for page, body in html:
        tally = shared_shingles(page.text(Role.BODY), body)
        if tally.f1 < GOOD:
            print(f"\n{page.id}  F1 {tally.f1:.4f}")
            for line in _wrong_words(page.text(Role.BODY), body):
                print(f"  {line}")


def _by_kind() -> ByKind:
    return defaultdict(new_tallies)


def _print_table(name: str, keys: list[str], by_kind: ByKind) -> None:
    kinds = sorted(set(by_kind) - {ALL})
    print(
        f"{name:28} {'precision':>9} {'recall':>9} {'F1':>9} {'exact':>9} {'gold':>7}  F1 of",
        *(f"{kind:>9}" for kind in kinds),
    )
    for key in keys:
        tally = by_kind[ALL][key]
        exact = tally.exact / tally.pages if tally.pages else 1.0
        print(
            f"{key:28} {tally.precision:9.4f} {tally.recall:9.4f} {tally.f1:9.4f} {exact:9.4f} "
            f"{tally.wanted:7}       ",
            *(f"{by_kind[kind][key].f1:9.4f}" for kind in kinds),
        )


def _print_html(pages: list[HtmlPage], bodies: list[str], titles: list[str]) -> None:
    tallies: list[Tally] = []
    right_titles = spurious = 0
    for page, body, title in zip(pages, bodies, titles, strict=True):
        wanted = page.text(Role.BODY)
        if not wanted:
            spurious += bool(body)
            continue
        tallies.append(shared_shingles(wanted, body))
        right_titles += fold(title) == fold(page.text(Role.TITLE))
    print(
        f"HTML, body by word 4-grams: macro F1 {fmean(tally.f1 for tally in tallies):.4f}  "
        f"precision {fmean(tally.precision for tally in tallies):.4f}  "
        f"recall {fmean(tally.recall for tally in tallies):.4f}  "
        f"exact {sum(tally.exact for tally in tallies)}/{len(tallies)}\n"
        f"titles as labelled {right_titles}/{len(tallies)}  "
        f"pages without an article left without a body {len(pages) - len(tallies) - spurious}"
        f"/{len(pages) - len(tallies)}"
    )


def _wrong_lines(lines: list[Row]) -> list[Row]:
    """Lines of sites that were taken for what the article says, and the other way round."""
    spans = by_page(cleaning.clean(frame_of(lines)))
    return [
        row
        for number, row in enumerate(lines)
        if is_kept(row, spans[number]) is not (row["role"] is Role.BODY)
    ]


def _print_lines(lines: list[Row], wrong: list[Row]) -> None:
    kept, removed = (sum((row["role"] is Role.BODY) is own for row in wrong) for own in (False, True))
    own = sum(row["role"] is Role.BODY for row in lines)
    print(f"single lines: of sites {kept}/{len(lines) - own} kept, of articles {removed}/{own} removed")


def _wrong_forms(forms: list[Row]) -> list[Row]:
    spans = by_page(cleaning.clean(frame_of(forms)))
    return [row for number, row in enumerate(forms) if not is_right(row, spans[number])]


def _print_forms(forms: list[Row], wrong: list[Row]) -> None:
    every, failed = (Counter(row["role"] for row in rows) for rows in (forms, wrong))
    print(
        f"forms: datelines {failed[Role.DATELINE]}/{every[Role.DATELINE]} wrong, "
        f"credits {failed[Role.CREDIT]}/{every[Role.CREDIT]}, "
        f"captions {failed[Role.CAPTION]}/{every[Role.CAPTION]}, "
        f"paragraphs {failed[Role.BODY]}/{every[Role.BODY]}"
    )


def _wrong_words(wanted: str, given: str) -> Iterator[str]:
    right, answer = wanted.split(), given.split()
    for kind, a, b, c, d in SequenceMatcher(a=right, b=answer, autojunk=False).get_opcodes():
        if kind != "equal":
            for name, words in (("missing", right[a:b]), ("surplus", answer[c:d])):
                if words:
                    yield f"{name} | {len(words)} words | {' '.join(words)[:150]}"


def _wrong_spans(gold: Row, spans: list[Row]) -> Iterator[str]:
    pairs = zip(roles(gold), roles({**gold, "spans": spans}), range(len(gold["text"])), strict=True)
    scored = ((right, given, position) for right, given, position in pairs if right)
    for (right, given), run in groupby(scored, key=lambda pair: pair[:2]):
        if right != given:
            positions = [position for *_, position in run]
            text = gold["text"][positions[0] : positions[-1] + 1].replace("\n", " ⏎ ")
            yield f"{right} -> {given or Role.BLANK} | {len(positions)} | {text[:150]}"


def _wrong_facts(gold: Row, given: Row) -> Iterator[str]:
    if gold["facts"] is None:
        return
    for fact, values in VALUES.items():
        right, answer = values(gold["facts"]), values(given)
        if right != answer:
            missed, invented = sorted(map(str, right - answer)), sorted(map(str, answer - right))
            yield f"{fact}: missed {missed} invented {invented}"


if __name__ == "__main__":
    main()
