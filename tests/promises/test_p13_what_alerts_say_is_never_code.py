"""P13 for alerts: whatever stands in a body is words in every file, and no line of the log.

The pages: tests/pages/home/test_alerts.py.
"""

import logging

import pytest

from core.services.app import App
from core.services.exchange import exports
from tests.promises.test_p13_what_people_type_is_never_code import assert_harmless, read
from tests.support.alerts import everywhere, told
from tests.support.files import rows_of
from tests.support.payloads import CODE, LINKS

FORMULAS = ("=1+1", '=HYPERLINK("http://evil.example","x")', "+cmd|' /C calc'!A0", "-2", "@SUM(1)", "\t=1")
SIGNS = ("\u202egnp.exe", "a\x00b", "a\r\nBEGIN:VALARM", "\ud800", "e" + "\u0301" * 3_000, "x" * 50_000)


@pytest.mark.parametrize("payload", [*CODE, *LINKS, *FORMULAS, *SIGNS], ids=lambda text: ascii(text)[:40])
def test_it_is_words_in_every_file(sqlite_app: App, payload: str, caplog: pytest.LogCaptureFixture) -> None:
    """The page has no element and no address of the body's, the log no line of it, and every format is made."""
    with caplog.at_level(logging.DEBUG, "core"):
        pm_id = told(sqlite_app, everywhere(payload))
    assert pm_id
    assert_harmless(read(exports.export(sqlite_app, pm_id, "html").data.decode()), page=True)
    for fmt in ("md", "csv", "todo.ics", "json", "docx", "slack"):
        assert exports.export(sqlite_app, pm_id, fmt).data
    assert all(payload.strip()[:12] not in record.getMessage() for record in caplog.records if len(payload) > 12)


@pytest.mark.parametrize("payload", FORMULAS)
def test_no_cell_is_a_formula(sqlite_app: App, payload: str) -> None:
    """The names of services are tags of a table, too."""
    pm_id = told(sqlite_app, everywhere(payload))
    cells = [cell for row in rows_of(exports.export(sqlite_app, pm_id, "csv").data) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
