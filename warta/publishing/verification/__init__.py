"""Whether a release is what its manifest says, from its files alone."""

from pathlib import Path

from pydantic import ValidationError

from schemas.tables import SCHEMA_VERSION
from warta.publishing.checksums import file_sha256, files_below
from warta.publishing.figures import count_figures
from warta.publishing.manifest import MANIFEST, Manifest, faults_of
from warta.publishing.verification.descriptions import check_descriptions
from warta.publishing.verification.evidence import check_evidence
from warta.publishing.verification.figures import check_articles, check_figures
from warta.publishing.verification.files import check_files
from warta.publishing.verification.history import check_changes, check_ids
from warta.publishing.verification.relations import check_relations
from warta.publishing.verification.seen import Known, seen_partitions, unseen_pages
from warta.publishing.verification.tables import check_tables

__all__ = ["Known", "verify"]


def verify(release: Path, known: Known | None = None) -> list[str]:
    """Check a release: its checksums, its tables against their declarations, and all against each other.

    Args:
        release: The folder of a release, wherever it was copied to.
        known: What is known of it when it is published. Partitions that the last release has too are read no
            further than their checksums and what other partitions and tables are compared with, and facts
            are looked up in the texts of those pages of which a row is other.

    Returns:
        One line a problem, each naming the file, count or field; empty where all is well. A file whose
        checksum is wrong is not looked into.
    """
    try:
        manifest = Manifest.from_json((release / MANIFEST).read_bytes())
    except OSError as error:
        return [f"{MANIFEST}: {error.strerror}"]
    except ValidationError as error:
        return [f"{MANIFEST}: {fault}" for fault in faults_of(error)]
    hashes = known.hashes if known else {}
    try:
        found = {
            path: (file.stat().st_size, hashes.get(path) or file_sha256(file))
            for path, file in files_below(release).items()
        }
    except OSError as error:
        return [f"{Path(error.filename).relative_to(release).as_posix()}: {error.strerror}"]
    problems = check_files(release, manifest, found)
    if manifest.schema_version != SCHEMA_VERSION:
        ours = f"{SCHEMA_VERSION}, which this program checks"
        return [*problems, f"{MANIFEST}: schema_version: {manifest.schema_version} is not {ours}"]
    sound = {file.path for file in manifest.files if found.get(file.path) == (file.bytes, file.sha256)}
    problems += check_descriptions(release, manifest, sound)
    problems += check_changes(release, manifest, sound)
    seen = seen_partitions(manifest, sound, known.last) if known else set()
    tables, faults = check_tables(release, manifest, sound, seen)
    problems += faults
    problems += check_figures(manifest, tables)
    if not problems:
        counted = known.counted if known and known.counted else count_figures(release, manifest)
        problems += check_articles(manifest, counted)
    if not problems:
        problems += check_relations(tables)
    if not problems:
        articles = tables["articles"].related.select("article_id")
        problems += check_ids(tables["ids"].related, articles, manifest.version)
        pages = tables["spans"].related.select("article_id", "partition")
        problems += check_evidence(release, unseen_pages(pages, manifest, known) if known else pages)
    return problems
