"""P9, the browsers' part: laptops whose clocks are hours wrong, or jump, show the same time left as all others.

The clock on screen shows whole seconds, so what is compared is the moment at which it turns from one to the next.
All browsers run on one machine, and its steady time tells these moments, whatever their dates say.
"""

import statistics
from collections.abc import Callable, Mapping

import pytest
from playwright.sync_api import expect

from core.domain.clock import readings
from core.services.meetings import meeting_clock
from tests.support.browsers import PATIENCE, Laptop
from tests.support.rooms import Meeting, started

pytestmark = [pytest.mark.e2e, pytest.mark.alone]

HOUR_MS = 3_600_000
WITHIN_S = 0.25
TURNS = 5

# What the laptop believes: its date, moved by so much. The steady time stays as it is, as on a laptop.
WRONG = """(() => {
  const Right = Date;
  globalThis.wrongBy = %d;
  globalThis.Date = class Date extends Right {
    constructor(...given) { if (given.length) super(...given); else super(Right.now() + globalThis.wrongBy); }
    static now() { return Right.now() + globalThis.wrongBy; }
  };
})()"""

# For so many turns of the clock: the whole seconds it turned to, and when, in seconds since the epoch.
TURNING = """(count) => new Promise((done) => {
  const find = (root) => root.querySelector('[role=timer]')
    ?? [...root.querySelectorAll('*')].map((each) => each.shadowRoot && find(each.shadowRoot)).find(Boolean);
  const timer = find(document), turns = [];
  const watcher = new MutationObserver(() => {
    turns.push([Number(timer.dataset.secondsLeft), (performance.timeOrigin + performance.now()) / 1000]);
    if (turns.length >= count) (watcher.disconnect(), done(turns));
  });
  watcher.observe(timer, { attributes: true, attributeFilter: ['data-seconds-left'] });
})"""

Open = Callable[..., Laptop]


def _wrong(laptop: Open, link: str, by_ms: int) -> Laptop:
    person = laptop("about:blank")
    person.page.add_init_script(WRONG % by_ms)
    person.page.goto(link)
    return person


def _turns(people: Mapping[str, Laptop]) -> dict[str, dict[int, float]]:
    """When each person's clock turned to which second; all are watched at once."""
    for person in people.values():
        person.page.evaluate(f"globalThis.turning = ({TURNING})({TURNS}); null")
    return {name: dict(person.page.evaluate("globalThis.turning")) for name, person in people.items()}


def _deadline(meeting: Meeting) -> float:
    with meeting.server.app() as app:
        deadline = readings.deadline(meeting_clock.view(app, meeting.id).meeting)
    assert deadline is not None
    return deadline.timestamp()


def _check(meeting: Meeting, people: Mapping[str, Laptop]) -> None:
    """Each clock turns when the meeting says, and with the others. The median leaves out a machine's stalls."""
    deadline = _deadline(meeting)
    turned = _turns(people)
    late = {
        name: statistics.median(at - (deadline - whole) for whole, at in turns.items())
        for name, turns in turned.items()
    }
    assert all(abs(item) < WITHIN_S for item in late.values()), late
    assert max(late.values()) - min(late.values()) < WITHIN_S, late


def test_clocks_that_are_hours_wrong_show_the_same_time_left(meeting: Meeting, laptop: Open) -> None:
    """Three hours ahead, three hours behind and right: one time, one end; so it stays when a clock is set anew."""
    people = {
        "right": laptop(meeting.links.facilitator),
        "ahead": _wrong(laptop, meeting.links.participant, 3 * HOUR_MS),
        "behind": _wrong(laptop, meeting.links.participant, -3 * HOUR_MS),
    }
    started(meeting, *people.values())
    believed = [person.page.evaluate("Date.now()") for person in people.values()]
    assert max(believed) - min(believed) > 5 * HOUR_MS
    _check(meeting, people)
    ends = people["right"].page.locator(".ends").first.inner_text().split(" · ")[0]
    for person in people.values():
        expect(person.page.locator(".ends").first).to_contain_text(ends)

    people["ahead"].page.evaluate(f"globalThis.wrongBy -= {7 * HOUR_MS}")  # somebody sets it, or it slept
    people["behind"].page.evaluate("globalThis.wrongBy += 90_000")
    _check(meeting, people)


def test_a_wrong_clock_is_right_from_the_first_look_and_after_a_pause(meeting: Meeting, laptop: Open) -> None:
    """Who comes late with a wrong clock, onto the shared screen too, starts with the right time."""
    lead = laptop(meeting.links.facilitator)
    started(meeting, lead)
    lead.press("Pause")
    expect(lead.page.get_by_text("paused in Incident summary").first).to_be_visible()
    screen = _wrong(laptop, meeting.links.present, -3 * HOUR_MS)
    left = str(int(lead.seconds_left()))
    expect(screen.timer()).to_have_attribute("data-seconds-left", left, timeout=PATIENCE)
    lead.press("Resume")
    for item in (lead, screen):
        expect(item.timer()).to_have_attribute("data-status", "running", timeout=PATIENCE)
    _check(meeting, {"right": lead, "screen": screen})
