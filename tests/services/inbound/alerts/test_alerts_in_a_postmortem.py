"""What an alert does: a postmortem opens, later alerts are rows in it, and a repeat changes nothing."""

from collections.abc import Collection
from datetime import timedelta

import pytest

from core.domain.inbound.limits import MOST_ROWS, OPENED_AN_HOUR, OPENED_BY_A_GROUP
from core.domain.postmortem import TimelineKind
from core.services import access, postmortems
from core.services.app import App
from core.services.inbound.alerts import placing
from core.store.database.transaction import Transaction
from core.store.inbound import groups
from core.store.inbound.deliveries import Status
from tests.support.alerts import BEGIN, alert, body, later, opened, receive, stored, told, work
from tests.support.apps import TestClock, insider
from tests.support.held import held


def texts(app: App, pm_id: str) -> list[str]:
    return [row.text for row in opened(app, pm_id).timeline]


def test_a_firing_alert_opens_a_postmortem(app: App) -> None:
    """With its title, its service, when it started and who said so; the severity is left to people."""
    pm_id = told(app, body(alert(service="labels")))
    made = opened(app, pm_id)
    assert made.title == "Label queue is full"
    assert made.severity is None
    assert made.services == ("labels",)
    kinds = {row.kind: (row.at, row.who) for row in made.timeline}
    assert kinds[TimelineKind.STARTED] == (BEGIN, "Alertmanager")
    assert kinds[TimelineKind.DETECTED] == (BEGIN, "Alertmanager")
    assert made.follow_up.checklist
    assert [item.status for item in stored(app)] == [Status.DONE]


def test_the_id_is_known_before_it_is_made(app: App) -> None:
    """The sender is told it at once; the worker makes it a moment later."""
    pm_id = receive(app, body(alert()))
    assert pm_id is not None
    assert [item.postmortem_id for item in stored(app)] == [pm_id]
    work(app)
    assert opened(app, pm_id).title


def test_a_repeat_changes_nothing(app: App) -> None:
    """The same body an hour later, and the same body twice at once."""
    sent = body(alert())
    first, second = receive(app, sent), receive(app, sent)
    work(app)
    before = opened(app, first or "")
    assert first == second == told(app, sent)
    assert opened(app, first or "") == before
    assert len(postmortems.home(app).waiting) == 1


def test_a_second_alert_of_the_group_joins(app: App) -> None:
    """One row for it, and none again for the first, which is sent again with it."""
    pm_id = told(app, body(alert()))
    again = body(alert(), alert(where="printer-2", at=later(minutes=5)))
    assert told(app, again) == pm_id
    assert len(texts(app, pm_id)) == 3
    assert texts(app, pm_id)[-1] == "Label queue is full (printer-2) firing"


def test_resolved_is_a_row_and_nothing_is_closed(app: App) -> None:
    """People decide what is over."""
    pm_id = told(app, body(alert()))
    assert told(app, body(alert(over=later(minutes=20)))) == pm_id
    last = opened(app, pm_id).timeline[-1]
    assert (last.kind, last.at) == (TimelineKind.RESOLVED, later(minutes=20))
    assert [card.status for card in postmortems.home(app).waiting] == ["lobby"]


def test_what_begins_after_the_end_opens_another(app: App) -> None:
    """The same alert fires again: another incident. A late repeat of the first one is none."""
    first = told(app, body(alert()))
    told(app, body(alert(over=later(minutes=20))))
    assert told(app, body(alert())) == first
    second = told(app, body(alert(at=later(minutes=40))))
    assert second != first
    assert told(app, body(alert(at=later(minutes=40)))) == second


def test_what_begins_after_the_meeting_opens_another(app: App, clock: TestClock) -> None:
    """Nobody said that it is over, but people have talked about it."""
    first = told(app, body(alert()))
    held(app, first)
    second = told(app, body(alert(), alert(where="printer-2", at=clock.now + timedelta(minutes=1))))
    assert second != first
    assert texts(app, second)[-1] == "Label queue is full (printer-2) firing"


def test_an_alert_that_comes_and_goes_does_not_open_one_each_time(app: App) -> None:
    """After a few in an hour it goes on in the last one."""
    ids = []
    for number in range(OPENED_BY_A_GROUP + 3):
        at = later(minutes=2 * number)
        ids.append(told(app, body(alert(at=at))))
        told(app, body(alert(at=at, over=at + timedelta(minutes=1))))
    assert len(set(ids)) == OPENED_BY_A_GROUP
    assert ids[-1] == ids[OPENED_BY_A_GROUP - 1]


def test_a_storm_is_held(app: App) -> None:
    """Sixty alerts of sixty groups open thirty postmortems; the others wait for a person."""
    for number in range(2 * OPENED_AN_HOUR):
        receive(app, body(alert(where=f"printer-{number}"), group=str(number)))
    work(app)
    assert len(postmortems.home(app).waiting) == OPENED_AN_HOUR
    waiting = [item for item in stored(app) if item.status is Status.HELD]
    assert len(waiting) == OPENED_AN_HOUR
    assert {item.note for item in waiting} == {placing.HELD}


def test_an_hour_later_alerts_open_again(app: App, clock: TestClock) -> None:
    """A storm is over at some time."""
    for number in range(OPENED_AN_HOUR):
        receive(app, body(alert(where=f"printer-{number}"), group=str(number)))
    clock.tick(hours=1, minutes=1)
    assert told(app, body(alert(), group="new"))


def test_one_postmortem_holds_a_bounded_number_of_lines(app: App) -> None:
    """People need room, too. It says so once."""
    pm_id = ""
    for start in range(0, MOST_ROWS + 300, 150):
        alerts = [alert(where=f"printer-{start + number}") for number in range(150)]
        pm_id = told(app, body(*alerts))
    lines = texts(app, pm_id)
    assert MOST_ROWS - 2 <= len(lines) <= MOST_ROWS + 1
    assert sum(line.startswith("More alert lines") for line in lines) == 1


def test_what_waits_for_a_postmortem_is_asked_about_together(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifteen bodies of one group in a round cost one look at what was told before, not fifteen; each line stands once,
    in the order in which it came."""
    pm_id = told(app, body(alert()))
    for number in range(15):
        receive(
            app, body(*[alert(where=f"printer-{place}", at=later(minutes=place - 1)) for place in range(1, number + 2)])
        )
    looks: list[int] = []
    look = groups.told

    def counted(tx: Transaction, source: str, keys: Collection[str]) -> frozenset[str]:
        looks.append(len(keys))
        return look(tx, source, keys)

    monkeypatch.setattr(groups, "told", counted)
    work(app)
    assert len(looks) == 1
    lines = [line for line in texts(app, pm_id) if "firing" in line]
    assert lines[-14:] == [f"Label queue is full (printer-{place}) firing" for place in range(2, 16)]
    assert len(lines) == len(set(lines))


def test_one_round_fills_a_postmortem_no_further_either(app: App) -> None:
    """Many bodies at once, each with new lines: as bounded as one after the other, and said once."""
    pm_id = told(app, body(alert()))
    for start in range(0, MOST_ROWS + 300, 150):
        receive(app, body(*[alert(where=f"printer-{start + number}") for number in range(150)]))
    work(app)
    lines = texts(app, pm_id)
    assert MOST_ROWS - 2 <= len(lines) <= MOST_ROWS + 1
    assert sum(line.startswith("More alert lines") for line in lines) == 1


def test_more_lines_than_a_statement_takes(app: App) -> None:
    """Large bodies of one group in one round."""
    with app.db.write() as tx:
        groups.tell(tx, "alertmanager", "somewhere", ["key 7", "key 39999"])
    with app.db.read() as tx:
        assert groups.told(tx, "alertmanager", [f"key {number}" for number in range(40_000)]) == {"key 7", "key 39999"}


def test_an_end_that_nobody_knows_waits_for_a_person(app: App) -> None:
    """The beginning was never told here, so that nothing is opened for what is over."""
    assert told(app, body(alert(over=later(minutes=3)))) == ""
    (waiting,) = stored(app)
    assert (waiting.status, waiting.note) == (Status.ASKED, placing.UNKNOWN)


def test_one_in_the_trash_is_left_there(app: App) -> None:
    """A repeat brings nothing back; something new opens another."""
    pm_id = told(app, body(alert()))
    postmortems.trash(app, pm_id, None)
    assert told(app, body(alert())) == ""
    second = told(app, body(alert(at=later(minutes=50))))
    assert second not in ("", pm_id)


def test_one_that_was_deleted_is_not_made_again(app: App) -> None:
    """Also when its body still waited. What was sent for it is deleted with it."""
    pm_id = told(app, body(alert()))
    receive(app, body(alert(), alert(where="printer-2")))
    postmortems.trash(app, pm_id, None)
    postmortems.purge(app, pm_id, None)
    work(app)
    assert postmortems.home(app).waiting == ()
    assert stored(app) == []
    assert told(app, body(alert())) == ""


def test_a_cut_list_says_nothing_about_the_end(app: App) -> None:
    """Alertmanager computes the status from the alerts that are left."""
    pm_id = told(app, body(alert()))
    told(app, body(alert(over=later(minutes=9)), truncatedAlerts=1))
    assert TimelineKind.RESOLVED not in {row.kind for row in opened(app, pm_id).timeline}


@pytest.mark.parametrize(
    "title", ["\u202egnp.exe", "\x00" * 9, "=cmd()", "x" * 5_000, "\ud800", "<script>alert(1)</script>"]
)
def test_any_title_opens_one(app: App, title: str) -> None:
    """What stands in a body is text, and never fails."""
    pm_id = told(app, body(alert(title)))
    assert opened(app, pm_id).title is not None


def test_new_ones_have_the_zone_of_the_team(app: App) -> None:
    """That of the newest postmortem here."""
    postmortems.create(app, "An earlier one", zone="Europe/Berlin")
    assert opened(app, told(app, body(alert()))).zone == "Europe/Berlin"


def test_the_first_who_comes_from_the_workspace_leads(app: App) -> None:
    """Nobody made it, so somebody has to start its meeting; a guest and the shared screen do not."""
    pm_id = told(app, body(alert()))
    screen = access.join_from_workspace(app, insider(app, "Wall"), pm_id, screen=True)
    first = access.join_from_workspace(app, insider(app, "Ada"), pm_id)
    second = access.join_from_workspace(app, insider(app, "Ben"), pm_id)
    assert [member.role for member in (screen, first, second)] == ["screen", "facilitator", "participant"]
    by_hand = postmortems.create(app, "By hand")
    assert access.join_from_workspace(app, insider(app, "Cleo"), by_hand).role == "participant"
