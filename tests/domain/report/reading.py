"""How tests read a report, and what counts as a word of it."""

import json
import re
from collections import Counter
from datetime import date
from textwrap import dedent

from core.domain.report.model import Report, ReportContext
from core.domain.report.reader import read_report

TODAY = date(2026, 11, 23)
_WORD = re.compile(r"[^\W_]+")


def read(text: str, name: str = "reports/outage.md", zone: str = "UTC") -> Report:
    return read_report(dedent(text).lstrip("\n"), ReportContext(name, TODAY, zone))


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower()))


def kept_words(report: Report) -> Counter[str]:
    """All words of all texts of the postmortem, without its dates and ids."""
    values = json.loads(report.postmortem.model_dump_json())
    return words("\n".join(_texts(values)))


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [
            text for key, inner in value.items() if key not in ("id", "at", "kind", "due") for text in _texts(inner)
        ]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) else []


def clock(report: Report, name: str) -> str:
    """``started``, ``detected`` or ``resolved`` as ``2026-03-04 16:10 +0100``; "" for none."""
    at = getattr(report, name)
    return at.strftime("%Y-%m-%d %H:%M %z") if at else ""
