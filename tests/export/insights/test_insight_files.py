"""The figures as files: a table whose cells no spreadsheet runs, and a page that runs and loads nothing."""

import csv
import io
from datetime import date
from html.parser import HTMLParser

import pytest

from core.domain.insights.finding import Finding, Point
from core.domain.insights.periods import period_of
from core.domain.insights.query import InsightQuery
from core.domain.insights.report import Report
from core.export.insights.insights_csv import HEADER, insights_csv
from core.export.insights.insights_html import insights_html

DAY = date(2026, 11, 30)
HOSTILE = ("=1+1", "@SUM(A1)", "+cmd", "-2", "\t=1", '=HYPERLINK("http://x")', "<script>alert(1)</script>", "a\n=b")


def report(*names: str) -> Report:
    finding = Finding(
        key="services",
        title="Services",
        sentence=f"{names[0]} is hit most: 5 of 9 incidents.",
        basis="Incidents, of 9 that name a service",
        shape="bars",
        counted=9,
        points=tuple(Point(name, 5, "5", strong=True) for name in names),
        header=("Service", "Incidents", "Share"),
        rows=tuple((name, "5", "56%") for name in names),
        compared="In the 12 months before it was mail.",
        warm=True,
    )
    few = Finding("words", "Recurring words", "Too few to say.", "4 so far", "bars", 4, missing=1)
    period = period_of("12m", DAY)
    return Report(InsightQuery(), period, (finding, few), 9, 12, (period.label, f"service {names[0]}"), DAY)


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_figure_is_a_line() -> None:
    """With the finding, the row and the column it is of; the sentence and what it rests on before them."""
    found = lines(insights_csv(report("orders-db", "mail")))
    assert found[0] == list(HEADER)
    assert found[1][:2] == ["Counted", "9 of 12 postmortems, 2026-11-30"]
    assert found[2][:2] == ["Filter", "Last 12 months"]
    assert ["Services", "orders-db is hit most: 5 of 9 incidents.", "", "", ""] in found
    assert ["Services", "", "mail", "Share", "56%"] in found
    assert ["Recurring words", "Too few to say.", "", "", ""] in found


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_runs_as_a_formula(name: str) -> None:
    """What people call a service is text in every spreadsheet."""
    for line in lines(insights_csv(report(name))):
        for cell in line:
            for piece in cell.split("\n"):
                assert not piece.lstrip(' "').startswith(("=", "+", "-", "@", "\t"))


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        assert not any(name.startswith("on") or name in ("href", "src") for name, _ in attrs)


@pytest.mark.parametrize("name", HOSTILE)
def test_the_page_loads_and_runs_nothing(name: str) -> None:
    """No script, no address, whatever a service is called; its name can be read."""
    page = insights_html(report(name))
    tags = Tags()
    tags.feed(page)
    assert not tags.seen & {"script", "img", "iframe", "a", "link", "form"}
    assert "default-src 'none'" in page


def test_the_page_for_a_manager() -> None:
    """Sentences, bars, what they rest on, the table, the filters and the day."""
    page = insights_html(report("orders-db"))
    for part in (
        "What our postmortems say",
        "Last 12 months · service orders-db · 9 of 12 postmortems · Mon 30 Nov 2026",
        "orders-db is hit most",
        "In the 12 months before it was mail.",
        "Too few to say.",
        "width:100.0%",
        "<th>Share</th>",
    ):
        assert part in page
