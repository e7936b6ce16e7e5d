"""The part that a line plays in its text, seen with all the others. Shapes in, roles out; nothing is taken away."""

import re
from collections.abc import Sequence

from core.domain.timeline.lines import authors
from core.domain.timeline.lines.chat_roles import (
    name_above,
    settle_alone,
    settle_name_fronts,
    take_leading_times,
    text_below,
)
from core.domain.timeline.lines.line_shapes import LineShape
from core.domain.timeline.lines.own_role import own_role
from core.domain.timeline.lines.role import Role

_POSTED = re.compile(
    r"(?:last |zuletzt )?(?:posted|updated|published|veröffentlicht|aktualisiert|publié|mis à jour)"
    r"(?: \d{1,3} \w{1,8} ago\.?)?(?: by (?P<who>[^:]{1,48}?))?(?: on| at| am| le)?:?",
    re.IGNORECASE,
)


def roles_of(shapes: Sequence[LineShape]) -> list[Role]:
    """One role for each line, blank ones included."""
    kept = _fenced(shapes)
    roles = [Role.TEXT if shape.quoted or i in kept else own_role(shape) for i, shape in enumerate(shapes)]
    for i in kept:
        shapes[i].inner = None
    _settle_inner(shapes, roles)
    settle_alone(shapes, roles)
    settle_name_fronts(shapes, roles)
    return roles


def poster_in(before: str) -> str:
    """Whom "Posted by Gwen on" names before a moment, or ""."""
    found = _POSTED.fullmatch(before.strip(" *_—–-"))
    return (found["who"] or "") if found else ""


def _fenced(shapes: Sequence[LineShape]) -> set[int]:
    """Lines between fences of code, where the text as a whole is not one: they are somebody's quotation."""
    fences = [i for i, shape in enumerate(shapes) if shape.body.startswith("```")]
    first = next((i for i, shape in enumerate(shapes) if not shape.blank), 0)
    if not fences or fences[0] == first:
        return set()
    pairs = zip(fences[::2], fences[1::2], strict=False)
    return {i for start, end in pairs for i in range(start, end + 1)}


def _settle_inner(shapes: Sequence[LineShape], roles: list[Role]) -> None:
    """Heads of messages, labels before a moment, moments of machines. Where most lines begin with theirs, none."""
    fronts = sum(role in (Role.FRONT, Role.ALONE) for role in roles)
    ends = [i for i, shape in enumerate(shapes) if _is_open(shapes, roles, i) and not shape.after]
    heads = [i for i in ends if authors.name_in(shapes[i].before)]
    followed = [i for i in heads if text_below(shapes, roles, i) or authors.said_so(shapes[i].before)]
    first = _first_stamped(shapes, roles)
    led = first in heads or (first >= 0 and roles[first] is Role.ALONE and name_above(shapes, roles, first) >= 0)
    if followed and len(followed) * 2 >= len(heads) and led:
        for i in heads:
            roles[i] = Role.HEADER
        take_leading_times(shapes, roles, heads)
    labels = [i for i in ends if roles[i] is Role.TEXT and shapes[i].before.strip(" *_")]
    for i in labels:
        shape = shapes[i]
        if _POSTED.fullmatch(shape.before.strip(" *_—–-")):
            roles[i] = Role.FOOTER
        elif shape.inner and _is_label(shape, labels, fronts):
            roles[i] = Role.LABEL
    for i, shape in enumerate(shapes):
        stamp = shape.inner
        if (
            _is_open(shapes, roles, i)
            and stamp
            and stamp.clock
            and stamp.day
            and (stamp.day.month or stamp.day.numbers)
        ):
            machine = stamp.clock.precise and (stamp.bracketed or (stamp.zone and shape.after))
            if machine or (not fronts and stamp.clock.precise):
                roles[i] = Role.MIDDLE
            elif not fronts and Role.HEADER not in roles and Role.LABEL not in roles:
                roles[i] = Role.MIDDLE if stamp.bracketed else Role.WHOLE


def _is_open(shapes: Sequence[LineShape], roles: Sequence[Role], i: int) -> bool:
    return roles[i] is Role.TEXT and shapes[i].inner is not None and not shapes[i].quoted


def _is_label(shape: LineShape, labels: Sequence[int], fronts: int) -> bool:
    stamp = shape.inner
    if stamp is None or stamp.clock is None or fronts > len(labels):
        return False
    dated = stamp.day is not None and bool(stamp.day.month or stamp.day.numbers)
    return dated or (
        len(labels) >= 2
        and not fronts
        and (stamp.bracketed or shape.before.rstrip().endswith((":", "-", "–", "—", "(", "[", "@")))
    )


def _first_stamped(shapes: Sequence[LineShape], roles: Sequence[Role]) -> int:
    return next(
        (
            i
            for i, shape in enumerate(shapes)
            if roles[i] is not Role.DAY
            and shape.stamp
            and shape.stamp.timed
            and (roles[i] is not Role.TEXT or not shape.after)
        ),
        -1,
    )
