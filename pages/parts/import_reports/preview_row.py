"""What the preview keeps of each file: enough to draw a row, and nothing of its text."""

from dataclasses import dataclass

from core.services.old_reports import Outcome, Status


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """``number`` is its place among all files of the uploads, in their order. ``again``: so many before it have the
    same name, as those of two folders do."""

    number: int
    file: str
    status: Status
    id: str = ""
    title: str = ""
    day: str = ""
    severity: str = ""
    severity_level: str = ""
    found: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    refused: str = ""
    looks_like_report: bool = True
    again: int = 0

    @property
    def choice(self) -> tuple[str, int]:
        """What the choice about it is kept under: it stays when files are added behind or before it."""
        return self.file, self.again


def preview_row(number: int, outcome: Outcome, again: int = 0) -> PreviewRow:
    """A file as a row of the preview."""
    report = outcome.report
    if report is None:
        return PreviewRow(number, outcome.file, outcome.status, refused=outcome.refused)
    level = report.postmortem.severity
    return PreviewRow(
        number=number,
        file=outcome.file,
        status=outcome.status,
        id=outcome.id,
        title=report.title,
        day=f"{report.day.day} {report.day:%b %Y}" if report.day else "",
        severity=report.severity_text,
        severity_level=level.value if level else "",
        found=_found(outcome),
        marks=outcome.marks,
        looks_like_report=outcome.looks_like_report,
        again=again,
    )


def _found(outcome: Outcome) -> tuple[str, ...]:
    """What was recognised, in a few words each; what was not stands in the notes."""
    report = outcome.report
    if report is None:
        return ()
    pm = report.postmortem
    ended = [(len(report.done), "done"), (len(report.dropped), "dropped")]
    states = ", ".join(f"{number} {state}" for number, state in ended if number)
    parts = (
        _counted(len(pm.timeline), "row of the timeline", "rows of the timeline"),
        "root cause" if report.root_cause else "",
        _counted(len(pm.factors), "factor", "factors"),
        _counted(len(pm.actions), "action item", "action items") + (f" ({states})" if states else ""),
        _counted(report.other_words, "word in the notes", "words in the notes"),
    )
    return tuple(part for part in parts if part)


def _counted(number: int, singular: str, plural: str) -> str:
    return f"{number:,} {singular if number == 1 else plural}" if number else ""
