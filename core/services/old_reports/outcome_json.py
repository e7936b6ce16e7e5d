"""What became of a file, for programs: one object with the same keys for each. docs/import.md describes it."""

from datetime import date, datetime

from pydantic import JsonValue

from core.domain.postmortem import TimelineRow
from core.domain.report.model import ReadAction
from core.services.old_reports.bringing_in import Outcome


def outcome_as_json(outcome: Outcome) -> dict[str, JsonValue]:
    """``id`` is null for what is not stored. Times have the offset that they were written with."""
    report = outcome.report
    rows = [row for row in report.postmortem.timeline if row.id not in report.told] if report else []
    marks = [outcome.refused] if outcome.refused else list(outcome.marks)
    level = report.postmortem.severity if report else None
    return {
        "file": outcome.file,
        "status": str(outcome.status),
        "id": outcome.id or None,
        "title": report.title if report else None,
        "date": _iso(report.day) if report else None,
        "severity": (report.severity_text or None) if report else None,
        "severity_level": level.value if level else None,
        "started": _iso(report.started) if report else None,
        "detected": _iso(report.detected) if report else None,
        "resolved": _iso(report.resolved) if report else None,
        "timeline": [_row(row) for row in rows],
        "root_cause": (report.root_cause or None) if report else None,
        "actions": [_action(action) for action in report.actions] if report else [],
        "other_words": report.other_words if report else 0,
        "marks": [*marks],
    }


def _row(row: TimelineRow) -> dict[str, JsonValue]:
    kind = row.kind.value
    return {"at": _iso(row.at), "typed": row.at_text, "kind": kind, "who": row.who, "text": row.text}


def _action(action: ReadAction) -> dict[str, JsonValue]:
    return {
        "text": action.text,
        "owner": action.owner or None,
        "due": _iso(action.due),
        "link": action.link or None,
        "done": action.done,
        "given_up": action.given_up or None,
    }


def _iso(value: date | datetime | None) -> str | None:
    return value.isoformat() if value else None
