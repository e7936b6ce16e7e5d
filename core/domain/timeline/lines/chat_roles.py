"""Lines of chats: a moment alone on its line, with the name over it or the words under it, and heads of messages."""

from collections.abc import Sequence

from core.domain.timeline.lines import authors
from core.domain.timeline.lines.line_shapes import LineShape
from core.domain.timeline.lines.role import Role

BADGES = ("—", "–", "APP", "BOT")
"""What chats put between a name and its moment, on a line of its own."""


def text_below(shapes: Sequence[LineShape], roles: Sequence[Role], i: int) -> bool:
    below = next((k for k in range(i + 1, min(i + 4, len(shapes))) if not shapes[k].blank), None)
    return below is not None and roles[below] is Role.TEXT and not (shapes[below].inner and not shapes[below].after)


def settle_alone(shapes: Sequence[LineShape], roles: list[Role]) -> None:
    """A moment alone on its line is over its words, under them, or under a name."""
    alone = [i for i, role in enumerate(roles) if role is Role.ALONE]
    if not alone:
        return
    if _begins_a_chat(shapes, roles, alone):
        _take_names(shapes, roles, alone)
        take_leading_times(shapes, roles, alone)
        return
    if Role.HEADER in roles:
        _take_names_of_apps(shapes, roles, alone)
        return
    above = _plain(shapes, roles, range(alone[0]))
    below = _plain(shapes, roles, range(alone[-1] + 1, len(shapes)))
    if any(shapes[i].heading for i in alone) or not above:
        return
    if not below or all(_under(shapes, roles, i) for i in alone):
        for i in alone:
            roles[i] = Role.FOOTER


def _begins_a_chat(shapes: Sequence[LineShape], roles: Sequence[Role], alone: Sequence[int]) -> bool:
    """The first moment has a name over it. A message that begins with a time counts where another does not."""
    if name_above(shapes, roles, alone[0]) >= 0:
        return True
    return name_above(shapes, roles, alone[0], led=True) >= 0 and any(
        name_above(shapes, roles, i, anywhere=True) >= 0 for i in alone[1:]
    )


def take_leading_times(shapes: Sequence[LineShape], roles: list[Role], heads: Sequence[int]) -> None:
    """ "11:58 was the deploy" right under the head of a message is what somebody wrote, not the next moment."""
    for i in heads:
        if i + 1 < len(shapes) and roles[i + 1] is Role.FRONT:
            roles[i + 1] = Role.TEXT


def _take_names(shapes: Sequence[LineShape], roles: list[Role], alone: Sequence[int]) -> None:
    """The first moment has a name over it. So has every other that looks like it, with words of a message between."""
    like = _looks(shapes[alone[0]])
    last = -2
    for i in alone:
        at = name_above(shapes, roles, i, anywhere=True, led=True)
        if at > last + 1 and _looks(shapes[i]) == like:
            roles[at:i] = [Role.NAME] * (i - at)
        last = i


def _take_names_of_apps(shapes: Sequence[LineShape], roles: list[Role], alone: Sequence[int]) -> None:
    """An app's name stands over "APP  2:44 PM", also where people's names stand beside their moments."""
    for i in alone:
        at = name_above(shapes, roles, i, anywhere=True) if shapes[i].body.startswith(("APP ", "BOT ")) else -1
        if at >= 0:
            roles[at:i] = [Role.NAME] * (i - at)


def _looks(shape: LineShape) -> tuple[bool, ...]:
    stamp = shape.front
    if stamp is None:
        return ()
    return bool(stamp.clock and stamp.clock.half), stamp.bracketed, stamp.day is not None


def _plain(shapes: Sequence[LineShape], roles: Sequence[Role], where: range) -> bool:
    from_zone = [i for i in where if roles[i] is Role.TEXT and not shapes[i].blank]
    return any(not shapes[i].heading and "time" not in shapes[i].body.lower() for i in from_zone)


def _under(shapes: Sequence[LineShape], roles: Sequence[Role], i: int) -> bool:
    above_is_text = i > 0 and not shapes[i - 1].blank and roles[i - 1] is Role.TEXT
    return above_is_text and (i + 1 >= len(shapes) or shapes[i + 1].blank)


def name_above(
    shapes: Sequence[LineShape], roles: Sequence[Role], i: int, *, anywhere: bool = False, led: bool = False
) -> int:
    """The line over a moment when it is a name, else -1.

    ``anywhere``: words of another message may stand over it. ``led``: the message may begin with a time.
    """
    at = i - 1
    while at > 0 and shapes[at].raw.strip() in BADGES:
        at -= 1
    if at < 0 or shapes[at].blank or roles[at] is not Role.TEXT or shapes[at].heading:
        return -1
    starts = anywhere or at == 0 or shapes[at - 1].blank or roles[at - 1] is Role.DAY
    below = next((k for k in range(i + 1, min(i + 3, len(shapes))) if not shapes[k].blank), None)
    has_text = below is not None and (
        roles[below] is Role.TEXT or (led and below == i + 1 and roles[below] is Role.FRONT)
    )
    named = authors.shown_name_in if _is_head(shapes[i]) else authors.name_in
    return at if starts and has_text and named(shapes[at].body) else -1


def _is_head(shape: LineShape) -> bool:
    """Chats set the moment under a name off: with its half of the day, or indented."""
    return shape.indent > 0 or bool(shape.front and shape.front.clock and shape.front.clock.half)


def settle_name_fronts(shapes: Sequence[LineShape], roles: list[Role]) -> None:
    fronts = [i for i, role in enumerate(roles) if role is Role.FRONT]
    if not fronts or Role.HEADER in roles:
        return
    wrote = {i for i in fronts if authors.said_so(shapes[i].rest) and authors.name_and_address(shapes[i].rest)[0]}
    for i in wrote:
        roles[i] = Role.NAME_FRONT
    fronts = [i for i in fronts if i not in wrote]
    if not fronts or not all(text_below(shapes, roles, i) and authors.name_in(shapes[i].rest) for i in fronts):
        return
    names = [authors.name_in(shapes[i].rest) for i in fronts]
    bracketed = all(shape.front and shape.front.bracketed for shape in (shapes[i] for i in fronts))
    if bracketed or all(" " in name for name in names) or len(set(names)) < len(names):
        for i in fronts:
            roles[i] = Role.NAME_FRONT
