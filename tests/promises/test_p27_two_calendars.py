"""P27: one clock and one calendar. Server, browsers and files agree on every instant, every day and on "late".

Where they could part: zones whose rules changed this year, both changes of the clock, New Year, a leap day. The third
reader of calendars, ical.js, runs under Node: ``calendar.test.ts`` reads what ``tests/support/calendars.py`` wrote.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from core.domain.dates.zones import offered_zones, offset_of, zone_or_utc
from core.domain.postmortem import Postmortem, TimelineKind, TimelineRow
from core.export.json import ExportFile
from core.services import postmortems
from core.services.actions import action_queries, reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.meetings import overdue_opening
from tests.support.apps import TestClock, open_room
from tests.support.browsers import PATIENCE, Laptop
from tests.support.calendars import starts
from tests.support.edits import add_row
from tests.support.files import words_of
from tests.support.held import held
from tests.support.rooms import Meeting
from tests.support.server import Server

# What the wall shows, written down by hand: zone, instant, day, time. The first ones are of rules of this year.
WALLS = (
    ("America/Vancouver", "2026-11-23T10:58:00Z", "2026-11-23", "03:58"),
    ("America/Edmonton", "2026-11-23T10:58:00Z", "2026-11-23", "04:58"),
    ("America/Inuvik", "2026-11-23T10:58:00Z", "2026-11-23", "04:58"),
    ("America/Winnipeg", "2026-11-23T10:58:00Z", "2026-11-23", "05:58"),
    ("America/Rainy_River", "2026-11-23T10:58:00Z", "2026-11-23", "05:58"),
    ("Africa/Casablanca", "2026-11-23T10:58:00Z", "2026-11-23", "10:58"),
    ("Africa/El_Aaiun", "2026-11-23T10:58:00Z", "2026-11-23", "10:58"),
    ("Europe/Berlin", "2026-10-25T00:10:00Z", "2026-10-25", "02:10 +02:00"),
    ("Europe/Berlin", "2026-10-25T01:10:00Z", "2026-10-25", "02:10 +01:00"),
    ("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-03-29", "03:00"),
    ("America/New_York", "2026-11-01T06:10:31Z", "2026-11-01", "01:10:31 -05:00"),
    ("Australia/Lord_Howe", "2026-04-04T15:10:00Z", "2026-04-05", "01:40 +10:30"),
    ("Pacific/Kiritimati", "2026-12-31T10:05:00Z", "2027-01-01", "00:05"),
    ("Etc/GMT+12", "2027-01-01T11:55:00Z", "2026-12-31", "23:55"),
    ("America/Vancouver", "2027-01-01T06:59:00Z", "2026-12-31", "23:59"),
    ("Asia/Kathmandu", "2028-02-28T18:20:00Z", "2028-02-29", "00:05"),
)


def incident(zone: str, at: datetime, **more: Any) -> Postmortem:
    rows = (
        TimelineRow(id="t1", text="The incident started.", at=at, kind=TimelineKind.STARTED),
        TimelineRow(id="t2", text="It was noticed.", at=at + timedelta(hours=5), kind=TimelineKind.DETECTED),
    )
    return Postmortem(title="Walls", zone=zone, timeline=rows, meeting_at=at, **more)


def imported(app: App, postmortem: Postmortem) -> str:
    return exports.import_postmortem(app, ExportFile(postmortem=postmortem).model_dump_json().encode())


def squeezed(text: str) -> str:
    """Without white space: a line of a page ends anywhere."""
    return "".join(text.split())


@pytest.mark.parametrize(("zone", "at", "day", "wall"), WALLS, ids=lambda value: str(value))
def test_every_file_tells_the_same_time(sqlite_app: App, zone: str, at: str, day: str, wall: str) -> None:
    """Markdown, web page, PDF, Word, chat, and the summary; the invite and JSON hold the instant itself."""
    moment = datetime.fromisoformat(at)
    pm_id = imported(sqlite_app, incident(zone, moment))
    for fmt in ("md", "html", "slack", "pdf", "docx"):
        text = words_of(exports.export(sqlite_app, pm_id, fmt).data, fmt)
        assert squeezed(f"{day} {wall}") in squeezed(re.sub(r"<[^>]*>", "", text)), fmt
    shown = "".join(part.html for part in postmortems.summary(sqlite_app, pm_id).whole.parts)
    assert f"{day} {wall}" in shown
    assert at in exports.export(sqlite_app, pm_id, "json").data.decode()
    assert starts(exports.export(sqlite_app, pm_id, "ics").data) == (moment, moment)


# The last second of a day there, and the day that is over with it.
ENDS = (
    ("America/Vancouver", "2026-11-24T06:59:59Z", date(2026, 11, 23)),
    ("America/Winnipeg", "2026-11-24T04:59:59Z", date(2026, 11, 23)),
    ("Africa/Casablanca", "2026-11-23T23:59:59Z", date(2026, 11, 23)),
    ("America/Los_Angeles", "2026-11-24T07:59:59Z", date(2026, 11, 23)),
    ("Europe/Berlin", "2026-10-25T22:59:59Z", date(2026, 10, 25)),
    ("Europe/Berlin", "2026-03-29T21:59:59Z", date(2026, 3, 29)),
    ("Pacific/Kiritimati", "2026-12-31T09:59:59Z", date(2026, 12, 31)),
    ("Etc/GMT+12", "2027-01-01T11:59:59Z", date(2026, 12, 31)),
    ("Asia/Kathmandu", "2028-02-29T18:14:59Z", date(2028, 2, 29)),
)


@pytest.mark.parametrize(("zone", "last", "due"), ENDS, ids=lambda value: str(value))
def test_late_begins_with_the_end_of_the_day_for_everybody(
    app: App, clock: TestClock, zone: str, last: str, due: date
) -> None:
    """Board, figures, wall, reminders, and the opening of the next meeting change in the same second."""
    clock.now = datetime.fromisoformat(last)
    pm_id = postmortems.create(app, "Walls", zone=zone)
    document_store.edit(app, pm_id, add_row("actions", "a", "Alert", "V", owner="Kim", due=due), None)
    held(app, pm_id)
    room = open_room(app)

    def late() -> set[int]:
        board = action_queries.action_page(app)
        return {
            board.counts.overdue,
            sum(row.overdue for row in board.rows),
            sum(row.days_late for row in board.rows),
            len(action_queries.overdue_actions(app)),
            action_queries.most_overdue(app, 5)[0].overdue,
            len(reminders.digest(app).overdue),
            1 - len(reminders.digest(app).soon),
            overdue_opening.overdue_elsewhere(app, room.pm_id),
        }

    assert late() == {0}
    clock.tick(seconds=1)
    assert late() == {1}


IN_BROWSER = """([zones, instants]) => zones.map((zone) => {
  const named = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "2-digit",
    day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  return instants.map((ms) => {
    const part = Object.fromEntries(named.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    return (Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - ms) / 60000;
  });
})"""


@pytest.mark.e2e
def test_browsers_know_every_zone_that_is_offered(laptop: Callable[..., Laptop]) -> None:
    """And read it as the server does, also the rules of this year that both have."""
    instants = [datetime(2024, month, 15, 12, tzinfo=UTC) for month in range(1, 13)]
    page = laptop("about:blank").page
    found = page.evaluate(IN_BROWSER, [list(offered_zones()), [at.timestamp() * 1000 for at in instants]])
    assert len(found) == len(offered_zones()) > 400
    for zone, offsets in zip(offered_zones(), found, strict=True):
        assert [offset_of(at, zone_or_utc(zone)) for at in instants] == [_written(item) for item in offsets], zone
    changed = sorted({zone for zone, at, _, _ in WALLS if at == "2026-11-23T10:58:00Z"})
    now = datetime(2026, 11, 23, 10, 58, tzinfo=UTC)
    for zone, (offset,) in zip(changed, page.evaluate(IN_BROWSER, [changed, [now.timestamp() * 1000]]), strict=True):
        assert offset_of(now, zone_or_utc(zone)) == _written(offset), zone


def _written(minutes: float) -> str:
    away = round(abs(minutes))
    return f"{'-' if minutes < 0 else '+'}{away // 60:02d}:{away % 60:02d}"


@pytest.mark.e2e
@pytest.mark.parametrize(
    ("zone", "at", "shown", "typed", "next_shown", "assumed"),
    [
        ("America/Vancouver", "2026-11-23T10:58:00Z", "2026-11-23 03:58", "0414", "2026-11-23 04:14", ""),
        (
            *("Europe/Berlin", "2026-10-25T00:50:00Z", "2026-10-25 02:50 +02:00"),
            *("2:10", "2026-10-25 02:10 +01:00", "assumed"),
        ),
        (
            *("Africa/Casablanca", "2025-12-31T22:50:00Z", "2025-12-31 23:50"),
            *("1 Jan 00:10", "2026-01-01 00:10", "assumed 1 Jan 2026"),
        ),
    ],
    ids=lambda value: str(value),
)
def test_the_room_the_shared_screen_and_the_files_show_one_time(
    server: Server,
    laptop: Callable[..., Laptop],
    zone: str,
    at: str,
    shown: str,
    typed: str,
    next_shown: str,
    assumed: str,
) -> None:
    """What is typed below a row is read in the same zone, and stands in Markdown as it stands on the screen."""
    row = TimelineRow(id="t1", text="The incident started.", at=datetime.fromisoformat(at), kind=TimelineKind.STARTED)
    target = Meeting.holding(server, Postmortem(title="Walls", zone=zone, timeline=(row,)))
    mine = laptop(target.links.facilitator)
    mine.page.locator("[data-section-view]").first.wait_for()
    mine.page.locator('[data-section-link="timeline"]').click()
    rows = mine.field("timeline").locator("[data-row]")
    _stands(rows.first, shown)
    mine.field("timeline").locator("[data-draft] [data-key=at]").click()
    mine.page.keyboard.type(typed)
    mine.page.keyboard.press("Enter")
    mine.page.keyboard.type("Service back")
    mine.saved()
    new = rows.filter(has_text="Service back")
    _stands(new, next_shown)
    expect(new.locator("[data-assumed]")).to_have_text(assumed)
    assert f"| {shown} |" in target.markdown()
    assert f"| {next_shown} |" in target.markdown()


def _stands(row: Locator, shown: str) -> None:
    """The row shows this time, and its offset only where there is one."""
    _, clock, *offset = shown.split()
    expect(row.locator("[data-key=at]")).to_have_value(clock, timeout=PATIENCE)
    expect(row.locator("[data-offset]")).to_have_text(" ".join(offset))
