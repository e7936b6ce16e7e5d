"""After ten meetings Home says how promises are kept: one sentence, no names, no examples."""

from datetime import timedelta

import pytest

from core.document.edit import add_row, together
from core.domain.clock import Finish, Reopen, Start
from core.services import access, documents, follow_up, kept, meetings, postmortems
from core.services.app import App
from core.services.kept import Kept
from core.store.visitors import Visitor
from tests.support.apps import BEGIN, Opener, TestClock, insider

TODAY = BEGIN.date()
LATE, SOON = TODAY - timedelta(days=1), TODAY + timedelta(days=9)


def held(app: App, by: Visitor, promises: int = 0, finish: bool = True) -> str:
    """A postmortem with so many promises, the first of them late, and its meeting over; its id."""
    pm_id = postmortems.create(app, "Disk full", by=by)
    rows = [add_row("actions", f"a{at}", f"Fix {at}", f"V{at}", due=SOON if at else LATE) for at in range(promises)]
    if rows:
        documents.edit(app, pm_id, together(*rows), None)
    me = access.member(app, by, pm_id)
    meetings.command(app, pm_id, me, Start(seen=0))
    if finish:
        meetings.command(app, pm_id, me, Finish(seen=1))
    return pm_id


def test_ten_meetings_make_a_figure(app: App) -> None:
    """Nine are chance. Promised, kept, dropped, late and still to come add up."""
    ada = insider(app)
    first = held(app, ada, promises=5)
    for _ in range(8):
        held(app, ada)
    follow_up.mark_done(app, first, "a1", "seen", ada)
    follow_up.drop(app, first, "a2", "the service is gone", ada)
    assert kept.kept(app) is None
    held(app, ada, promises=1)
    found = kept.kept(app)
    assert found == Kept(meetings=10, promised=6, kept=1, dropped=1, late=2)
    assert found.coming == 2
    assert kept.kept(app, LATE) == Kept(meetings=10, promised=6, kept=1, dropped=1, late=0)


def test_a_new_owner_or_a_move_keeps_and_breaks_nothing(app: App) -> None:
    """Only done is kept; a moved promise is not late before its new day."""
    ada = insider(app)
    first = held(app, ada, promises=1)
    for _ in range(9):
        held(app, ada)
    follow_up.mark_done(app, first, "a0", "seen", ada)
    follow_up.reopen(app, first, "a0", ada)
    follow_up.move(app, first, "a0", SOON, "holidays", ada)
    follow_up.set_owner(app, first, "a0", "Bo", ada)
    assert kept.kept(app) == Kept(meetings=10, promised=1, kept=0, dropped=0, late=0)


def test_what_is_not_over_or_thrown_away_does_not_count(app: App) -> None:
    """A promise is made when its meeting is over; the trash is no record, nor is a row without a word."""
    ada = insider(app)
    made = [held(app, ada, promises=1) for _ in range(10)]
    held(app, ada, promises=5, finish=False)
    open_again = held(app, ada, promises=3)
    meetings.command(app, open_again, access.member(app, ada, open_again), Reopen(seen=2))
    documents.edit(app, made[0], add_row("actions", "blank", " ", "Z"), None)
    found = kept.kept(app)
    assert found is not None
    assert (found.meetings, found.promised) == (10, 10)
    postmortems.trash(app, made[0], ada)
    assert kept.kept(app) is None


def test_meetings_without_a_promise_say_nothing(sqlite_app: App) -> None:
    """There is nothing to keep."""
    ada = insider(sqlite_app)
    for _ in range(10):
        held(sqlite_app, ada)
    assert kept.kept(sqlite_app) is None


def test_the_example_counts_for_nothing(empty_database_url: str, open_test_app: Opener, clock: TestClock) -> None:
    """Its ten promises are not the team's."""
    app = open_test_app(empty_database_url, example=True)
    ada = insider(app)
    for _ in range(10):
        held(app, ada, promises=1)
    found = kept.kept(app)
    assert found is not None
    assert (found.meetings, found.promised) == (10, 10)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((12, 31, 24, 4, 3), "In 12 meetings you promised 31, kept 24, dropped 4 with a reason, 3 are late."),
        ((10, 5, 5, 0, 0), "In 10 meetings you promised 5, kept all of them."),
        ((10, 3, 1, 0, 1), "In 10 meetings you promised 3, kept 1, 1 is late, 1 is still to come."),
        ((10, 2, 0, 0, 0), "In 10 meetings you promised 2, 2 are still to come."),
    ],
)
def test_the_sentence_leaves_out_what_is_nought(figures: tuple[int, int, int, int, int], words: str) -> None:
    """Short, and the parts add up."""
    assert kept.in_words(Kept(*figures)) == words
