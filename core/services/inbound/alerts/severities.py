"""Which severity the words of alerting tools propose: the team's own list, or the usual one."""

import json
from collections.abc import Mapping
from typing import Final

from core.domain.alerts.severity import DEFAULT_SEVERITIES, checked_mapping
from core.errors import BadInput
from core.services.app import App
from core.services.authority import require_workspace
from core.store import settings_kv
from core.store.database.transaction import Transaction
from core.store.people.visitors import Visitor

_LINE: Final = "Write one line for each severity, such as “P1: critical, page”."


def severities(app: App) -> Mapping[str, str]:
    """The sender's word in small letters → P1 to P4."""
    with app.db.read() as tx:
        return severities_in(tx)


def severities_in(tx: Transaction) -> Mapping[str, str]:
    """A stored list that cannot be read is passed over."""
    try:
        stored = json.loads(settings_kv.get_setting(tx, settings_kv.ALERT_SEVERITIES) or "null")
        return checked_mapping(stored) if isinstance(stored, dict) else DEFAULT_SEVERITIES
    except (ValueError, TypeError, AttributeError, BadInput):
        return DEFAULT_SEVERITIES


def as_text(mapping: Mapping[str, str]) -> str:
    """One line for each severity with its words, to be edited."""
    levels = sorted(set(mapping.values()))
    return "\n".join(f"{level}: {', '.join(word for word, of in mapping.items() if of == level)}" for level in levels)


def from_text(text: str) -> dict[str, str]:
    """What ``as_text`` wrote, edited. Raises BadInput with the line that cannot be read."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        level, colon, listed = line.partition(":")
        if not colon:
            raise BadInput(f"“{line.strip()[:40]}” cannot be read. {_LINE}")
        for word in listed.split(","):
            if word.strip():
                if found.get(word.strip(), level.strip().upper()) != level.strip().upper():
                    raise BadInput(f"“{word.strip()[:40]}” stands in two lines. Leave it in one of them.")
                found[word.strip()] = level.strip().upper()
    return checked_mapping(found)


def set_severities(app: App, mapping: Mapping[str, str], by: Visitor | None) -> None:
    """For alerts that come from now on; empty brings the usual list back. Raises BadInput, WorkspaceLocked."""
    kept = checked_mapping(mapping)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        settings_kv.put_setting(tx, settings_kv.ALERT_SEVERITIES, json.dumps(kept) if kept else "")


def set_from_text(app: App, text: str, by: Visitor | None) -> None:
    """The same from what ``as_text`` wrote, edited. Raises BadInput, WorkspaceLocked."""
    set_severities(app, from_text(text), by)
