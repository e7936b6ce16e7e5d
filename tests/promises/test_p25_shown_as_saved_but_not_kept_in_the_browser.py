"""P25 in the browser: what was typed is kept, however the field is left.

Values in words and words that are none, in every kind of field, left at once by Tab, Enter, a click, another section,
a reload or a closed tab, on a quick line and on one that takes 800 ms there and back. Once the badge says Saved, the
record says what the screen says.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from core.domain.postmortem import ActionRow, FollowUp, Postmortem, TimelineRow
from core.services import access
from tests.support.browsers import PATIENCE, Laptop
from tests.support.network import Network, before
from tests.support.rooms import Meeting
from tests.support.server import Server

pytestmark = pytest.mark.e2e

Open = Callable[..., Laptop]
LATENCIES = pytest.mark.parametrize("delay", [0.0, 0.4], ids=["quick", "800 ms"])
WAYS = ("Tab", "Enter", "click")
# For a due date: its words, and whether a day is in them.
DUE = (("tomorrow", True), ("in two weeks", True), ("next sprint", False), ("4/12", False))
AT = (("02:58", True), ("around lunch", False))


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    with before(server.port) as between:
        yield between


@pytest.fixture
def room(server: Server, network: Network, laptop: Open) -> Callable[[float], tuple[Meeting, Laptop, str]]:
    """A meeting with a row for each case, and somebody in it, behind the network of the test."""
    actions = tuple(ActionRow(id=f"a{i}", text=f"Action {i}") for i in range(len(WAYS) * len(DUE) + 3))
    moments = tuple(TimelineRow(id=f"t{i}", text=f"Moment {i}") for i in range(len(WAYS) * len(AT) + 2))

    def come(delay: float) -> tuple[Meeting, Laptop, str]:
        text = Postmortem(title="Disk full", actions=actions, timeline=moments, follow_up=FollowUp(tracker="Ann"))
        meeting = Meeting.holding(server, text)
        with server.app() as app:
            link = access.links(app, meeting.id, network.url).participant
        person = laptop(link)
        person.page.locator("[data-section-view]").wait_for()
        network.slow(delay)
        return meeting, person, link

    return come


def _go(person: Laptop, section: str) -> None:
    person.page.locator(f'[data-section-link="{section}"]').click()
    expect(person.page.locator(f'[data-section-view="{section}"]')).to_be_visible(timeout=PATIENCE)


def _input(person: Laptop, row: str, key: str) -> Locator:
    return person.page.locator(f'[data-row="{row}"] [data-key="{key}"]')


def _type(person: Laptop, into: Locator, text: str) -> None:
    into.click()
    person.page.keyboard.type(text)


def _leave(person: Laptop, way: str, elsewhere: Locator) -> None:
    if way == "click":
        elsewhere.click()
    else:
        person.page.keyboard.press(way)


def _today() -> date:
    return datetime.now(UTC).date()


@LATENCIES
def test_a_due_date_is_kept_however_it_is_left(
    room: Callable[[float], tuple[Meeting, Laptop, str]], delay: float
) -> None:
    """Read at once or kept as words; marked in the row, after a reload too; a closed tab loses nothing."""
    meeting, ana, link = room(delay)
    _go(ana, "actions")
    cases = [(text, is_date, way) for text, is_date in DUE for way in WAYS]
    for number, (text, _, way) in enumerate(cases):
        _type(ana, _input(ana, f"a{number}", "due"), text)
        _leave(ana, way, _input(ana, f"a{number}", "owner"))
    last = len(cases)
    _type(ana, _input(ana, f"a{last}", "due"), "by the 30th")
    _go(ana, "lessons")
    ana.saved()
    written = {row.id: row for row in meeting.written().actions}
    for number, (text, is_date, way) in enumerate(cases):
        row = written[f"a{number}"]
        assert row.due_text == text, way
        assert (row.due is not None) is is_date, (text, way)
    days = {written[f"a{number}"].due for number, case in enumerate(cases) if case[0] == "tomorrow"}
    assert len(days) == 1
    assert abs(days.pop() - _today() - timedelta(days=1)) <= timedelta(days=1)  # type: ignore[operator]  # dates, above
    assert written[f"a{last}"].due is not None

    _go(ana, "actions")
    _type(ana, _input(ana, f"a{last + 1}", "due"), "ASAP")
    ana.page.reload()
    ana.page.locator("[data-section-view]").wait_for()
    _go(ana, "actions")
    field = _input(ana, f"a{last + 1}", "due")
    expect(field).to_have_value("ASAP", timeout=PATIENCE)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(ana.page.locator(f'[data-row="a{last + 1}"] .due-problem')).to_contain_text("“ASAP”")
    ana.saved()
    _type(ana, _input(ana, f"a{last + 2}", "due"), "in two weeks")
    other = ana.page.context.new_page()
    ana.page.close()
    other.goto(link)
    bo = Laptop(other)
    other.locator("[data-section-view]").wait_for(timeout=2 * PATIENCE)
    _go(bo, "actions")
    expect(_input(bo, f"a{last + 2}", "due")).not_to_have_value("", timeout=PATIENCE)
    bo.saved()
    kept = {row.id: row for row in meeting.written().actions}
    assert kept[f"a{last + 1}"].due_text == "ASAP"
    assert kept[f"a{last + 2}"].due is not None
    assert "“ASAP”, no date yet" in meeting.markdown()


@LATENCIES
def test_times_lengths_days_and_names_are_kept_however_they_are_left(
    room: Callable[[float], tuple[Meeting, Laptop, str]], delay: float
) -> None:
    """The same in the timeline, the duration, the review date and the services."""
    meeting, ana, _ = room(delay)
    _go(ana, "timeline")
    cases = [(text, is_time, way) for text, is_time in AT for way in WAYS]
    for number, (text, _, way) in enumerate(cases):
        _type(ana, _input(ana, f"t{number}", "at"), text)
        _leave(ana, way, ana.page.locator(f'[data-row="t{number}"] .cm-content'))
    _type(ana, _input(ana, f"t{len(cases)}", "at"), "after the standup")
    _go(ana, "summary")
    duration = ana.field("summary.duration").locator("input")
    _type(ana, duration, "half a shift")
    ana.field("summary.services").locator("input").click()
    ana.page.keyboard.type("checkout, orders-db")
    _go(ana, "follow_up")
    _type(ana, ana.field("follow_up.review_on").locator("[data-key=review_on]"), "after the freeze")
    _go(ana, "summary")
    ana.saved()
    written = meeting.written()
    moments = {row.id: row for row in written.timeline}
    for number, (text, is_time, way) in enumerate(cases):
        row = moments[f"t{number}"]
        assert (row.at is not None, row.at_text) == (is_time, "" if is_time else text), (text, way)
    assert moments[f"t{len(cases)}"].at_text == "after the standup"
    assert (written.duration_minutes, written.duration_text) == (None, "half a shift")
    assert written.services == ("checkout", "orders-db")
    assert written.follow_up.review_on_text == "after the freeze"
    expect(duration).to_have_value("half a shift")
    expect(duration).to_have_attribute("aria-invalid", "true")

    duration.fill("1h30")
    ana.field("summary.services").locator("input").click()
    ana.page.keyboard.type("billing")
    ana.page.reload()
    ana.page.locator("[data-section-view]").wait_for()
    _go(ana, "summary")
    expect(ana.field("summary.duration").locator("input")).to_have_value("90", timeout=PATIENCE)
    ana.saved()
    written = meeting.written()
    assert (written.duration_minutes, written.duration_text) == (90, "")
    assert "billing" in written.services
