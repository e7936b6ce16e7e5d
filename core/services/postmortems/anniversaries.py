"""One old postmortem for Home, until the visitor puts it away for the day. Only for those in the workspace."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from core.domain.anniversaries import OLD_AFTER, first_of, place_in_order, remembered_days
from core.domain.dates.zones import day_in
from core.services.app import App
from core.services.postmortems.cards import Card, cards_of
from core.store import anniversaries, postmortems, settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

_MOST: Final = 5000
"""So many visitors can have put it away on one day."""
OPEN: Final = "Still open"


@dataclass(frozen=True)
class Anniversary:
    """``reason``: why today, in words."""

    card: Card
    reason: str


def anniversary(app: App, visitor: Visitor, zone: str) -> Anniversary | None:
    """What Home brings back today, as the visitor's ``zone`` has it; None when there is nothing, or it was put away."""
    with app.db.read() as tx:
        now = tx.now()
        today = day_in(zone, now)
        if _put_away(tx).get(visitor.id) == today.isoformat():
            return None
        days = remembered_days(today)
        around = anniversaries.of_days(tx, [item.day for item in days], now)
        found = first_of(days, [(pm_id, day_in(where, at)) for pm_id, where, at in around])
        if found is None:
            pm_id = anniversaries.with_open_actions(tx, now - OLD_AFTER, place_in_order(today))
            found = None if pm_id is None else (pm_id, OPEN)
        row = None if found is None else postmortems.get(tx, found[0])
        return None if found is None or row is None else Anniversary(cards_of(tx, [row], now)[0], found[1])


def put_away(app: App, visitor: Visitor, zone: str) -> None:
    """Nothing is brought back to this visitor until tomorrow, where they are."""
    with app.db.write() as tx:
        today = day_in(zone, tx.now())
        # It may be yesterday still for somebody else; what is older is forgotten.
        stored = _read(settings_kv.setting_to_change(tx, settings_kv.PUT_AWAY))
        recent = {key: day for key, day in stored.items() if day >= (today - timedelta(days=1)).isoformat()}
        kept = dict(list({**recent, visitor.id: today.isoformat()}.items())[-_MOST:])
        settings_kv.put_setting(tx, settings_kv.PUT_AWAY, json.dumps(kept))


def _put_away(tx: Transaction) -> dict[str, str]:
    """By visitor, the day on which they put it away."""
    return _read(settings_kv.get_setting(tx, settings_kv.PUT_AWAY))


def _read(setting: str | None) -> dict[str, str]:
    stored: dict[str, str] = json.loads(setting or "{}")
    return stored
