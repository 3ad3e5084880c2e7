"""What a release follows from: its inputs, the code, the configuration."""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution, version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import orjson

from warta.assembly.hashed import Hashed
from warta.reading.inputs import Input

_PACKAGES: Final = ("warta", "schemas", "flows")
_TRAINING: Final = "warta/training"
_CODE: Final = (".py", ".toml", ".json", ".npz")


def describe_inputs(inputs: Sequence[Input], hashed: Hashed) -> list[dict[str, Any]]:
    """Name, size and SHA-256 of each file that is read; a file that cannot be opened has nulls.

    Args:
        inputs: The files.
        hashed: What is known of them.
    """
    return [{"name": item.name, **_size_and_hash(item.path, hashed)} for item in inputs]


def _size_and_hash(path: Path, hashed: Hashed) -> dict[str, Any]:
    try:
        size, sha256 = hashed.of(path)
    except OSError:
        size, sha256 = None, None
    return {"bytes": size, "sha256": sha256}


def fingerprint(inputs: Sequence[Mapping[str, Any]], code: str, configuration: Mapping[str, Any]) -> str:
    """SHA-256 of all that a release follows from: builds with one fingerprint give the same data.

    Args:
        inputs: What `describe_inputs` says.
        code: What `code_hash` says.
        configuration: Every setting that the data depend on.
    """
    described = {"inputs": list(inputs), "code": code, "configuration": dict(configuration)}
    return hashlib.sha256(orjson.dumps(described, option=orjson.OPT_SORT_KEYS)).hexdigest()


def code_hash() -> str:
    """SHA-256 over the code, rules, vocabularies and model that make a release, as installed."""
    digest = hashlib.sha256()
    for package in _PACKAGES:
        for name, content in sorted(_code_files(files(package), package)):
            digest.update(f"{hashlib.sha256(content).hexdigest()}  {name}\n".encode())
    return digest.hexdigest()


def _code_files(folder: Traversable, name: str) -> list[tuple[str, bytes]]:
    found = []
    for item in folder.iterdir():
        path = f"{name}/{item.name}"
        if item.is_dir() and path != _TRAINING:
            found += _code_files(item, path)
        elif item.name.endswith(_CODE):
            found.append((path, item.read_bytes()))
    return found


def commit() -> str | None:
    """Commit of the checkout that the code runs from, with `-dirty` where files differ; null elsewhere."""
    root = Path(__file__).parents[2]
    git = shutil.which("git")
    if git is None or not (root / ".git").exists():
        return None
    described = [git, "-C", str(root), "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"]
    done = subprocess.run(described, capture_output=True, text=True, check=False)  # noqa: S603 — fixed words
    return done.stdout.strip() or None


def dependencies() -> dict[str, str]:
    """Name and version of each package that the project names, as installed."""
    required = distribution("warta").requires or []
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in required if "extra ==" not in line}
    return {name: version(name) for name in sorted(names)}
