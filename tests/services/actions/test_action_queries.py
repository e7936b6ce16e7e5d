"""Reading action items: the board and its filters, the overdue, and a number of questions that never grows."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.document.edit import Change
from core.services import postmortems
from core.services.actions import action_queries, follow_up
from core.services.actions.action_queries import ActionQuery
from core.services.actions.owners import NOBODY, Owner
from core.services.app import App
from core.services.documents import document_store
from core.store.database.transaction import Transaction
from tests.support.apps import BEGIN, Opener, insider
from tests.support.edits import add_row, combined
from tests.support.held import held

TODAY = BEGIN.date()
LATE, SOON = TODAY - timedelta(days=3), TODAY + timedelta(days=10)


def action(at: int, text: str, owner: str = "", due: date | None = None) -> Change:
    return add_row("actions", f"a{at}", text, f"V{at:05}", owner=owner, due=due)


def incident(app: App, title: str, *rows: Change) -> str:
    pm_id = postmortems.create(app, title)
    document_store.edit(app, pm_id, combined(*rows), None)
    held(app, pm_id)
    return pm_id


def two_incidents(app: App) -> tuple[str, str]:
    disk = incident(
        app,
        "Disk ran full",
        action(0, "Alert at 80 %", "Ada Löwe", LATE),
        action(1, "Rotate the logs", " ada  löwe", SOON),
        action(2, "Write it down"),
    )
    mail = incident(app, "Mail stood still", action(0, "Ring the pager", "Bo", SOON), action(1, "Drop the relay", "Bo"))
    follow_up.mark_done(app, mail, "a0", "https://ci.example/7", None)
    follow_up.drop(app, mail, "a1", "It is gone", None)
    return disk, mail


def texts(app: App, **query: Any) -> list[str]:
    return [row.text for row in action_queries.action_page(app, ActionQuery(**query), now=BEGIN).rows]


def test_the_board_shows_what_is_open_the_overdue_first(app: App) -> None:
    """And what the filters have to offer: people once however they are written, incidents that have something."""
    disk, _ = two_incidents(app)
    board = action_queries.action_page(app, now=BEGIN)
    assert [item.text for item in board.rows] == ["Alert at 80 %", "Rotate the logs", "Write it down"]
    assert (board.total, board.counts.open, board.counts.overdue) == (3, 3, 1)
    assert board.owners == (Owner("ada löwe", 2),)
    assert board.unowned == 1
    assert [(item.id, item.title, item.count) for item in board.incidents] == [(disk, "Disk ran full", 3)]


def test_what_is_closed_stands_in_a_list_of_its_own(app: App) -> None:
    """The latest closed first, with its owners and incidents."""
    _, mail = two_incidents(app)
    board = action_queries.action_page(app, ActionQuery(closed=True), now=BEGIN)
    assert [(item.text, item.state) for item in board.rows] == [
        ("Drop the relay", "dropped"),
        ("Ring the pager", "done"),
    ]
    assert board.owners == (Owner("Bo", 2),)
    assert [item.id for item in board.incidents] == [mail]


def test_one_owner_however_the_name_is_written(app: App) -> None:
    """Case and spaces do not make another person; an unknown name has an empty list, nobody has one too."""
    two_incidents(app)
    assert texts(app, owner="ADA LÖWE ") == ["Alert at 80 %", "Rotate the logs"]
    assert texts(app, owner="bo") == []
    assert texts(app, owner="bo", closed=True) == ["Drop the relay", "Ring the pager"]
    assert texts(app, owner=NOBODY) == ["Write it down"]
    assert texts(app, owner="Somebody") == []


def test_by_incident_and_by_words(app: App) -> None:
    """In the action, its owner or the title of its incident; all words, whatever case and accents."""
    disk, mail = two_incidents(app)
    assert len(texts(app, pm_id=disk)) == 3
    assert texts(app, pm_id=mail) == []
    assert texts(app, text="LOGS rotate") == ["Rotate the logs"]
    assert texts(app, text="lowe 80") == ["Alert at 80 %"]
    assert len(texts(app, text="disk")) == 3
    assert texts(app, text="disk pager") == []
    assert len(texts(app, text=" \n ")) == 3
    assert texts(app, pm_id=disk, owner="ada löwe", text="alert") == ["Alert at 80 %"]


@pytest.mark.parametrize("strange", ["' OR 1=1 --", "%", "_", "\x00", "\ud800", "x" * 100_000, '" OR NEAR('])
def test_strange_questions_find_nothing_and_break_nothing(sqlite_app: App, strange: str) -> None:
    """Whatever stands in an address is text."""
    incident(sqlite_app, "Disk", action(0, "Alert"))
    assert texts(sqlite_app, text=strange) == []
    assert texts(sqlite_app, owner=strange) == []
    assert texts(sqlite_app, pm_id=strange) == []


def test_a_page_of_the_board_and_how_many_there_are(app: App) -> None:
    """The first so many, also of what words found."""
    incident(app, "Disk", *(action(at, f"Fix {at}") for at in range(7)))
    for query in (ActionQuery(), ActionQuery(text="fix")):
        board = action_queries.action_page(app, query, limit=3)
        assert ([row.text for row in board.rows], board.total) == (["Fix 0", "Fix 1", "Fix 2"], 7)


def test_the_overdue(app: App) -> None:
    """The longest overdue first, as many as wanted."""
    two_incidents(app)
    incident(app, "Pager", action(0, "Ring", "Bo", LATE - timedelta(days=2)))
    assert [item.text for item in action_queries.overdue_actions(app, now=BEGIN)] == ["Ring", "Alert at 80 %"]
    assert [item.text for item in action_queries.overdue_actions(app, limit=1, now=BEGIN)] == ["Ring"]
    pm_ids = {item.postmortem_id for item in action_queries.overdue_actions(app, now=BEGIN)}
    assert sum(action_queries.overdue_counts(app, pm_ids, now=BEGIN).values()) == 2
    assert action_queries.overdue_counts(app, ["another"], now=BEGIN) == {}
    assert action_queries.overdue_counts(app, []) == {}
    assert action_queries.action_counts(app, now=BEGIN).overdue == 2


def test_a_screen_that_only_shows_leaves_examples_out(empty_database_url: str, open_test_app: Opener) -> None:
    """The wall screen shows the team's own action items."""
    app = open_test_app(empty_database_url, example=True)
    counts, rows = action_queries.most_overdue(app, 6)
    assert (counts.open, counts.overdue, rows) == (0, 0, [])
    two_incidents(app)
    counts, rows = action_queries.most_overdue(app, 2)
    assert (counts.open, counts.overdue) == (3, 1)
    assert [row.text for row in rows] == ["Alert at 80 %", "Rotate the logs"]
    assert all(row.example for row in action_queries.action_page(app).rows[3:])


def test_a_name_that_changed_is_the_name_as_it_is_now(app: App) -> None:
    """History names people as they are called today, and who is not known any more as someone."""
    ada = insider(app, "Ada")
    pm_id = incident(app, "Disk", action(0, "Alert"))
    follow_up.mark_done(app, pm_id, "a0", "seen", ada)
    (found,) = action_queries.list_actions(app, include_closed=True)
    assert [step.by for step in found.history] == ["Ada"]


@pytest.mark.parametrize(
    "query", [ActionQuery(), ActionQuery(text="fix"), ActionQuery(owner="owner 3"), ActionQuery(closed=True)]
)
def test_the_number_of_questions_does_not_grow(app: App, query: ActionQuery, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three actions or three hundred, with histories by several people: the database is asked as often."""
    by = insider(app)
    questions: list[object] = []
    execute = Transaction.execute

    def counted(tx: Transaction, statement: Any, parameters: Any = None) -> Any:
        questions.append(statement)
        return execute(tx, statement, parameters)

    def asked_for() -> tuple[int, int]:
        questions.clear()
        action_queries.action_page(app, query)
        board = len(questions)
        questions.clear()
        action_queries.list_actions(app, include_closed=True)
        return board, len(questions)

    def more(number: int, incidents: int) -> None:
        for at in range(incidents):
            rows = [action(n, f"Fix {n}", f"Owner {n % 5}", LATE) for n in range(number)]
            pm_id = incident(app, f"Incident {at}", *rows)
            follow_up.move(app, pm_id, "a0", SOON, "later", by)
            follow_up.mark_done(app, pm_id, "a1", "seen", by)

    monkeypatch.setattr(Transaction, "execute", counted)
    more(5, 1)
    few = asked_for()
    more(40, 7)
    many = asked_for()
    assert (many[0] <= few[0], many[1]) == (True, few[1])  # a page whose actions have no history asks for no names
    assert max(few) <= 10
