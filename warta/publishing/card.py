"""The card of a release: `README.md`, with the head that Hugging Face reads."""

from collections.abc import Iterable
from datetime import UTC
from importlib.resources import files
from string import Template
from typing import Final

from schemas.projections import dictionary
from schemas.tables import PUBLISHED, Table
from warta.printable import counted
from warta.publishing.about import told_languages
from warta.publishing.manifest import Coverage, Manifest, Rights
from warta.terms import GateOutcome

_SIZES: Final = {
    "n<1K": 1_000,
    "1K<n<10K": 10_000,
    "10K<n<100K": 100_000,
    "100K<n<1M": 1_000_000,
    "1M<n<10M": 10_000_000,
}
"""Hugging Face's classes of size, each with the number of rows that it stays below."""


def card(manifest: Manifest) -> str:
    """The card, as Markdown with a YAML head.

    Args:
        manifest: The release; its list of files is not used.
    """
    rows = {table.name: table.rows for table in manifest.tables}
    template = Template(files("warta.publishing").joinpath("card.md").read_text("utf-8"))
    return template.substitute(
        version=manifest.version,
        created=f"{manifest.run.created:%Y-%m-%d %H:%M %Z}",
        previous=f"`{manifest.previous}`" if manifest.previous else "none",
        coverage=_coverage(manifest.coverage),
        schema_version=manifest.schema_version,
        code=manifest.run.code.version,
        content_hash=manifest.content_hash,
        **manifest.counts.model_dump(),
        languages="\n".join(f"- {language}" for language in told_languages(manifest)),
        size=next((name for name, limit in _SIZES.items() if rows["articles"] < limit), "n>10M"),
        configs="\n".join(_config(table) for table in PUBLISHED.values()),
        reasons=_lines(f"`{reason}`: {count}" for reason, count in manifest.reasons.items()),
        doubts=_doubts(manifest),
        purged=_purged(manifest),
        text_release=_text_release(manifest.rights),
        tables="\n".join(_listed(table, rows[table.name]) for table in PUBLISHED.values()),
        fields="\n".join(f"### {table.name}\n\n{dictionary(table)}" for table in PUBLISHED.values()),
    )


def _coverage(coverage: Coverage) -> str:
    days = f"{coverage.first} to {coverage.last}" if coverage.first else "no known days"
    until = coverage.fetched_until
    return days + (f", fetched until {until.astimezone(UTC):%Y-%m-%d %H:%M %Z}" if until else "")


def _lines(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def _doubts(manifest: Manifest) -> str:
    """The gates that the release did not pass: warnings, and what a person let pass."""
    failed = [gate for gate in manifest.gates if gate.outcome is not GateOutcome.PASSED]
    lines = _lines(f"{gate.outcome.value}: {gate.line()}" for gate in failed)
    return f"\nWhat was asked of this release and does not hold:\n\n{lines}" if failed else ""


def _purged(manifest: Manifest) -> str:
    """What was taken out of the release since it was published."""
    lines = _lines(
        f"{purge.when.astimezone(UTC):%Y-%m-%d}: {purge.pages} ({'; '.join(purge.reasons)})"
        for purge in manifest.purged
    )
    return f"\nPages that were taken out of this release after it was published:\n\n{lines}" if lines else ""


def _text_release(rights: Rights) -> str:
    """How many articles are published with how much of their text."""
    return f"{rights.full} full, {rights.excerpt} excerpt, {rights.facts_only} facts only"


def _config(table: Table) -> str:
    default = "\n  default: true" if table.name == "articles" else ""
    return f'- config_name: {table.name}{default}\n  data_files: "{table.name}/**/*.parquet"'


def _listed(table: Table, rows: int) -> str:
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"- `{table.name}` ({counted(rows, 'row')}, key {key}): {table.description}"
