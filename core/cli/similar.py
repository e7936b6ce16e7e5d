"""``debrief similar``: earlier incidents like the one that is described, best first."""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime

from core.errors import BadInput
from core.services.lifecycle import close, open_existing
from core.services.memory.similar_incidents import Similar, similar_to_text


def run(chosen: Namespace) -> int:
    """Print at most three; nothing, or an empty list, when there is none like it."""
    before = _moment(chosen.before)
    services = [name for name in (part.strip() for part in chosen.services.split(",")) if name]
    app = open_existing()
    try:
        found = similar_to_text(app, chosen.title, chosen.summary, services, before=before)
    finally:
        close(app)
    sys.stdout.write((_as_json(found) if chosen.json else _as_text(found)) + "\n")
    return 0


def _as_json(found: tuple[Similar, ...]) -> str:
    items = [
        {
            "id": item.postmortem_id,
            "title": item.title,
            "score": item.score,
            "strength": item.strength,
            "why": list(item.why),
        }
        for item in found
    ]
    return json.dumps(items, ensure_ascii=False, indent=2)


def _as_text(found: tuple[Similar, ...]) -> str:
    if not found:
        return "No earlier incident is like this one."
    return "\n".join(
        f"{item.postmortem_id}  {item.strength:7}  {item.score:.2f}  {_one_line(item.title)} "
        f"({_one_line(', '.join(item.why))})"
        for item in found
    )


def _one_line(text: str) -> str:
    """On one line, and without the control characters that a terminal would obey."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--before “{text[:30]}” is no date. Write it as 2026-11-23.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
