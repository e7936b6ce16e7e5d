"""A due date as people say it, turned into a day: seen from today where the postmortem is, in the team's own order."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, get_args

from pydantic import TypeAdapter, ValidationError

from core.domain.dates.due_dates import Order, parse_due, read_due
from core.domain.dates.past_days import read_past_day
from core.domain.dates.zones import day_in, zone_named
from core.domain.postmortem import Severity
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_postmortem, require_workspace
from core.store import settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

LONGEST = 200
USUAL_DUE_DAYS: Final = MappingProxyType({Severity.P1: 7, Severity.P2: 30, Severity.P3: 90})
MOST_DUE_DAYS: Final = 730
_DAYS: Final = TypeAdapter(dict[Severity, int])


def read_due_date(app: App, pm_id: str, text: str, zone: str = "") -> date:
    """The day that was meant. ``zone`` is what the board shows now; else the one that is on record. Raises BadInput."""
    if len(text) > LONGEST:
        raise BadInput("That is too long for a date. Try “Friday”, “in two weeks” or 2026-12-01.")
    with app.db.read() as tx:
        recorded, now, order = require_postmortem(tx, pm_id).zone, tx.now(), _order(tx)
    return parse_due(text, day_in(zone if zone_named(zone) else recorded, now), order)


def day_order_choices(app: App, text: str, zone: str, *, over: bool = False) -> tuple[tuple[date, Order | None], ...]:
    """What a day in words can mean, seen from today in ``zone``: one day, or two to choose from.

    Beside each of two days is the order of numbers that it stands for, if that is what they differ in.
    ``over``: the day something happened, so never one to come. Raises BadInput with a sentence.
    """
    if len(text) > LONGEST:
        raise BadInput("That is too long for a date. Try “Friday”, “in two weeks” or 2026-12-01.")
    with app.db.read() as tx:
        today, order = day_in(zone, tx.now()), _order(tx)
    read = read_past_day if over else read_due
    reading = read(text, today, order)
    if not reading.by_order:
        return tuple((day, None) for day in reading.days)
    day_first = read(text, today, "dmy").days
    return tuple((day, "dmy" if day in day_first else "mdy") for day in reading.days)


def day_order(app: App) -> Order | None:
    """How the team writes 4 December in numbers, 4/12 or 12/4; None until somebody said so."""
    with app.db.read() as tx:
        return _order(tx)


def remember_day_order(app: App, order: str) -> None:
    """From now on ``4/12`` is read in this order, by everybody. Raises BadInput."""
    if order not in get_args(Order):
        raise BadInput("The order of days is dmy (4/12 is in December) or mdy (it is in April).")
    with app.db.write() as tx:
        settings_kv.put_setting(tx, settings_kv.DAY_ORDER, order)


def set_day_order(app: App, order: str | None, by: Visitor) -> None:
    """The team's order, changed by somebody of the workspace; None: it is asked again, and the answer remembered."""
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        if order is None:
            settings_kv.put_setting(tx, settings_kv.DAY_ORDER, "")
    if order is not None:
        remember_day_order(app, order)


def due_days(app: App) -> dict[Severity, int]:
    """Days until an action item is due, by the incident's severity: what the board offers, and never sets by itself."""
    with app.db.read() as tx:
        stored = settings_kv.get_setting(tx, settings_kv.DUE_DAYS)
    try:
        known = _DAYS.validate_json(stored) if stored else {}
    except ValidationError:
        known = {}
    return {severity: known.get(severity, usual) for severity, usual in USUAL_DUE_DAYS.items()}


def set_due_days(app: App, days: Mapping[Severity, int], by: Visitor | None) -> None:
    """Needs the workspace. Raises BadInput outside 1 to MOST_DUE_DAYS."""
    if any(not 1 <= number <= MOST_DUE_DAYS for number in days.values()):
        raise BadInput(f"An action is due after 1 to {MOST_DUE_DAYS} days. Check the numbers.")
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.DUE_DAYS, _DAYS.dump_json(dict(days)).decode())


def _order(tx: Transaction) -> Order | None:
    known = settings_kv.get_setting(tx, settings_kv.DAY_ORDER)
    return next((order for order in get_args(Order) if order == known), None)
