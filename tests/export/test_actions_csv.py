"""The table of actions: whole, readable by every spreadsheet, and nothing in it runs."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import ActionKind, Severity
from core.export.actions_csv import HEADER, actions_csv, safe_cell
from core.export.markdown.inline_text import visible
from tests.support.files import rows_of

WHEN = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ROW = ActionView(
    postmortem_id="secret-id",
    postmortem_title="Disk full",
    severity=Severity.P1,
    action_id="row-id",
    text="Page on-call at 90 %",
    owner="Mara",
    due=date(2026, 12, 1),
    kind=ActionKind.DETECT,
    done_when="A full test volume rings",
    state="moved",
    note="The supplier is late",
    changed_at=WHEN,
)


def test_a_line_an_action_below_the_headings() -> None:
    """Everything that is known of it, in words."""
    headings, line = rows_of(actions_csv([ROW]))
    assert tuple(headings) == HEADER
    assert line == [
        "Disk full",
        "P1",
        "Page on-call at 90 %",
        "Mara",
        "2026-12-01",
        "Detect",
        "A full test volume rings",
        "moved",
        "The supplier is late",
        "2026-11-23",
        "",
        "",
    ]
    assert rows_of(actions_csv([replace(ROW, chosen=True)]))[1] == [*line[:-2], "chosen", ""]
    issue = "https://github.com/acme/shop/issues/123"
    assert rows_of(actions_csv([replace(ROW, link=issue)]))[1] == [*line[:-1], issue]


def test_the_day_of_the_last_change_is_the_one_it_was_there() -> None:
    """As the page tells it."""
    for zone, day in (("Etc/GMT+12", "2026-11-23"), ("Pacific/Kiritimati", "2026-11-24"), ("No/Such", "2026-11-23")):
        assert rows_of(actions_csv([replace(ROW, zone=zone)]))[1][-3] == day


def test_no_action_is_a_table_with_its_headings() -> None:
    """A script that counts lines gets none, and no error."""
    assert rows_of(actions_csv([])) == [list(HEADER)]


def test_what_is_not_known_stays_empty() -> None:
    """No “None” and no dash that somebody would have to filter out."""
    bare = ActionView("id", "Disk full", None, "a", "Do it")
    assert rows_of(actions_csv([bare]))[1] == ["Disk full", "", "Do it", "", "", "", "", "open", "", "", "", ""]


def test_words_that_are_no_date_stand_where_the_date_would() -> None:
    """As they were typed; a day is never given the words it was read from."""
    query = replace(ROW, due=None, due_text="next sprint")
    assert rows_of(actions_csv([query]))[1][4] == "next sprint"
    assert rows_of(actions_csv([replace(ROW, due_text="by Friday")]))[1][4] == "2026-12-01"


def test_it_is_what_the_standard_asks_for() -> None:
    """RFC 4180 with a byte order mark: CRLF between lines, quotes doubled, a line end inside a cell kept."""
    data = actions_csv([ActionView("id", 'He said "no"', None, "a", "one\ntwo, three")])
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert text.count("\r\n") == 2
    assert '"He said ""no"""' in text
    assert '"one\ntwo, three"' in text


def test_no_id_leaves_the_house() -> None:
    """A table is passed around; it says nothing about where it came from."""
    data = actions_csv([ROW])
    assert b"secret-id" not in data
    assert b"row-id" not in data


def test_decided_against_is_said_in_words() -> None:
    """It is neither open nor overdue."""
    row = ActionView("id", "Disk full", None, "a", "Won't do, because the queue goes away", state="declined")
    assert "decided against" in rows_of(actions_csv([row]))[1]


@pytest.mark.parametrize(
    "text", ["Page on-call at 90 %", "2026-12-01", "a-b", "3 + 4", "mail ada@example.org", "", "'quoted'", "x=1", "…"]
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    """Nobody finds an apostrophe where none is needed."""
    assert safe_cell(text) == text


@pytest.mark.parametrize("sign", "=+-@\t\r\x00＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋")
def test_a_formula_gets_an_apostrophe(sign: str) -> None:
    """Whatever way the sign is written in."""
    assert safe_cell(f"{sign}1+1").startswith("'")


@given(st.text())
def test_no_letter_is_lost(text: str) -> None:
    """Only apostrophes are added; what cannot be seen is shown by its picture, and a tab is a space."""
    assert safe_cell(text).replace("'", "") == visible(text).replace("\t", " ").replace("'", "")


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_any_words_are_one_cell_each(lines: list[tuple[str, str, str]]) -> None:
    """Commas, quotes and line ends of every kind split no cell and no line."""
    rows = [ActionView("id", incident, None, "a", text, owner) for incident, text, owner in lines]
    read = rows_of(actions_csv(rows))
    assert len(read) == 1 + len(lines)
    assert all(len(row) == len(HEADER) for row in read)
    for (incident, text, owner), row in zip(lines, read[1:], strict=True):
        assert [row[0], row[2], row[3]] == [safe_cell(incident), safe_cell(text), safe_cell(owner)]
