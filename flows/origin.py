"""What a release is made from, gathered before the work begins."""

import platform
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from warta import __version__
from warta.assembly.fingerprint import code_hash, commit, dependencies, describe_inputs, fingerprint
from warta.assembly.hashed import Hashed
from warta.cleaning import rules_version
from warta.publishing import Code
from warta.publishing import Input as InputEntry
from warta.reading.inputs import Input


@dataclass(frozen=True, slots=True)
class Origin:
    """All that the data of a release follow from, as its manifest tells."""

    inputs: tuple[InputEntry, ...]
    code: Code
    rules_version: str
    configuration: dict[str, Any]
    fingerprint: str
    made_by: str
    """Names what the records of a page follow from: the code and configuration, whatever the inputs."""

    @property
    def files(self) -> list[dict[str, Any]]:
        """Name, size and SHA-256 of each file that is read."""
        return [entry.model_dump() for entry in self.inputs]

    @property
    def tools(self) -> str:
        """Names what the bytes of its files follow from beside: the libraries that write them."""
        return f"{self.code.python} {sorted(self.code.dependencies.items())}"

    def described(self, private: Collection[str]) -> dict[str, Any]:
        """The fields of a manifest's `run` that tell the origin.

        Args:
            private: Names of the files that held what is not published: by a hash of such a file, be it in
                the fingerprint, whoever has the rest of it could tell what that was.
        """
        inputs = tuple(
            InputEntry(name=entry.name, bytes=None, sha256=None) if entry.name in private else entry
            for entry in self.inputs
        )
        published = replace(self, inputs=inputs)
        published = replace(
            published, fingerprint=fingerprint(published.files, self.code.sha256, self.configuration)
        )
        return {name: getattr(published, name) for name in self.__slots__ if name != "made_by"}


def origin_of(
    inputs: Sequence[Input], hashed: Hashed, configuration: Mapping[str, Any], takedowns: str | None
) -> Origin:
    """Gather the origin of a release.

    Args:
        inputs: The files that are read.
        hashed: What is known of them.
        configuration: Every setting that the records depend on.
        takedowns: Digest of what was taken down, which decides of records and does not change them.
    """
    described, code = describe_inputs(inputs, hashed), code_hash()
    settings = {**configuration, "takedowns": takedowns}
    return Origin(
        inputs=tuple(InputEntry(**entry) for entry in described),
        code=Code(
            version=__version__,
            commit=commit(),
            sha256=code,
            python=platform.python_version(),
            dependencies=dependencies(),
        ),
        rules_version=rules_version(),
        configuration=settings,
        fingerprint=fingerprint(described, code, settings),
        made_by=fingerprint((), code, configuration),
    )
