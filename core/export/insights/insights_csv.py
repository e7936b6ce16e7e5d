"""The figures as a table for spreadsheets, one line a figure; cells are made safe as in ``actions_csv``."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from core.domain.insights.finding import Finding
from core.domain.insights.report import Report
from core.export.actions_csv import safe_cell

HEADER: Final = ("Finding", "Sentence", "Row", "Column", "Value")


def insights_csv(report: Report) -> bytes:
    """UTF-8 with a byte order mark, every cell in quotes, as all tables of Debrief."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows([safe_cell(cell) for cell in line] for line in _lines(report))
    return out.getvalue().encode("utf-8-sig")


def _lines(report: Report) -> Iterator[tuple[str, ...]]:
    counted = f"{report.counted} of {report.total} postmortems"
    yield "Counted", f"{counted}, {report.day.isoformat()}", "", "", ""
    for part in report.filters:
        yield "Filter", part, "", "", ""
    for finding in report.findings:
        yield from _of(finding)


def _of(finding: Finding) -> Iterator[tuple[str, ...]]:
    yield finding.title, finding.sentence, "", "", ""
    yield finding.title, finding.basis, "", "", ""
    if finding.compared:
        yield finding.title, finding.compared, "", "", ""
    for row in finding.rows:
        for name, cell in zip(finding.header[1:], row[1:], strict=True):
            yield finding.title, "", row[0], name, cell
