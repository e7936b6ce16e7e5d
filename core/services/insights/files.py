"""The figures of a report as files. Whoever may see the page may take them."""

from core.domain.insights.report import Report
from core.export.insights.insights_csv import insights_csv
from core.export.insights.insights_html import insights_html


def as_table(report: Report) -> bytes:
    return insights_csv(report)


def as_page(report: Report) -> bytes:
    """A page to print or to send."""
    return insights_html(report).encode()
