"""A list in the order of moments has an order for equal moments too: what one transaction writes has one time."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.services import access, postmortems
from core.services.app import App
from core.store.people import members

CORE = Path(__file__).parents[2] / "core"


def ends_with_a_moment(call: ast.Call) -> bool:
    """``order_by(_O.at.desc())`` does, ``order_by(_O.at, _O.id)`` and ``order_by(*order)`` do not."""
    last = call.args[-1] if call.args else None
    while isinstance(last, ast.Call) and isinstance(last.func, ast.Attribute):
        last = last.func.value
    return isinstance(last, ast.Attribute) and (last.attr == "at" or last.attr.endswith("_at"))


def orders(source: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "order_by":
            yield node


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("q.order_by(_O.at.desc())", True),
        ("q.order_by(_P.rank, tables.member.c.joined_at.desc().nulls_last())", True),
        ("q.order_by(_O.at.desc(), _O.id)", False),
        ("q.order_by(*order)", False),
        ("q.order_by('id')", False),
    ],
)
def test_what_counts_as_a_moment_at_the_end(code: str, found: bool) -> None:
    """The last term decides."""
    assert [ends_with_a_moment(call) for call in orders(code)] == [found]


def test_no_order_ends_with_a_moment() -> None:
    """SQLite gives equal ones back as they were written, PostgreSQL as it likes."""
    found = []
    for path in sorted(CORE.rglob("*.py")):
        calls = orders(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(CORE)}:{call.lineno}" for call in calls if ends_with_a_moment(call)]
    assert found == []


def test_meetings_that_were_joined_at_one_moment_have_one_order(app: App) -> None:
    """Whichever was stored first."""
    visitor, _ = access.known_or_new_visitor(app, None)
    made = [postmortems.create(app, f"Incident {number}") for number in range(6)]
    with app.db.write() as tx:
        for pm_id in sorted(made, reverse=True):
            members.join(tx, pm_id, visitor.id, "participant")
        found = members.meetings_of(tx, visitor.id)
    assert found == sorted(made)
