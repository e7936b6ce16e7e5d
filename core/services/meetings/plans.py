"""The plan of meetings to come: the team's own, and what its past meetings suggest."""

from collections.abc import Sequence
from typing import Final

from pydantic import ValidationError

from core.domain.clock.lengths import PLAN, suggested_plan
from core.domain.clock.state import DEFAULT_ITEMS, PlanItem
from core.domain.postmortem import SectionId
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_workspace
from core.store import meetings, settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

BAD_MINUTES: Final = "A section takes between 15 seconds and four hours. Check the minutes."
LOOKED_AT: Final = 12
"""Past meetings that a suggestion reads: a team works today as it did lately."""


def plan_items(plan: Sequence[tuple[SectionId, int]]) -> tuple[PlanItem, ...]:
    """Sections with their seconds as a plan. Raises BadInput."""
    try:
        return tuple(PlanItem(section=section, seconds=seconds) for section, seconds in plan)
    except ValidationError as error:
        raise BadInput(BAD_MINUTES) from error


def team_plan(app: App) -> tuple[PlanItem, ...]:
    """What a new meeting begins with: the team's own plan, or the usual twenty minutes."""
    with app.db.read() as tx:
        return team_plan_in(tx)


def team_plan_in(tx: Transaction) -> tuple[PlanItem, ...]:
    """A stored plan that does not fit the template of today is passed over."""
    stored = settings_kv.get_setting(tx, settings_kv.TEAM_PLAN)
    if not stored:
        return DEFAULT_ITEMS
    try:
        plan = PLAN.validate_json(stored)
    except ValidationError:
        return DEFAULT_ITEMS
    return plan if {item.section for item in plan} == set(SectionId) else DEFAULT_ITEMS


def set_team_plan(app: App, plan: Sequence[tuple[SectionId, int]], by: Visitor | None) -> None:
    """From now on new meetings begin with it; those that exist keep theirs. Needs the workspace.

    Raises BadInput unless each section stands in it once, with 15 seconds to four hours.
    """
    items = plan_items(plan)
    if sorted(item.section for item in items) != sorted(SectionId):
        raise BadInput("Give each of the seven sections its minutes, once.")
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.TEAM_PLAN, PLAN.dump_json(items).decode())


def suggestion(app: App) -> tuple[PlanItem, ...] | None:
    """What the team's last meetings took, section by section; None before there are three."""
    with app.db.read() as tx:
        return suggested_plan([meeting.used for meeting in meetings.finished_lately(tx, LOOKED_AT)])
