"""A piece of private data and where it stands."""

from dataclasses import dataclass

from warta.terms import RedactionKind


@dataclass(frozen=True, slots=True)
class Find:
    """Private data in a text; offsets count code points."""

    start: int
    end: int
    kind: RedactionKind

    def moved(self, by: int) -> "Find":
        """The same find in a text that begins so many characters earlier."""
        return Find(self.start + by, self.end + by, self.kind)
