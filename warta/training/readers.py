"""Blocks of readers: the form to comment, and what they wrote."""

from warta.terms import Role
from warta.training.articles import capital, sentence
from warta.training.layout import Block, line
from warta.training.site import lines_of
from warta.training.world import World


def comment_form(world: World) -> Block:
    """The form to comment, perhaps under the news that there are no comments."""
    none = [line(world.line("no_comments"), Role.COUNTER)] if world.draw.chance(0.2) else []
    return Block([*none, *lines_of(world, "comment_form", Role.COMMENT_FORM, 1, 8)])


def comments(world: World) -> Block:
    """What readers wrote: names, times, buttons."""
    draw = world.draw
    lines = []
    if draw.chance(0.7):
        heading = world.line("comment_heading")
        lines.append(
            line(heading, Role.COUNTER if any(sign.isdigit() for sign in heading) else Role.COMMENT_FORM)
        )
    count = draw.choices([draw.randint(1, 4), draw.randint(3, 12), draw.randint(10, 40)], [58, 36, 6])[0]
    name_form = draw.choice(
        [
            "{nick}",
            "{nick}",
            "{nick} berkata:",
            "{nick} says:",
            "{nick} menulis :",
            "@{nick}",
            "{orang}",
            "{nick} mengatakan:",
        ]
    )
    timed, after, buttons = draw.chance(0.8), draw.chance(0.3), draw.some(words_of_buttons(world), 0, 3)
    joined = draw.chance(0.12)
    if draw.chance(0.15):
        lines += [
            line(order, Role.COMMENT_FORM)
            for order in draw.some(["Terbaru", "Terlama", "Terpopuler", "Urutkan", "Oldest", "Newest"], 1, 3)
        ]
    for _ in range(count):
        name, text = world.write(name_form), _written(world)
        when = world.line("comment_time")
        if joined:
            lines.append(line(f"{name.rstrip(' :')}: {text}", Role.COMMENT))
            continue
        lines.append(line(name, Role.COMMENT))
        if timed and not after:
            lines.append(line(when, Role.COMMENT))
        lines += [line(part, Role.COMMENT) for part in _paragraphs(world, text)]
        if timed and after:
            lines.append(line(when, Role.COMMENT))
        lines += [line(world.write(button), Role.COMMENT) for button in buttons]
    if draw.chance(0.15):
        lines.append(line(world.line("more_comments"), Role.NAVIGATION))
    return Block(lines)


def _written(world: World) -> str:
    """What one reader wrote: a few words, or as much as the article's own paragraphs and of its story."""
    draw = world.draw
    parts = [world.line("comment") for _ in range(draw.choice([1, 1, 1, 2, 4]))]
    if draw.chance(0.12):
        parts[1:1] = [sentence(world) for _ in range(draw.randint(1, 3))]
    return " ".join(parts)


def words_of_buttons(world: World) -> list[str]:
    """The buttons that stand under every comment of a page."""
    return [world.line("comment_button") for _ in range(4)]


def _paragraphs(world: World, text: str) -> list[str]:
    middle = text.find(". ")
    return (
        [text[: middle + 1], capital(text[middle + 2 :])] if middle > 0 and world.draw.chance(0.2) else [text]
    )
