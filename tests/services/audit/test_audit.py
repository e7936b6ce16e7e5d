"""The audit log: every event leaves one line, in the event's own transaction, without any words of a meeting."""

import csv
import io
from collections.abc import Callable

import pytest

from core.domain.audit import AuditEvent
from core.domain.permissions import Role
from core.errors import BadInput, Conflict, NotAdmitted, WorkspaceLocked
from core.services import access, postmortems
from core.services.access import closing, secret_links
from core.services.access.secret_links import Purpose
from core.services.app import App
from core.services.audit import noting, reading
from core.services.audit.reading import AuditQuery
from core.services.exchange import exports
from core.services.meetings import meeting_clock
from core.services.publishing import publications
from core.store import audit
from core.store.audit import Line
from tests.support.apps import Room, TestClock, insider, newcomer, open_room, visitor_of

TITLE = "Orders database ran out of disk"


@pytest.fixture
def room(app: App) -> Room:
    return open_room(app, TITLE)


def lines(app: App) -> list[Line]:
    return reading.all_lines(app, None)


def last(app: App) -> tuple[str, str, str | None, str]:
    line = lines(app)[-1]
    return line.event, line.name, line.postmortem_id, line.detail


def test_opening_one(app: App, room: Room) -> None:
    assert last(app) == (AuditEvent.OPENED, "Ada", room.pm_id, "")
    made = postmortems.create(app, "Another")
    assert last(app) == (AuditEvent.OPENED, noting.OPERATOR, made, "")
    file = exports.export(app, made, "json").data
    brought = exports.import_postmortem(app, file, room.maker)
    assert last(app) == (AuditEvent.OPENED, "Ada", brought, "import")


def test_coming_in(app: App, room: Room) -> None:
    links = access.links(app, room.pm_id, "http://x")
    eve = newcomer(app, "Eve")
    access.enter_code(app, eve, "192.0.2.1", links.code or "")
    assert last(app) == (AuditEvent.CAME_IN, "Eve", room.pm_id, Role.PARTICIPANT)
    number = len(lines(app))
    access.enter_code(app, eve, "192.0.2.1", links.code or "")
    assert len(lines(app)) == number, "again is no news"
    access.join_from_workspace(app, insider(app, "Dan"), room.pm_id)
    assert last(app) == (AuditEvent.CAME_IN, "Dan", room.pm_id, Role.PARTICIPANT)


def test_publishing(app: App, room: Room) -> None:
    publications.publish(app, room.pm_id, room.maker)
    assert last(app) == (AuditEvent.PUBLISHED, "Ada", room.pm_id, "")
    publications.withdraw(app, room.pm_id, room.maker)
    assert last(app) == (AuditEvent.WITHDRAWN, "Ada", room.pm_id, "")


def test_the_trash(app: App, room: Room) -> None:
    postmortems.trash(app, room.pm_id, room.maker)
    assert last(app)[:3] == (AuditEvent.TRASHED, "Ada", room.pm_id)
    postmortems.restore(app, room.pm_id, room.maker)
    assert last(app)[:3] == (AuditEvent.RESTORED, "Ada", room.pm_id)
    postmortems.trash(app, room.pm_id, room.maker)
    postmortems.purge(app, room.pm_id, room.maker)
    assert last(app)[:3] == (AuditEvent.DELETED, "Ada", room.pm_id)


def test_roles(app: App, room: Room) -> None:
    meeting_clock.take_over(app, room.participant)
    assert last(app) == (AuditEvent.ROLE, "Ben", room.pm_id, "takes over")
    meeting_clock.hand_over(app, room.facilitator, room.viewer.visitor_id)
    assert last(app) == (AuditEvent.ROLE, "Ada", room.pm_id, "hands over")
    meeting_clock.take_over(app, access.member(app, room.maker, room.pm_id))
    access.remove(app, access.member(app, room.maker, room.pm_id), room.pm_id, room.participant.visitor_id)
    assert last(app)[:3] == (AuditEvent.REMOVED, "Ada", room.pm_id)


def test_keys(app: App, room: Room) -> None:
    access.new_links(app, room.facilitator)
    assert last(app) == (AuditEvent.LINKS, "Ada", room.pm_id, "")
    access.rotate_workspace(app, None)
    assert last(app) == (AuditEvent.KEY, noting.OPERATOR, None, "workspace")
    secret_links.renew(app, Purpose.TEAM, room.maker)
    assert last(app) == (AuditEvent.KEY, "Ada", None, Purpose.TEAM)


def test_files(app: App, room: Room) -> None:
    number = len(lines(app))
    exports.export(app, room.pm_id, "md")
    assert len(lines(app)) == number, "the operator reads the database anyway"
    exports.export(app, room.pm_id, "md", taker=room.maker)
    assert last(app) == (AuditEvent.EXPORTED, "Ada", room.pm_id, "md")
    exports.all_actions_csv(app, noting.SCRIPT)
    assert last(app) == (AuditEvent.EXPORTED, noting.SCRIPT, None, "actions csv")


def test_closing(app: App, room: Room) -> None:
    closing.close(app, room.pm_id, [], room.maker)
    assert last(app) == (AuditEvent.CLOSED, "Ada", room.pm_id, "")
    closing.let_in(app, room.pm_id, room.viewer.visitor_id, room.maker)
    assert last(app) == (AuditEvent.NAMED, "Ada", room.pm_id, Role.VIEWER)
    closing.take_out(app, room.pm_id, room.viewer.visitor_id, room.maker)
    assert last(app)[:3] == (AuditEvent.UNNAMED, "Ada", room.pm_id)
    closing.open_again(app, room.pm_id, room.maker)
    assert last(app)[:3] == (AuditEvent.OPENED_AGAIN, "Ada", room.pm_id)


def test_what_fails_leaves_no_line(app: App, room: Room) -> None:
    """The line is a part of the event."""
    number = len(lines(app))
    for event in (closing.open_again, publications.withdraw, postmortems.restore):
        with pytest.raises(Conflict):
            event(app, room.pm_id, room.maker)
    assert len(lines(app)) == number


def test_the_name_of_then_stays(app: App, room: Room) -> None:
    publications.publish(app, room.pm_id, room.maker)
    access.rename(app, room.maker, "Adelaide")
    assert last(app)[1] == "Ada"


def test_no_title_and_no_words(app: App, room: Room) -> None:
    publications.publish(app, room.pm_id, room.maker)
    exports.export(app, room.pm_id, "md", taker=room.maker)
    closing_words = repr(lines(app)) + reading.as_csv(app, AuditQuery(), room.maker).decode()
    assert "Orders" not in closing_words
    assert room.pm_id in closing_words


class TestReading:
    def test_it_is_for_those_inside(self, locked: Callable[[], App]) -> None:
        app = locked()
        with pytest.raises(WorkspaceLocked):
            reading.page(app, AuditQuery(), newcomer(app, "Eve"))
        with pytest.raises(WorkspaceLocked):
            reading.as_csv(app, AuditQuery(), newcomer(app, "Eve"))
        assert reading.page(app, AuditQuery(), insider(app, "Dan")).lines == ()

    def test_filters(self, app: App, room: Room, clock: TestClock) -> None:
        clock.tick(days=3)
        publications.publish(app, room.pm_id, room.maker)

        def found(query: AuditQuery) -> list[str]:
            return [line.event for line in reading.page(app, query, room.maker).lines]

        assert found(AuditQuery()) == [AuditEvent.PUBLISHED, AuditEvent.OPENED]
        assert found(AuditQuery(days=1)) == [AuditEvent.PUBLISHED]
        assert found(AuditQuery(event=AuditEvent.OPENED)) == [AuditEvent.OPENED]
        assert found(AuditQuery(name="Ben")) == []
        assert found(AuditQuery(name="Ada", pm_id=room.pm_id)) == [AuditEvent.PUBLISHED, AuditEvent.OPENED]
        assert found(AuditQuery(pm_id="another")) == []
        assert reading.page(app, AuditQuery(), room.maker, limit=1).more
        assert reading.page(app, AuditQuery(), room.maker).names == ("Ada",)

    def test_the_table_is_text(self, app: App) -> None:
        """A name that a spreadsheet would run as a formula."""
        eve = insider(app, "=HYPERLINK(1)")
        postmortems.create(app, "x", by=eve)
        table = list(csv.reader(io.StringIO(reading.as_csv(app, AuditQuery(), eve).decode("utf-8-sig"))))
        assert table[0] == ["at", "name", "visitor", "event", "postmortem", "detail"]
        assert table[1][1] == "'=HYPERLINK(1)"

    def test_lines_of_a_closed_one_are_for_who_may_know_of_it(self, app: App, room: Room) -> None:
        dan, cleo = insider(app, "Dan"), visitor_of(app, room.viewer)
        before = reading.page(app, AuditQuery(), dan).lines
        assert {line.postmortem_id for line in before} == {room.pm_id}
        closing.close(app, room.pm_id, [cleo.id], room.maker)
        link = access.links_for(app, access.member(app, room.maker, room.pm_id), "http://x").viewer
        with pytest.raises(NotAdmitted):
            access.enter_link(app, newcomer(app, "Eve"), room.pm_id, "viewer", link.split("&t=")[1].split("&")[0])
        assert reading.page(app, AuditQuery(), dan).lines == ()
        assert reading.page(app, AuditQuery(), dan).names == ()
        assert reading.page(app, AuditQuery(pm_id=room.pm_id), dan).lines == ()
        assert room.pm_id not in reading.as_csv(app, AuditQuery(), dan).decode()
        assert [line.event for line in reading.page(app, AuditQuery(), room.maker).lines] == [
            AuditEvent.CLOSED,
            AuditEvent.OPENED,
        ]
        assert [line.event for line in lines(app)] == [AuditEvent.OPENED, AuditEvent.CLOSED], (
            "whoever runs the server reads all"
        )

    def test_they_stay_so_when_it_is_deleted(self, app: App, room: Room) -> None:
        closing.close(app, room.pm_id, [], room.maker)
        postmortems.trash(app, room.pm_id, room.maker)
        postmortems.purge(app, room.pm_id, room.maker)
        assert reading.page(app, AuditQuery(), insider(app, "Dan")).lines == ()
        assert lines(app)[-1].event == AuditEvent.DELETED

    def test_opened_again_they_are_everybodys(self, app: App, room: Room) -> None:
        closing.close(app, room.pm_id, [], room.maker)
        closing.open_again(app, room.pm_id, room.maker)
        found = reading.page(app, AuditQuery(), insider(app, "Dan")).lines
        assert [line.event for line in found] == [AuditEvent.OPENED_AGAIN, AuditEvent.CLOSED, AuditEvent.OPENED]


class TestKeeping:
    def test_old_lines_go(self, app: App, room: Room, clock: TestClock) -> None:
        assert reading.days_kept(app) == 365
        clock.tick(days=364)
        assert reading.drop_old(app) == 0
        publications.publish(app, room.pm_id, room.maker)
        clock.tick(days=2)
        assert reading.drop_old(app) == 1
        assert [line.event for line in lines(app)] == [AuditEvent.PUBLISHED]

    def test_the_team_says_how_long(self, app: App, room: Room, clock: TestClock) -> None:
        reading.set_days_kept(app, 7, room.maker)
        assert reading.page(app, AuditQuery(), room.maker).days_kept == 7
        clock.tick(days=8)
        assert reading.drop_old(app) == 1
        for days in (0, 4000):
            with pytest.raises(BadInput):
                reading.set_days_kept(app, days, room.maker)

    def test_there_is_a_most(self, app: App, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(audit, "MOST", 2)
        for _ in range(4):
            access.new_links(app, room.facilitator)
        assert reading.drop_old(app) == 3
        assert [line.event for line in lines(app)] == [AuditEvent.LINKS, AuditEvent.LINKS]

    def test_a_detail_is_short(self, app: App, room: Room) -> None:
        with app.db.write() as tx:
            noting.note(tx, AuditEvent.KEY, None, room.maker.id, "x" * 5000)
        assert len(lines(app)[-1].detail) == 200


@pytest.fixture
def locked(database_url: str, open_test_app: Callable[..., App]) -> Callable[[], App]:
    return lambda: open_test_app(database_url, access="key")
