"""The manifest: what a release holds, what it was made from, and how to check both.

These models are the published form of `manifest.json` and `latest.json`: an interface, to be changed as one.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final, Self

import orjson
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, JsonValue, ValidationError

from schemas.fields import SHA256
from schemas.tables import SCHEMA_VERSION, partition_at
from warta.printable import counted
from warta.publishing.errors import BrokenReleaseError
from warta.publishing.versions import VERSION
from warta.terms import GateLevel, GateOutcome

Sha256 = Annotated[str, Field(pattern=SHA256)]
Version = Annotated[str, Field(pattern=VERSION)]
Count = Annotated[int, Field(ge=0)]

DATASET: Final = "warta-kamtibmas"
MANIFEST: Final = "manifest.json"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    def to_json(self) -> bytes:
        """The model as indented JSON in UTF-8."""
        return orjson.dumps(
            self.model_dump(mode="json"), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        )

    @classmethod
    def from_json(cls, content: bytes) -> Self:
        """Read what `to_json` wrote.

        Raises:
            pydantic.ValidationError: It is not this model.
        """
        return cls.model_validate_json(content, strict=True)


def faults_of(error: ValidationError) -> list[str]:
    """What is wrong in JSON that is not a model, a line a fault: where, and why."""
    return [
        f"{'.'.join(str(step) for step in fault['loc']) or 'content'}: {fault['msg']}"
        for fault in error.errors()
    ]


class Input(_Model):
    """A file that was read; null where it could not be opened, or held what is not published."""

    name: str
    bytes: Count | None
    sha256: Sha256 | None


class Code(_Model):
    """The program that made the release.

    Attributes:
        version: Version of the package.
        commit: Commit of its repository, where known.
        sha256: Hash of its code, rules, vocabularies and model.
        python: Version of Python.
        dependencies: Name and version of each package that it ran with.
    """

    version: str
    commit: str | None
    sha256: Sha256
    python: str
    dependencies: dict[str, str]


class Run(_Model):
    """What only the run knows of a release.

    Attributes:
        created: When the release was made; its day names it.
        pages: Number of pages read.
        inputs: The files read.
        code: The program.
        rules_version: Hash of the cleaning rules.
        configuration: Every setting that the data depend on.
        fingerprint: Hash of inputs, code and configuration, as they stand here: equal ones give equal data,
            but for files of which no hash is told.
        flow_run: Name or id of the Prefect run, where there was one.
    """

    created: AwareDatetime
    pages: Count
    inputs: tuple[Input, ...]
    code: Code
    rules_version: str
    configuration: dict[str, JsonValue]
    fingerprint: Sha256
    flow_run: str | None = None


class Counts(_Model):
    """What became of the pages: articles, duplicates and rejects add up to them."""

    pages: Count
    articles: Count
    duplicates: Count
    rejects: Count

    def in_words(self) -> str:
        """What the pages became: `2,500 articles + 1 exact copy + 12 rejects`."""
        articles, copies = counted(self.articles, "article"), counted(self.duplicates, "exact copy")
        return f"{articles} + {copies} + {counted(self.rejects, 'reject')}"


class TableEntry(_Model):
    """A table of the release.

    Attributes:
        name: Its folder.
        title: What its rows are.
        rows: How many.
        content_hash: SHA-256 over its JSON Lines, uncompressed.
    """

    name: str
    title: str
    rows: Count
    content_hash: Sha256


def relative_path(path: str) -> str:
    """The path itself, where it leads to a place below the folder that it is relative to.

    Raises:
        ValueError: It leads elsewhere.
    """
    if not path.isprintable() or {"", ".", ".."} & {*path.split("/")}:
        raise ValueError(f"{path!r} does not stay below its folder")
    return path


RelativePath = Annotated[str, AfterValidator(relative_path)]


class File(_Model):
    """A file of the release; rows and table are null for what is no data."""

    path: RelativePath
    bytes: Count
    sha256: Sha256
    media_type: str
    table: str | None = None
    rows: Count | None = None
    lines_sha256: Sha256 | None = None

    @property
    def partition(self) -> str | None:
        """The partition of its table that it holds; null where the table has none."""
        return partition_at(self.path)


class ChangeCounts(_Model):
    """How many rows of a table are other than in the release before."""

    table: str
    added: Count
    changed: Count
    removed: Count


class Coverage(_Model):
    """How fresh a release is.

    Attributes:
        first: Earliest date of an article.
        last: Latest date of an article.
        fetched_until: When the last page was fetched, as the sources say.
    """

    first: date | None = None
    last: date | None = None
    fetched_until: AwareDatetime | None = None


class Rights(_Model):
    """How much is published of the texts, and where that is more than may be.

    Attributes:
        full: Articles whose text is published.
        excerpt: Articles of which title and an excerpt are.
        facts_only: Articles of which facts alone are.
        undecided: Articles, copies and rejects of which nobody decided whose they are or what may be shown.
        beyond: Rows that show more than may be shown of their text.
    """

    full: Count = 0
    excerpt: Count = 0
    facts_only: Count = 0
    undecided: Count = 0
    beyond: Count = 0


class GateResult(_Model):
    """How the release stands at a gate: a figure and the bounds that were set to it."""

    name: str
    what: str
    level: GateLevel
    figure: float
    min: float | None
    max: float | None
    outcome: GateOutcome

    def line(self) -> str:
        """The result in one line."""
        bound = f"at least {self.min:g}" if self.min is not None else f"at most {self.max:g}"
        return f"{self.name}: {self.figure:g}, {bound} is asked ({self.what})"


class Purge(_Model):
    """What was taken out of a release after it was published.

    Attributes:
        when: When.
        pages: How many pages became rejects then.
        reasons: Why, as their takedowns say.
    """

    when: AwareDatetime
    pages: Count
    reasons: tuple[str, ...]


class Manifest(_Model):
    """A release.

    Attributes:
        dataset: Name of the dataset.
        version: Name of the release.
        schema_version: Version of the declarations in `schemas/`.
        previous: Release that was the latest before.
        content_hash: Hash of all tables: what does not change it is not in the data.
        run: How it was made.
        counts: What became of the pages.
        reasons: How many pages were rejected for which reason.
        tables: The tables.
        coverage: The time that its articles are of.
        fill: Share of articles that have a value, for each column that may be without.
        languages: How many articles are in which language (BCP 47), most first.
        rights: What is published of the texts, and whether it may be.
        changes: What is other than in the release before; empty where there was none.
        gates: What it was held against before it was published.
        purged: What was taken out of it since; `run` and `gates` are as they were before.
        files: Every file but the manifest itself and `SHA256SUMS`.
    """

    dataset: str = DATASET
    version: Version
    schema_version: str
    previous: Version | None
    content_hash: Sha256
    run: Run
    counts: Counts
    reasons: dict[str, Count]
    tables: tuple[TableEntry, ...]
    coverage: Coverage = Coverage()
    fill: dict[str, float] = {}
    languages: dict[str, Count] = {}
    rights: Rights = Rights()
    changes: tuple[ChangeCounts, ...] = ()
    gates: tuple[GateResult, ...] = ()
    purged: tuple[Purge, ...] = ()
    files: tuple[File, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its folder and its manifest."""

    path: Path
    manifest: Manifest

    def parquet_of(self, table: str) -> list[Path]:
        """The Parquet files of a table, in order."""
        files = (file.path for file in self.manifest.files if file.table == table)
        return [self.path / path for path in files if path.endswith(".parquet")]


def read_release(path: Path) -> Release:
    """The release in a folder.

    Raises:
        BrokenReleaseError: There is no manifest, or it is damaged.
    """
    try:
        return Release(path, Manifest.from_json((path / MANIFEST).read_bytes()))
    except (OSError, ValidationError) as error:
        why = error.strerror if isinstance(error, OSError) else faults_of(error)[0]
        raise BrokenReleaseError(f"{path} is no release: {MANIFEST}: {why}") from error


def check_version(release: Release, where: Path) -> None:
    """See to it that the tables of a release are those that this program writes.

    Args:
        release: The release.
        where: What to name when they are not.

    Raises:
        BrokenReleaseError: They are of another version.
    """
    theirs = release.manifest.schema_version
    if theirs != SCHEMA_VERSION:
        raise BrokenReleaseError(
            f"{where} has tables of version {theirs}, this program knows {SCHEMA_VERSION}"
        )


class Latest(_Model):
    """`latest.json`: which release is the latest.

    Attributes:
        version: Its name.
        path: Its folder, relative to the file.
        schema_version: Version of its tables' declarations.
        created: When it was made.
        coverage: The time that its articles are of.
        content_hash: Hash of its data.
        manifest_sha256: SHA-256 of its `manifest.json`.
        counts: What became of the pages.
    """

    dataset: str = DATASET
    version: Version
    path: RelativePath
    schema_version: str
    created: AwareDatetime
    coverage: Coverage = Coverage()
    content_hash: Sha256
    manifest_sha256: Sha256
    counts: Counts


def content_hash(lines: Iterable[tuple[str, str]]) -> str:
    """Hash of data, whatever their compression: SHA-256 over what `sha256sum` prints of the JSON Lines.

    Args:
        lines: Path of each JSON Lines file without `.gz`, and the SHA-256 of its uncompressed content.
    """
    listed = "".join(f"{sha256}  {path}\n" for path, sha256 in sorted(lines))
    return hashlib.sha256(listed.encode()).hexdigest()
