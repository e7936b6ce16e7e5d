"""The team's services and tags with how often they are used, and names that are probably the same.

Only for those in the workspace: what other incidents are about is told by their services and tags.
"""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal

from core.domain.label_doubles import Doubles, Pair, near_doubles
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_workspace
from core.services.insights.facts import known_facts
from core.services.insights.readings import catch_up
from core.store import insights, settings_kv
from core.store.people.visitors import Visitor

LabelKind = Literal["services", "tags"]
KINDS: Final[tuple[LabelKind, ...]] = ("services", "tags")
_OFFERED: Final = 200
"""So many names complete what is typed, the most used: the list travels to each browser that opens a room."""
_MOST_APART: Final = 1000
_PATIENCE_S: Final = 0.1


def names_in_use(app: App, kind: LabelKind) -> dict[str, int]:
    """Each name with the number of its postmortems, the most used first. Without examples and the trash."""
    known = known_facts(app)
    rows = known.facts.incidents
    counts = known.remembered(kind, lambda: Counter(name for row in rows for name in getattr(row, kind)))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0])))


def completions(app: App) -> dict[str, list[str]]:
    """For a room of somebody in the workspace: names by kind, the most used first.

    Opening a room does not wait until everything is read: what is missing is there for the next room.
    """
    catch_up(app, _PATIENCE_S)
    with app.db.read() as tx:
        rows = [row for row in insights.labels(tx) if not row.trashed]
    return {
        "services": _most_used(row.services for row in rows),
        "tags": _most_used(row.tags for row in rows),
    }


def _most_used(listed: Iterable[str]) -> list[str]:
    counts = Counter(name for text in listed if text for name in text.split("\n"))
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold()))[:_OFFERED]]


def proposed_doubles(app: App, kind: LabelKind) -> tuple[Doubles, ...]:
    """Names that are probably the same, but for those that somebody said are not."""
    uses = names_in_use(app, kind)
    with app.db.read() as tx:
        apart = _pairs(settings_kv.get_setting(tx, settings_kv.LABELS_APART))
    return near_doubles(uses, apart)


def keep_apart(app: App, name: str, other: str, by: Visitor | None) -> None:
    """These two are not the same; the workspace is not asked again."""
    if name == other:
        raise BadInput("These are one name.")
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        known = _pairs(settings_kv.setting_to_change(tx, settings_kv.LABELS_APART))
        pairs = [sorted(pair) for pair in {*known, frozenset({name, other})}]
        settings_kv.put_setting(tx, settings_kv.LABELS_APART, json.dumps(sorted(pairs)[-_MOST_APART:]))


def _pairs(setting: str | None) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for pair in json.loads(setting or "[]"))
