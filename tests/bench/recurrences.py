"""Real incidents that had happened before, from folders of the command line, and how well they are found again.

A folder holds ``index.json``, ``recurrences2.json`` and ``negatives.json`` with the reports they name, or Markdown
files with a ``recurrences.json`` beside or above them. Nothing of them is part of Debrief. "Earlier" is by the order
of the reports of one organisation; a query sees only what came before it.
"""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

AT_MOST_STRANGERS: Final = 0.2
_NUMBER: Final = re.compile(r"[A-Z]+[0-9]{4}-[0-9]+")


@dataclass(frozen=True)
class Report:
    """``title`` and ``summary``: what a person typed in the first minute. ``earlier``: which ones count as found.

    ``stranger``: it is known to have no earlier relative.
    """

    id: str
    path: Path
    title: str
    summary: str
    earlier: frozenset[str]
    stranger: bool

    @property
    def asked(self) -> bool:
        return bool(self.earlier) or self.stranger


@dataclass(frozen=True)
class Answer:
    """What was found for a report, best first, with scores that can be compared."""

    organisation: str
    report: Report
    found: tuple[tuple[str, float], ...]

    @property
    def rank(self) -> int | None:
        """From 0; None when no relative was found."""
        return next((place for place, (one_id, _) in enumerate(self.found) if one_id in self.report.earlier), None)

    @property
    def score(self) -> float:
        return self.found[0][1] if self.found else 0.0


Archive = dict[str, list[Report]]
"""The reports of each organisation in order of time."""


def read(folders: Iterable[Path]) -> Archive:
    """All organisations of all folders."""
    found: Archive = {}
    for folder in folders:
        found |= _indexed(folder) if (folder / "index.json").is_file() else _numbered(folder)
    return found


def _indexed(folder: Path) -> Archive:
    earlier = {row["later"]: frozenset(row["earlier"]) for row in _json(folder / "recurrences2.json")}
    strangers = {row["id"] for row in _json(folder / "negatives.json")}
    found: Archive = {}
    for row in sorted(_json(folder / "index.json"), key=lambda row: (row["organisation"], row["order"])):
        typed = row["typed"]
        report = Report(
            row["id"],
            folder / row["path"],
            typed["title"],
            typed["summary"],
            earlier.get(row["id"], frozenset()),
            row["id"] in strangers,
        )
        found.setdefault(row["organisation"], []).append(report)
    return found


def _numbered(folder: Path) -> Archive:
    """Files whose names are a number and a title, in the order of the number. The first paragraph is the summary."""
    pairs = _json(
        folder / "recurrences.json" if (folder / "recurrences.json").is_file() else folder.parent / "recurrences.json"
    )
    earlier = {row["later"]: frozenset(row["earlier"]) for row in pairs}
    reports = []
    for path in sorted(folder.rglob("*.md")):
        number = _NUMBER.match(path.name)
        if number:
            title = path.stem.removeprefix(number[0]).strip(" -")
            summary = first_paragraph(path.read_text(encoding="utf-8", errors="replace"))
            reports.append(Report(number[0], path, title, summary, earlier.get(number[0], frozenset()), False))
    return {folder.name: reports} if reports else {}


def first_paragraph(text: str) -> str:
    """Of prose, with more than a few words."""
    lines = "\n".join("" if line.startswith(("#", "|", "---", "* ", "- ")) else line for line in text.splitlines())
    return next((part.strip() for part in re.split(r"\n\s*\n", lines) if len(part.split()) > 5), "")


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def answers(archive: Archive, method: Callable[[Sequence[Report]], Iterable[Answer]]) -> list[Answer]:
    return [answer for reports in archive.values() for answer in method(reports)]


def share(part: Iterable[bool]) -> float:
    """In per cent; 0 of nothing."""
    listed = list(part)
    return 100 * sum(listed) / len(listed) if listed else 0.0


def in_top(given: Iterable[Answer], places: int) -> float:
    return share(item.rank is not None and item.rank < places for item in given if item.report.earlier)


def kept(given: Sequence[Answer]) -> float:
    """How many of the later incidents still show a relative when one stranger in five may show something."""
    strangers = sorted((item.score for item in given if item.report.stranger), reverse=True)
    bar = strangers[int(AT_MOST_STRANGERS * len(strangers))] if strangers else 0.0
    return share(item.score > bar and item.rank is not None and item.rank < 3 for item in given if item.report.earlier)


def figures(name: str, given: Sequence[Answer]) -> str:
    """A line for all, and the hits of each organisation: in the top three, first, of how many."""
    by_organisation: dict[str, list[Answer]] = {}
    for item in given:
        if item.report.earlier:
            by_organisation.setdefault(item.organisation, []).append(item)
    each = ", ".join(
        f"{organisation} {sum(item.rank is not None and item.rank < 3 for item in items)}"
        f"/{sum(item.rank == 0 for item in items)}/{len(items)}"
        for organisation, items in by_organisation.items()
    )
    return (
        f"{name}: top three {in_top(given, 3):.0f} %, first {in_top(given, 1):.0f} %, kept {kept(given):.0f} % ({each})"
    )
