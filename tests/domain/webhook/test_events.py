"""What a webhook is told: both shapes, one line for whatever people type, and bodies that stay small."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.domain.webhook.events import Event, Incident, Notice, Subject, wanted_by
from core.domain.webhook.message import LONGEST_TEXT
from core.domain.webhook.payload import MOST_ACTIONS, MOST_PARTS
from core.domain.webhook.shapes import Shape, body
from core.domain.webhook.wording import MOST_LINES
from tests.support.payloads import HUGE, PAYLOADS

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BASE = "https://d.example"
DISK = Subject("abc", "Disk full", "P1", "https://d.example/summary?pm=abc&x=1")


def overdue(
    text: str = "Watch the disk", days_late: int = 3, owner: str = "Mira", title: str = "Disk full"
) -> ActionView:
    due = AT.date() - timedelta(days=days_late) if days_late else date(2026, 11, 25)
    return ActionView("abc", title, Severity.P1, "a1", text, owner, due, days_late=days_late)


def said(notice: Notice, shape: Shape) -> dict[str, Any]:
    messages: dict[str, Any] = json.loads(body(notice, shape))
    return messages


def slack(notice: Notice) -> str:
    return str(said(notice, Shape.SLACK)["text"])


def test_published_for_programs() -> None:
    """What happened, when, about what; an id that is the same for everybody who hears of it."""
    notice = Notice(Event.PUBLISHED, "e1", AT, DISK, {"published_by": "Mira"})
    assert said(notice, Shape.JSON) == {
        "version": 1,
        "event": "published",
        "id": "e1",
        "at": "2026-11-23T14:00:00Z",
        "postmortem": {"id": "abc", "title": "Disk full", "severity": "P1", "link": DISK.link},
        "facts": {"published_by": "Mira"},
    }


def test_published_for_slack() -> None:
    """One line with a link, and nothing that makes Slack fetch a page."""
    message = said(Notice(Event.PUBLISHED, "e1", AT, DISK), Shape.SLACK)
    assert message["text"] == "Published: <https://d.example/summary?pm=abc&amp;x=1|Disk full> (P1)"
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)


def test_a_postmortem_without_a_link_or_a_severity_is_told_all_the_same() -> None:
    """Nobody set the public address, nobody chose a severity."""
    notice = Notice(Event.PUBLISHED, "e1", AT, Subject("abc", "Disk full"))
    assert slack(notice) == "Published: Disk full"
    assert said(notice, Shape.JSON)["postmortem"] == {
        "id": "abc",
        "title": "Disk full",
        "severity": None,
        "link": None,
    }


def test_overdue_for_programs() -> None:
    """Each action with its postmortem, its day and how late it is."""
    message = said(Notice(Event.OVERDUE, "e1", AT, actions=(overdue(),), base_url=BASE), Shape.JSON)
    assert message["count"] == 1
    assert message["link"] == "https://d.example/follow_up"
    assert message["promises"] == [
        {
            "postmortem": {"id": "abc", "title": "Disk full", "severity": "P1", "link": f"{BASE}/summary?pm=abc"},
            "action": "a1",
            "text": "Watch the disk",
            "owner": "Mira",
            "chosen": False,
            "link": None,
            "due": "2026-11-20",
            "overdue": True,
            "days_late": 3,
        }
    ]


def test_a_digest_for_slack_has_what_is_late_first() -> None:
    """Then what comes; in words that a person reads."""
    actions = overdue(days_late=1), overdue("Page somebody", 0, "")
    notice = Notice(Event.DIGEST, "e1", AT, actions=actions, base_url=BASE)
    assert slack(notice).splitlines() == [
        "1 action item is overdue:",
        f"• Watch the disk · Mira · due Sun 22 Nov, 1 day late · <{BASE}/summary?pm=abc|Disk full>",
        "1 action item is due in the next days:",
        f"• Page somebody · nobody yet · due Wed 25 Nov · <{BASE}/summary?pm=abc|Disk full>",
        f"<{BASE}/follow_up|All action items>",
    ]


def test_a_digest_of_nothing_says_so() -> None:
    """A message without content would look broken."""
    assert slack(Notice(Event.DIGEST, "e1", AT)) == "Nothing is overdue, and nothing is due in the next days."


def test_thousands_of_actions_make_a_body_of_bounded_size() -> None:
    """The number is whole, the list is cut and says so."""
    notice = Notice(
        Event.OVERDUE, "e1", AT, actions=tuple(overdue("x" * 5_000) for _ in range(5_000)), base_url="https://d"
    )
    message = said(notice, Shape.JSON)
    assert message["count"] == 5_000
    assert len(json.loads(body(notice, Shape.JSON))["promises"]) == MOST_ACTIONS
    assert len(body(notice, Shape.JSON)) < 1_000_000
    lines = slack(notice).splitlines()
    assert lines[0] == "5000 action items are overdue:"
    assert lines[-2:] == [f"… and {5_001 - MOST_LINES} more.", "<https://d/follow_up|All action items>"]
    assert len(slack(notice)) < 40_000


def test_a_test_says_that_it_is_one() -> None:
    """Nobody should take it for news."""
    assert "test" in slack(Notice(Event.TEST, "e1", AT))
    assert said(Notice(Event.TEST, "e1", AT), Shape.JSON)["event"] == "test"


def test_whoever_wants_overdue_hears_the_digest_too() -> None:
    """And a test is sent by hand only."""
    assert wanted_by(Event.DIGEST) == Event.OVERDUE
    assert wanted_by(Event.PUBLISHED) == Event.PUBLISHED
    assert wanted_by(Event.TEST) is None


@pytest.mark.parametrize("typed", ["<!channel>", "<!here|x>", "<@U123>", "<https://evil.example|click>", "a & b < c"])
def test_slacks_own_signs_are_only_text(typed: str) -> None:
    """No mention of everybody, no link that a person typed into a title."""
    said = slack(Notice(Event.PUBLISHED, "e1", AT, Subject("abc", typed, link="https://d.example/")))
    assert said.count("<") == 1
    assert said.count("|") == 1
    assert said.count(">") == 1
    assert "&lt;" in said


def test_a_link_cannot_be_broken_out_of() -> None:
    """Whatever stands in it, it stays one address."""
    said = slack(Notice(Event.PUBLISHED, "e1", AT, Subject("a", "Disk", link="https://d/?a=1|b> <!channel>\n")))
    assert said == "Published: <https://d/?a=1b!channel|Disk>"


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE], ids=lambda payload: f"{payload[:8]!r}-{len(payload)}")
def test_whatever_people_type_is_one_line_and_valid_json(payload: str) -> None:
    """P13: no line of its own, no control sign, no turned direction; programs get the very text."""
    notice = Notice(Event.OVERDUE, "e1", AT, actions=(overdue(payload, owner=payload, title=payload),))
    lines = slack(notice).split("\n")
    assert len(lines) == 2
    assert "<" not in lines[1].replace("&lt;", "")
    assert not any(ord(sign) < 32 or sign in "\u202e\u2066" for sign in lines[1])
    (action,) = json.loads(body(notice, Shape.JSON))["promises"]
    assert action["text"][:LONGEST_TEXT] == payload[:LONGEST_TEXT]
    body(notice, Shape.JSON).encode("ascii")
    body(notice, Shape.SLACK).encode("ascii")


# What happens to one postmortem


def test_what_is_said_of_a_postmortem_that_is_new() -> None:
    """For people and for programs."""
    notice = Notice(Event.OPENED, "e1", AT, DISK, {"by": "Mira"})
    assert slack(notice) == "Opened: <https://d.example/summary?pm=abc&amp;x=1|Disk full> (P1)"
    assert said(notice, Shape.JSON)["facts"] == {"by": "Mira"}


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("Europe/Berlin", "Sun 25 Oct, 02:30 +01:00 (Europe/Berlin)"),
        ("UTC", "Sun 25 Oct, 01:30 (UTC)"),
        ("Mars/Olympus", "Sun 25 Oct, 01:30 (Mars/Olympus)"),
        ("", "Sun 25 Oct, 01:30 (UTC)"),
    ],
)
def test_when_a_meeting_is_stands_in_its_own_zone(zone: str, shown: str) -> None:
    """With the offset in the hour that comes twice; in UTC where the zone means nothing."""
    facts = {"meeting_at": "2026-10-25T01:30:00+00:00", "zone": zone}
    notice = Notice(Event.MEETING_SET, "e1", AT, Subject("abc", "Disk full"), facts)
    assert slack(notice) == f"Meeting set: Disk full · {shown}"


def test_a_time_that_is_none_does_not_stop_the_message() -> None:
    """A body is never refused for what stands in a fact."""
    notice = Notice(Event.MEETING_SET, "e1", AT, Subject("abc", "Disk full"), {"meeting_at": "soon"})
    assert slack(notice) == "Meeting set: Disk full · time not known"


def test_a_recurrence_names_both() -> None:
    """The new one first."""
    earlier = Incident(Subject("old", "Disk full in June", "P2"))
    notice = Notice(Event.RECURRENCE, "e1", AT, Subject("abc", "Disk full"), incidents=(earlier,))
    assert slack(notice) == "It came back: Disk full is a recurrence of Disk full in June (P2)"
    (listed,) = said(notice, Shape.JSON)["incidents"]
    assert listed["postmortem"]["id"] == "old"


# Lists of postmortems


def test_incidents_without_a_meeting() -> None:
    """How long ago each was, and where all of them are."""
    waiting = Incident(DISK, date(2026, 11, 20), 3), Incident(Subject("b", "Slow"), date(2026, 11, 22), 1)
    notice = Notice(Event.NO_MEETING, "e1", AT, incidents=waiting, base_url=BASE)
    assert slack(notice).splitlines() == [
        "2 incidents have had no meeting yet:",
        "• <https://d.example/summary?pm=abc&amp;x=1|Disk full> (P1) · 3 days",
        "• Slow · 1 day",
        f"<{BASE}/|All of them>",
    ]
    made = said(notice, Shape.JSON)
    assert (made["count"], made["link"]) == (2, f"{BASE}/")
    assert made["incidents"][1] == {
        "postmortem": {"id": "b", "title": "Slow", "severity": None, "link": None},
        "day": "2026-11-22",
        "days": 1,
    }


def test_reviews_that_are_due() -> None:
    """With the day each was due on."""
    due = Incident(Subject("abc", "Disk full"), date(2026, 11, 20), 3), Incident(Subject("b", "Slow"))
    lines = slack(Notice(Event.REVIEW_DUE, "e1", AT, incidents=due)).splitlines()
    assert lines == ["2 reviews are due:", "• Disk full · due Fri 20 Nov", "• Slow · due"]
    assert slack(Notice(Event.REVIEW_DUE, "e1", AT, incidents=due[:1])).startswith("1 review is due:")


def test_thousands_of_incidents_are_counted() -> None:
    """Ten thousand postmortems of a team that starts to look at them."""
    many = tuple(Incident(Subject(str(number), "x" * 5_000), None, 9) for number in range(10_000))
    notice = Notice(Event.NO_MEETING, "e1", AT, incidents=many)
    assert slack(notice).splitlines()[-1] == f"… and {10_000 - MOST_LINES} more."
    assert len(said(notice, Shape.JSON)["incidents"]) == MOST_ACTIONS


def test_what_is_due_within_two_days_says_so() -> None:
    """Other words than the digest's, which looks a week ahead."""
    assert slack(Notice(Event.DUE_SOON, "e1", AT, actions=(overdue(days_late=0),))).startswith(
        "1 action item is due within two days:"
    )


# What waited


def test_what_waited_is_told_in_one_message() -> None:
    """Lists keep their headings, single ones become entries; programs get every notice as it would have come."""
    parts = (
        Notice(Event.PUBLISHED, "e1", AT, Subject("abc", "Disk full")),
        Notice(Event.OVERDUE, "e2", AT, actions=(overdue(),)),
    )
    notice = Notice(Event.COLLECTED, "e3", AT, parts=parts)
    assert slack(notice).splitlines() == [
        "2 notices that waited:",
        "• Published: Disk full",
        "1 action item is overdue:",
        "• Watch the disk · Mira · due Fri 20 Nov, 3 days late · Disk full",
    ]
    assert [part["id"] for part in said(notice, Shape.JSON)["notices"]] == ["e1", "e2"]


def test_what_waited_is_bounded_too() -> None:
    """A hundred notices of thirty action items each."""
    part = Notice(Event.OVERDUE, "e1", AT, actions=tuple(overdue() for _ in range(50)))
    notice = Notice(Event.COLLECTED, "e3", AT, parts=(part,) * 100)
    lines = slack(notice).splitlines()
    assert len(lines) == MOST_LINES + 2
    assert lines[-1] == f"… and {100 * 50 - (MOST_LINES - 1)} more."
    assert len(said(notice, Shape.JSON)["notices"]) == MOST_PARTS
