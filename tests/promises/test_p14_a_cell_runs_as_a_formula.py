"""P14: CSV opens as text.

The table is read back as programs read it, careful and careless ones: with commas, semicolons and tabs between the
cells, line by line without regard to quotes, with quotes and spaces dropped and wide letters made narrow. In none of
these readings does a cell begin with a sign that would make it a formula.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import ActionRow, Postmortem
from core.export.actions_csv import HEADER, actions_csv
from core.services.app import App
from core.services.exchange import exports
from core.services.postmortems.creating import create_from
from tests.support.files import rows_of
from tests.support.held import held_in
from tests.support.payloads import HUGE, PAYLOADS

SIGNS = ("=", "+", "-", "@", "\t=", "\r=", "\x00=", "＝", "＋", "－", "＠", "\u2060=", "\ufeff=", "\u200b@", "\xa0=")
BEFORE = (
    "",
    '"',
    '""',
    "'",
    "''",
    "“",
    "\n",
    "\r\n",
    "\r",
    "x\n",
    'x"\n',
    "x\u2028",
    "x\x85",
    "x\x0b",
    "x;",
    "x; ",
    "x\t",
    ' "',
)
CALLS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example","x")', "SUM(1)", "")
FORMULAS = [before + sign + call for before in BEFORE for sign in SIGNS for call in CALLS]


def table_of(text: str) -> bytes:
    """The words in every cell that people fill."""
    return actions_csv([ActionView("id", text, None, "a", text, text, None, None, text, "done", text)])


def readings(data: bytes) -> Iterator[list[str]]:
    text = data.decode("utf-8-sig")
    for between in ",;\t":
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=between)
    yield from ([line] for line in text.splitlines())


def begins_formula(cell: str) -> bool:
    """As a program sees it that drops what stands around a cell and makes wide letters narrow."""
    bare = unicodedata.normalize("NFKC", cell).lstrip(' "\u2060\ufeff\u200b\u2018\u2019\u201c\u201d')
    return bare[:1] in set("=+-@\t\r\x00")


@pytest.mark.parametrize("before", BEFORE)
def test_no_reading_finds_a_formula(before: str) -> None:
    """At the beginning of a cell, after quotes, after a line end, after what splits cells elsewhere."""
    for sign in SIGNS:
        for call in CALLS:
            for row in readings(table_of(before + sign + call)):
                assert not [cell for cell in row if begins_formula(cell)], repr(before + sign + call)


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE], ids=lambda payload: f"{payload[:20]!r}")
def test_nothing_that_people_type_is_a_formula(payload: str) -> None:
    """The whole list of hostile texts, alone and after a line of words; the table keeps its shape."""
    for text in (payload, f"words\n{payload}"):
        data = table_of(text)
        assert not [cell for row in readings(data) for cell in row if begins_formula(cell)]
        assert [len(row) for row in rows_of(data)] == [len(HEADER)] * 2


@given(st.text(alphabet=st.sampled_from("=+-@＝＋－＠'\"\t\r\n\x00;, x1\u2060\ufeff"), max_size=12))
def test_no_mixture_of_signs_is_a_formula(text: str) -> None:
    """Whatever stands before and between them."""
    assert not [cell for row in readings(table_of(text)) for cell in row if begins_formula(cell)]


def test_so_are_the_files_that_people_download(app: App) -> None:
    """The table of one postmortem and the table of all, from the database on."""
    rows = tuple(
        ActionRow(id=f"a{place}", text=text, owner=text, due=date(2026, 12, 1), done_when=text)
        for place, text in enumerate(FORMULAS)
    )
    with app.db.write() as tx:
        pm_id = create_from(tx, Postmortem(title='=HYPERLINK("http://evil.example")', actions=rows))
        held_in(tx, pm_id)
    for made in (exports.export(app, pm_id, "csv"), exports.all_actions_csv(app)):
        assert made.media_type == "text/csv; charset=utf-8"
        assert len(rows_of(made.data)) == 1 + len(rows)
        assert not [cell for row in readings(made.data) for cell in row if begins_formula(cell)]
