"""P13 over the memory: hostile words in old reports are words to search and to compare, and hold nothing in files."""

import pytest

from core.domain.insights.query import InsightQuery
from core.services import postmortems
from core.services.app import App
from core.services.insights import files
from core.services.insights.reports import insight_page
from core.services.memory.similar_incidents import similar_to_text
from core.services.old_reports import ReportFile, bring_in
from tests.promises.test_p13_what_people_type_is_never_code import read
from tests.support.hostile_reports import HOSTILE, LOOKED_FOR, filled, report_with
from tests.support.payloads import CODE, LINKS


def test_files_of_the_figures_hold_words(sqlite_app: App) -> None:
    """The page to print fetches and runs nothing; no cell of the table is a formula."""
    filled(sqlite_app, (*HOSTILE, "=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1"))
    report = insight_page(sqlite_app, InsightQuery("all")).report
    page = read(files.as_page(report).decode())
    assert not page.odd
    assert {"script", "iframe", "object", "embed", "form", "base", "link", "img"}.isdisjoint(page.tags)
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    cells = [cell for line in files.as_table(report).decode().splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.strip('"').startswith(("=", "+", "@", "\t"))]


@pytest.mark.parametrize(
    "payload", [*CODE, *LINKS, '" OR NEAR(', "& | ! :* <->", "'; DROP TABLE postmortem; --", "%_\\"]
)
def test_a_search_for_similar_incidents_takes_any_words(app: App, payload: str) -> None:
    """They are words to compare and nothing else, on both databases; the same report comes in once."""
    text = report_with(payload, 1)
    assert bring_in(app, ReportFile("a.md", text)).id == bring_in(app, ReportFile("b.md", text)).id
    found = similar_to_text(app, f"Outage {payload}", f"The {LOOKED_FOR} stood still. {payload}")
    assert len(found) <= 1
    assert postmortems.archive(app, payload).total in (0, 1)
    assert postmortems.archive(app, LOOKED_FOR).total == 1
