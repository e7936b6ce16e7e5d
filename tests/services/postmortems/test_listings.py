"""Home, the archive and the trash: what waits, what comes, what was."""

from datetime import timedelta

import pytest

from core.domain.clock.state import Command, Finish, Next, Start
from core.domain.postmortem import SectionId, Severity
from core.errors import Conflict, NotFound, NotMember
from core.services import access, postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.meetings import meeting_clock
from core.services.postmortems.archive_search import PAGE
from core.services.postmortems.cards import age_in_words
from tests.support.apps import BEGIN, Rings, Room, TestClock, newcomer, open_room
from tests.support.edits import add_row, set_text
from tests.support.held import held


def run(app: App, room: Room, *commands: Command) -> None:
    for command in commands:
        meeting_clock.run_command(app, room.pm_id, room.facilitator, command)


class TestHome:
    def test_an_empty_home_is_empty(self, app: App) -> None:
        """No list invents anything."""
        home = postmortems.home(app)
        assert (home.waiting, home.upcoming, home.running, home.recent, home.trash_count) == ((), (), (), (), 0)

    def test_incidents_without_a_meeting_wait_the_oldest_first(self, app: App, clock: TestClock) -> None:
        """The usual postmortem is the one that is rescheduled until it is cancelled: its age is on the page."""
        postmortems.create(app, "Older", started_at=BEGIN - timedelta(days=3, hours=2))
        clock.tick(hours=1)
        postmortems.create(app, "Newer")
        clock.tick(hours=2)
        waiting = postmortems.home(app).waiting
        assert [(card.title, card.waiting_words) for card in waiting] == [("Older", "3 days"), ("Newer", "2 hours")]

    def test_a_meeting_with_a_time_is_upcoming_until_an_hour_after_it(self, app: App, clock: TestClock) -> None:
        """A meeting that nobody started has not happened, and the incident waits again."""
        room = open_room(app)
        postmortems.set_meeting_at(app, room.pm_id, BEGIN + timedelta(hours=2), room.maker)
        assert [card.id for card in postmortems.home(app).upcoming] == [room.pm_id]
        clock.tick(hours=2, minutes=30)
        assert postmortems.home(app).waiting == ()
        clock.tick(hours=1)
        assert [card.id for card in postmortems.home(app).waiting] == [room.pm_id]

    def test_a_meeting_goes_from_running_to_recent(self, app: App, clock: TestClock) -> None:
        """Whoever comes late finds the meeting at the top, and tomorrow below."""
        room = open_room(app)
        run(app, room, Start(seen=0), Next(seen=1))
        (card,) = postmortems.home(app).running
        assert (card.status, card.section) == ("running", SectionId.TIMELINE)
        assert card.running_words == "just now"
        clock.tick(minutes=12)
        assert postmortems.home(app).running[0].running_words == "12 minutes ago"
        ended = clock.tick(minutes=6)
        run(app, room, Finish(seen=2))
        home = postmortems.home(app)
        assert home.running == ()
        assert [(card.id, card.finished_at, card.section) for card in home.recent] == [(room.pm_id, ended, None)]

    def test_the_latest_ten_meetings_are_recent(self, sqlite_app: App, clock: TestClock) -> None:
        """Home stays short; everything else is in the archive."""
        for number in range(12):
            room = open_room(sqlite_app, f"Incident {number}")
            clock.tick(minutes=1)
            run(sqlite_app, room, Start(seen=0), Finish(seen=1))
        recent = postmortems.home(sqlite_app).recent
        assert [card.title for card in recent] == [f"Incident {number}" for number in range(11, 1, -1)]

    @pytest.mark.parametrize(
        ("age", "text"),
        [
            (timedelta(seconds=-5), "just now"),
            (timedelta(seconds=59), "just now"),
            (timedelta(minutes=20), "20 minutes"),
            (timedelta(minutes=59), "59 minutes"),
            (timedelta(minutes=60), "1 hour"),
            (timedelta(minutes=61), "1 hour 1 minute"),
            (timedelta(minutes=119), "1 hour 59 minutes"),
            (timedelta(hours=2), "2 hours"),
            (timedelta(hours=47), "47 hours"),
            (timedelta(days=2), "2 days"),
            (timedelta(days=20, hours=23), "20 days"),
            (timedelta(days=21), "3 weeks"),
            (timedelta(days=400), "57 weeks"),
        ],
    )
    def test_ages_are_said_as_people_say_them(self, age: timedelta, text: str) -> None:
        """Rounded down, in one unit; in the second hour a minute still counts."""
        assert age_in_words(age) == text


class TestArchive:
    def test_all_words_of_all_fields_are_found(self, app: App) -> None:
        """Everything typed stays searchable: the title, prose, rows, owners."""
        room, _ = open_room(app, "Orders database ran out of disk"), open_room(app, "Slow login")
        document_store.edit(app, room.pm_id, set_text("lessons.lucky", "The nightly export was off"), None)
        document_store.edit(app, room.pm_id, add_row("actions", "a", "Alert at ninety", "V", owner="Kim"), None)
        for query in ("disk", "orders data", "nightly", "ninety kim", "EXPORT", "  alert  "):
            page = postmortems.archive(app, query)
            assert [row.card.id for row in page.rows] == [room.pm_id], query
            assert page.total == 1
        assert "\x02" in postmortems.archive(app, "nightly").rows[0].snippet
        assert postmortems.archive(app, "zebra xylophone").rows == ()

    def test_the_closest_come_when_nothing_has_all_words(self, app: App) -> None:
        """And the page can say that they have not all of them."""
        room = open_room(app, "Orders database in Łódź ran out of disk")
        open_room(app, "Slow login")
        found = postmortems.archive(app, "lodz disk zebra")
        assert ([row.card.id for row in found.rows], found.whole) == ([room.pm_id], False)
        assert postmortems.archive(app, "lodz disk").whole

    @pytest.mark.parametrize(
        "query", ['" OR NEAR(', "& | ! :*", "'; DROP TABLE postmortem;--", "%", "\x00", "*", "(", "é\u0301", "x" * 5000]
    )
    def test_any_text_is_safe_to_search_for(self, app: App, query: str) -> None:
        """No text is a syntax error."""
        open_room(app)
        assert postmortems.archive(app, query).total in (0, 1)

    def test_cards_say_severity_date_and_open_actions(self, app: App) -> None:
        """The archive's first form: severity, date, what is still open."""
        began = BEGIN - timedelta(days=1)
        pm_id = postmortems.create(app, "Disk full", Severity.P1, began)
        document_store.edit(app, pm_id, add_row("actions", "a", "Alert", "V"), None)
        (row,) = postmortems.archive(app).rows
        assert row.card.open_actions == 0, "nothing is promised before the end of the meeting"
        held(app, pm_id)
        (row,) = postmortems.archive(app).rows
        assert (row.card.severity, row.card.started_at, row.card.open_actions) == (Severity.P1, began, 1)
        assert row.snippet == ""

    def test_pages_hold_fifty_and_a_page_that_does_not_exist_is_the_nearest(
        self, sqlite_app: App, clock: TestClock
    ) -> None:
        """A number in the address never leads to an error."""
        for number in range(PAGE + 3):
            clock.tick(minutes=1)
            postmortems.create(sqlite_app, f"Incident {number}")
        first = postmortems.archive(sqlite_app)
        assert (len(first.rows), first.total, first.pages) == (PAGE, PAGE + 3, 2)
        assert first.rows[0].card.title == f"Incident {PAGE + 2}"
        assert len(postmortems.archive(sqlite_app, page=2).rows) == 3
        assert postmortems.archive(sqlite_app, page=99).page == 2
        assert postmortems.archive(sqlite_app, page=-1).page == 1
        found = postmortems.archive(sqlite_app, "incident", page=2)
        assert (len(found.rows), found.total) == (3, PAGE + 3)


class TestTrash:
    def test_what_is_thrown_away_is_out_of_every_list_and_comes_back_as_it_was(self, app: App, rings: Rings) -> None:
        """Removing is never the end by accident."""
        room = open_room(app, "Disk full")
        before = postmortems.summary(app, room.pm_id).postmortem
        rings.clear()
        postmortems.trash(app, room.pm_id, room.maker)
        assert rings.heard == [("trash", room.pm_id)]
        home = postmortems.home(app)
        assert home.waiting == ()
        assert [(gone.title, gone.trashed_at) for gone in home.trash] == [("Disk full", BEGIN)]
        assert postmortems.archive(app, "disk").rows == postmortems.archive(app).rows == ()
        with pytest.raises(NotFound, match="trash"):
            postmortems.summary(app, room.pm_id)
        with pytest.raises(NotFound, match="trash"):
            postmortems.trash(app, room.pm_id, room.maker)
        postmortems.restore(app, room.pm_id, room.maker)
        assert postmortems.summary(app, room.pm_id).postmortem == before
        assert access.member(app, room.maker, room.pm_id)

    def test_emptying_deletes_only_what_is_in_the_trash(self, app: App) -> None:
        """And says how much that was."""
        kept, gone = open_room(app, "Kept"), open_room(app, "Gone")
        postmortems.trash(app, gone.pm_id, gone.maker)
        assert postmortems.empty_trash(app, kept.maker) == 1
        assert postmortems.empty_trash(app, kept.maker) == 0
        assert postmortems.summary(app, kept.pm_id).postmortem.title == "Kept"
        with pytest.raises(NotFound):
            postmortems.restore(app, gone.pm_id, gone.maker)
        with pytest.raises(NotMember):
            access.member(app, gone.maker, gone.pm_id)

    def test_only_what_is_in_the_trash_can_be_deleted(self, app: App) -> None:
        """There is no way to delete in one step."""
        room = open_room(app)
        for act in (postmortems.purge, postmortems.restore):
            with pytest.raises(Conflict):
                act(app, room.pm_id, room.maker)
        postmortems.trash(app, room.pm_id, room.maker)
        postmortems.purge(app, room.pm_id, room.maker)
        assert postmortems.home(app).trash_count == 0

    def test_in_the_open_mode_anybody_at_this_computer_may(self, app: App) -> None:
        """Trying it takes no key."""
        room = open_room(app)
        postmortems.trash(app, room.pm_id, newcomer(app))
        assert postmortems.home(app).trash_count == 1
