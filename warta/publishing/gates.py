"""What must hold of a release before it becomes the latest: `gates.toml`, and the figures that it bounds."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from warta.publishing.manifest import GateResult, Manifest
from warta.terms import GateLevel, GateOutcome


class Gate(BaseModel):
    """A bound on a figure.

    Attributes:
        name: What it is called, on the command line too.
        what: What the figure is.
        level: Whether a release that fails it is kept aside.
        figure: Name of the figure.
        min: The least that passes.
        max: The most that passes.
        needed: Articles below which the gate is not asked.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    what: str
    level: GateLevel
    figure: str
    min: float | None = None
    max: float | None = None
    needed: int = Field(default=0, alias="from")

    def holds(self, figure: float) -> bool:
        """Whether a figure is within the bounds."""
        return (self.min is None or figure >= self.min) and (self.max is None or figure <= self.max)


@cache
def gates() -> tuple[Gate, ...]:
    """All gates."""
    content = files("warta.publishing").joinpath("gates.toml").read_text("utf-8")
    return tuple(Gate(**entry) for entry in tomllib.loads(content)["gate"])


def pass_gates(
    manifest: Manifest, before: Manifest | None, lost: int, accepted: Collection[str]
) -> tuple[GateResult, ...]:
    """Hold a release against the gates.

    Args:
        manifest: The release, with its counts and fill rates.
        before: The release before.
        lost: Number of articles of the release before whose pages were not read any more.
        accepted: Names of gates that a person lets a release pass.

    Raises:
        ValueError: A name is of no gate.
    """
    if unknown := {*accepted} - {gate.name for gate in gates()}:
        raise ValueError(f"no such gate: {', '.join(sorted(unknown))}")
    figures = _of_one(manifest) | (_compared(manifest, before, lost) if before else {})
    return tuple(
        GateResult(
            name=gate.name,
            what=gate.what,
            level=gate.level,
            figure=figure,
            min=gate.min,
            max=gate.max,
            outcome=_outcome(gate, figure, accepted),
        )
        for gate in gates()
        for figure, articles in [figures.get(gate.figure, (0.0, -1))]
        if articles >= gate.needed
    )


def _of_one(manifest: Manifest) -> dict[str, tuple[float, int]]:
    """Figures of a release, each with the number of articles that it rests on."""
    counts = manifest.counts
    rejected = counts.rejects / counts.pages if counts.pages else 0.0
    return {
        "articles": (counts.articles, counts.articles),
        "rights": (manifest.rights.undecided + manifest.rights.beyond, counts.articles),
        "rejected": (round(rejected, 4), counts.pages),
        **{f"fill.{name}": (share, counts.articles) for name, share in manifest.fill.items()},
    }


def _compared(manifest: Manifest, before: Manifest, lost: int) -> dict[str, tuple[float, int]]:
    """Figures that compare a release with the one before."""
    now, then = manifest.counts.articles, before.counts.articles
    drifts = [abs(share - before.fill[name]) for name, share in manifest.fill.items() if name in before.fill]
    return {
        "lost": (round(lost / then, 4) if then else 0.0, then),
        "growth": (round(now / then, 4) if then else 0.0, then),
        "drift": (round(max(drifts, default=0.0), 4), min(now, then)),
    }


def _outcome(gate: Gate, figure: float, accepted: Collection[str]) -> GateOutcome:
    if gate.holds(figure):
        return GateOutcome.PASSED
    if gate.level is GateLevel.WARNING:
        return GateOutcome.WARNED
    return GateOutcome.ACCEPTED if gate.name in accepted else GateOutcome.BLOCKED
