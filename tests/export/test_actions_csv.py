"""The table of actions: whole, readable by every spreadsheet, and nothing in it runs."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.postmortem import ActionKind, Severity
from core.export.actions_csv import HEADER, actions_csv, as_text
from core.export.markdown_text import visible
from core.export.promised import Promised
from tests.support.files import rows_of

WHEN = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ROW = Promised(
    postmortem_id="secret-id",
    incident="Disk full",
    severity=Severity.P1,
    action_id="row-id",
    text="Page on-call at 90 %",
    owner="Mara",
    due=date(2026, 12, 1),
    kind=ActionKind.DETECT,
    done_when="A full test volume rings",
    state="moved",
    said="The supplier is late",
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
    ]


def test_no_action_is_a_table_with_its_headings() -> None:
    """A script that counts lines gets none, and no error."""
    assert rows_of(actions_csv([])) == [list(HEADER)]


def test_what_is_not_known_stays_empty() -> None:
    """No “None” and no dash that somebody would have to filter out."""
    bare = Promised("id", "Disk full", None, "a", "Do it")
    assert rows_of(actions_csv([bare]))[1] == ["Disk full", "", "Do it", "", "", "", "", "open", "", ""]


def test_it_is_what_the_standard_asks_for() -> None:
    """RFC 4180 with a byte order mark: CRLF between lines, quotes doubled, a line end inside a cell kept."""
    data = actions_csv([Promised("id", 'He said "no"', None, "a", "one\ntwo, three")])
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
    """It is no open promise, and no broken one."""
    row = Promised("id", "Disk full", None, "a", "Won't do, because the queue goes away", state="declined")
    assert "decided against" in rows_of(actions_csv([row]))[1]


@pytest.mark.parametrize(
    "words", ["Page on-call at 90 %", "2026-12-01", "a-b", "3 + 4", "mail ada@example.org", "", "'quoted'", "x=1", "…"]
)
def test_ordinary_words_stay_as_they_are(words: str) -> None:
    """Nobody finds an apostrophe where none is needed."""
    assert as_text(words) == words


@pytest.mark.parametrize("sign", "=+-@\t\r\x00＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋")
def test_a_formula_gets_an_apostrophe(sign: str) -> None:
    """Whatever way the sign is written in."""
    assert as_text(f"{sign}1+1").startswith("'")


@given(st.text())
def test_no_letter_is_lost(words: str) -> None:
    """Only apostrophes are added; what cannot be seen is shown by its picture, and a tab is a space."""
    assert as_text(words).replace("'", "") == visible(words).replace("\t", " ").replace("'", "")


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=5))
def test_any_words_are_one_cell_each(lines: list[tuple[str, str, str]]) -> None:
    """Commas, quotes and line ends of every kind split no cell and no line."""
    rows = [Promised("id", incident, None, "a", text, owner) for incident, text, owner in lines]
    read = rows_of(actions_csv(rows))
    assert len(read) == 1 + len(lines)
    assert all(len(row) == len(HEADER) for row in read)
    for (incident, text, owner), row in zip(lines, read[1:], strict=True):
        assert [row[0], row[2], row[3]] == [as_text(incident), as_text(text), as_text(owner)]
