"""After ten meetings Home says how many actions get done: one sentence, no names, no examples."""

from datetime import timedelta

import pytest

from core.domain.clock.state import Finish, Reopen, Start
from core.services import access, postmortems
from core.services.actions import completion_rate, follow_up
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.store.action_items.figures import ActionOutcomes
from core.store.people.visitors import Visitor
from tests.support.apps import BEGIN, Opener, TestClock, insider
from tests.support.edits import add_row, combined

TODAY = BEGIN.date()
LATE, SOON = TODAY - timedelta(days=1), TODAY + timedelta(days=9)


def held(app: App, by: Visitor, actions: int = 0, finish: bool = True) -> str:
    """A postmortem with so many actions, the first of them late, and its meeting over; its id."""
    pm_id = postmortems.create(app, "Disk full", by=by)
    rows = [add_row("actions", f"a{at}", f"Fix {at}", f"V{at}", due=SOON if at else LATE) for at in range(actions)]
    if rows:
        document_store.edit(app, pm_id, combined(*rows), None)
    me = access.member(app, by, pm_id)
    meeting_clock.run_command(app, pm_id, me, Start(seen=0))
    if finish:
        meeting_clock.run_command(app, pm_id, me, Finish(seen=1))
    return pm_id


def test_ten_meetings_make_a_figure(app: App) -> None:
    """Nine are chance. Done, dropped, overdue and not yet due add up to the agreed ones."""
    ada = insider(app)
    first = held(app, ada, actions=5)
    for _ in range(8):
        held(app, ada)
    follow_up.mark_done(app, first, "a1", "seen", ada)
    follow_up.drop(app, first, "a2", "the service is gone", ada)
    assert completion_rate.completion_rate(app) is None
    held(app, ada, actions=1)
    found = completion_rate.completion_rate(app)
    assert found == ActionOutcomes(meetings=10, agreed=6, done=1, dropped=1, overdue=2)
    assert found is not None
    assert found.not_yet_due == 2
    assert completion_rate.completion_rate(app, BEGIN - timedelta(days=1)) == ActionOutcomes(
        meetings=10, agreed=6, done=1, dropped=1, overdue=0
    )


def test_a_new_owner_or_a_move_changes_no_figure(app: App) -> None:
    """Only done counts as done; a moved action is not overdue before its new day."""
    ada = insider(app)
    first = held(app, ada, actions=1)
    for _ in range(9):
        held(app, ada)
    follow_up.mark_done(app, first, "a0", "seen", ada)
    follow_up.reopen(app, first, "a0", ada)
    follow_up.move(app, first, "a0", SOON, "holidays", ada)
    follow_up.set_owner(app, first, "a0", "Bo", ada)
    assert completion_rate.completion_rate(app) == ActionOutcomes(meetings=10, agreed=1, done=0, dropped=0, overdue=0)


def test_what_is_not_over_or_thrown_away_does_not_count(app: App) -> None:
    """Actions are agreed when the meeting is over; the trash and a row without a word do not count."""
    ada = insider(app)
    made = [held(app, ada, actions=1) for _ in range(10)]
    held(app, ada, actions=5, finish=False)
    open_again = held(app, ada, actions=3)
    meeting_clock.run_command(app, open_again, access.member(app, ada, open_again), Reopen(seen=2))
    document_store.edit(app, made[0], add_row("actions", "blank", " ", "Z"), None)
    found = completion_rate.completion_rate(app)
    assert found is not None
    assert (found.meetings, found.agreed) == (10, 10)
    postmortems.trash(app, made[0], ada)
    assert completion_rate.completion_rate(app) is None


def test_meetings_without_an_action_say_nothing(sqlite_app: App) -> None:
    """There is nothing to do."""
    ada = insider(sqlite_app)
    for _ in range(10):
        held(sqlite_app, ada)
    assert completion_rate.completion_rate(sqlite_app) is None


def test_the_example_counts_for_nothing(empty_database_url: str, open_test_app: Opener, clock: TestClock) -> None:
    """Its actions are not the team's."""
    app = open_test_app(empty_database_url, example=True)
    ada = insider(app)
    for _ in range(10):
        held(app, ada, actions=1)
    found = completion_rate.completion_rate(app)
    assert found is not None
    assert (found.meetings, found.agreed) == (10, 10)


@pytest.mark.parametrize(
    ("figures", "text"),
    [
        (
            (12, 31, 24, 4, 3),
            "12 postmortems agreed on 31 actions: 24 are done, 4 were dropped with a reason, 3 are overdue.",
        ),
        ((10, 5, 5, 0, 0), "10 postmortems agreed on 5 actions: all are done."),
        ((10, 3, 1, 0, 1), "10 postmortems agreed on 3 actions: 1 is done, 1 is overdue, 1 is not due yet."),
        ((10, 2, 0, 0, 0), "10 postmortems agreed on 2 actions: 2 are not due yet."),
    ],
)
def test_the_sentence_leaves_out_zeros(figures: tuple[int, int, int, int, int], text: str) -> None:
    """Short, and the parts add up."""
    assert completion_rate.completion_sentence(ActionOutcomes(*figures)) == text
