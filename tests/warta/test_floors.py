"""Imports run down the floors of docs/design.md, and rooms of one floor do not know each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = (
    "warta.__main__",
    "warta.cli",
    "warta.following warta.getting warta.looking warta.removing warta.verifying",
    "warta.explaining",
    "flows",
    "warta.loading",
    "warta.assembly warta.publishing",
    "warta.validation warta.numbers warta.selecting",
    "warta.training",
    "warta.takedowns",
    "warta.facts warta.cleaning warta.reading warta.language warta.duplicates warta.rights warta.privacy "
    "schemas",
    "warta.stopping",
    "warta.terms warta.frames warta.ids warta.printable warta.cache",
)
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms.split()}


def room_of(module: str) -> str:
    return ".".join(module.split(".")[: 2 if module.startswith("warta.") else 1])


def rooms_known_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module="warta", names=names):
                yield from (f"warta.{name.name}" for name in names if name.name != "__version__")
            case ast.ImportFrom(module=str(module)):
                yield room_of(module)
            case ast.Import(names=names):
                yield from (room_of(name.name) for name in names)


@pytest.mark.parametrize("room", FLOOR_OF)
def test_a_room_knows_only_rooms_below(room: str) -> None:
    place = Path(room.replace(".", "/"))
    files = [*place.rglob("*.py")] or [place.with_suffix(".py")]
    known = {other for file in files for other in rooms_known_in(file)} - {room}
    above = {other for other in known & FLOOR_OF.keys() if FLOOR_OF[other] <= FLOOR_OF[room]}
    assert not above
    # `warta.training` is a school: nothing at run time imports it.
    assert "warta.training" not in known


def test_every_room_has_a_floor() -> None:
    modules = [*Path("warta").glob("*.py"), *Path("warta").glob("*/__init__.py")]
    rooms = {f"warta.{path.parent.name if path.stem == '__init__' else path.stem}" for path in modules}
    assert rooms - {"warta.warta"} == {room for room in FLOOR_OF if room.startswith("warta.")}
