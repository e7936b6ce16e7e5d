"""Year 1 and year 9999 in what is stored already: every page, file and calendar shows them as text and none fails."""

from datetime import UTC, date, datetime

import pytest

from core.domain.postmortem import ActionRow, FollowUp, Postmortem, TimelineKind, TimelineRow
from core.errors import BadFile, BadInput
from core.export.json import from_json
from core.services import lifecycle as services
from core.services import postmortems
from core.services.actions import action_queries, follow_up, reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import calendar_feeds, exports
from core.services.exchange.formats import FORMATS
from core.services.hints import hint_service
from core.services.meetings import meeting_clock
from core.services.postmortems.creating import create_from
from core.services.publishing import publications
from core.store import postmortems as rows
from core.store.database import row_archive
from tests.support.files import words_of
from tests.support.held import held_in
from tests.support.pages import Tab, assert_whole, words

ENDS = {
    "year 1": (datetime(1, 1, 1, tzinfo=UTC), date(1, 1, 1)),
    "year 9999": (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), date(9999, 12, 31)),
    "year 1969": (datetime(1969, 12, 31, 23, tzinfo=UTC), date(1969, 12, 31)),
    "year 2201": (datetime(2201, 1, 1, tzinfo=UTC), date(2201, 1, 1)),
}


def an_old_one(app: App, at: datetime, day: date) -> str:
    """A postmortem as older versions stored it, in the document and in the record."""
    kinds = (TimelineKind.STARTED, TimelineKind.DETECTED, TimelineKind.RESOLVED)
    pm = Postmortem(
        title="Disk full",
        zone="Pacific/Auckland",
        meeting_at=at,
        timeline=tuple(TimelineRow(id=f"t{number}", at=at, kind=kind, text="x") for number, kind in enumerate(kinds)),
        actions=(ActionRow(id="a", text="Add an alert", owner="Ana", due=day),),
        follow_up=FollowUp(review_on=day),
    )
    with app.db.write() as tx:
        pm_id = create_from(tx, pm)
        held_in(tx, pm_id)
        return pm_id


@pytest.fixture(params=sorted(ENDS))
def end(request: pytest.FixtureRequest) -> tuple[datetime, date]:
    return ENDS[request.param]


def test_every_file_and_calendar_is_made(app: App, end: tuple[datetime, date]) -> None:
    """Each export says the day as it stands; an invite says that there is no time yet."""
    pm_id = an_old_one(app, *end)
    for fmt in (fmt for fmt in FORMATS if fmt != "ics"):
        made = exports.export(app, pm_id, fmt, base="https://d.example")
        if fmt not in ("slack", "todo.ics"):
            assert end[1].isoformat() in words_of(made.data, fmt), fmt
    with pytest.raises(BadInput, match="no time yet"):
        exports.export(app, pm_id, "ics")
    assert calendar_feeds.team_feed(app, todos=True).data
    assert calendar_feeds.owner_feed(app, "Ana", todos=True).data
    assert exports.all_actions_csv(app).data


def test_everything_else_that_reads_it_goes_on(app: App, end: tuple[datetime, date]) -> None:
    """Lists, boards, reminders, hints, meetings, publishing; and the numbers are right after the next start."""
    pm_id = an_old_one(app, *end)
    assert postmortems.home(app)
    assert action_queries.list_actions(app)
    assert reminders.digest(app) is not None
    assert meeting_clock.view(app, pm_id).title == "Disk full"
    with app.db.read() as tx:
        assert hint_service.people_of(tx, pm_id)
        assert rows.unsupported_days(tx) == [pm_id]
    publications.publish(app, pm_id, None)
    again = services.open_app(app.settings)
    try:
        with again.db.read() as tx:
            assert rows.unsupported_days(tx) == []
        (owed,) = [item for item in action_queries.list_actions(again) if item.postmortem_id == pm_id]
        assert (owed.due, owed.overdue, owed.due_text) == (None, False, end[1].isoformat())
    finally:
        services.close(again)


@pytest.mark.parametrize("page", ["home", "archive", "follow_up", "summary", "room", "published"])
def test_every_page_is_drawn(tab: Tab, page: str) -> None:
    """With all of them stored, at a glance and as a whole."""
    ids = [an_old_one(tab.app, *item) for item in ENDS.values()]
    for pm_id in ids:
        publications.publish(tab.app, pm_id, None)
    for pm_id in ids[:2] if page in ("summary", "room", "published") else ids[:1]:
        session = tab.open(page, pm=pm_id, show="full" if page == "summary" else "")
        assert_whole(session)
    if page == "summary":
        assert "9999-12-31" in words(session)


def test_no_way_in_takes_such_a_day(app: App, end: tuple[datetime, date]) -> None:
    """Forms and the command line with a sentence; files too; the document keeps it as words."""
    at, day = end
    pm_id = postmortems.create(app, "Disk full")
    with pytest.raises(BadInput, match="out of reach"):
        postmortems.create(app, "x", None, started_at=at)
    with pytest.raises(BadInput, match="out of reach"):
        postmortems.set_meeting_at(app, pm_id, at, None)
    old = an_old_one(app, *end)
    document_store.reproject(app, old)
    with pytest.raises(BadInput, match="out of reach"):
        follow_up.set_due(app, old, "a", day, None)
    with pytest.raises(BadInput, match="out of reach"):
        follow_up.move(app, old, "a", day, "because", None)
    file = exports.export(app, an_old_one(app, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 2)), "json").data
    for before in (b"2026-01-01T00:00:00Z", b"2026-01-02"):
        with pytest.raises(BadFile, match="out of reach"):
            from_json(file.replace(before, day.isoformat().encode() + before[10:]))
    read = document_store.reproject(app, old)
    assert read.postmortem.actions[0].due is None
    assert read.postmortem.actions[0].due_text == day.isoformat()
    assert read.problems


def test_the_archive_is_still_whole(app: App) -> None:
    """Backups carry what is stored, whatever it is."""
    an_old_one(app, *ENDS["year 9999"])
    with app.db.read() as tx:
        assert sum(1 for name in row_archive.table_names(tx) for _ in row_archive.rows(tx, name)) > 0
