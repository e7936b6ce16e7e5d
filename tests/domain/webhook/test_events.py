"""What a webhook is told: both shapes, one line for whatever people type, and bodies that stay small."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.domain.webhook.events import (
    LONGEST_TEXT,
    MOST_ACTIONS,
    MOST_LINES,
    Event,
    Notice,
    Shape,
    Subject,
    body,
    escaped,
    wanted_by,
)
from tests.support.payloads import HUGE, PAYLOADS

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BASE = "https://d.example"
DISK = Subject("abc", "Disk full", "P1", "https://d.example/summary?pm=abc&x=1")


def overdue(
    text: str = "Watch the disk", days_late: int = 3, owner: str = "Mira", title: str = "Disk full"
) -> ActionView:
    due = AT.date() - timedelta(days=days_late) if days_late else date(2026, 11, 25)
    return ActionView("abc", title, Severity.P1, "a1", text, owner, due, days_late=days_late)


def said(notice: Notice, shape: Shape) -> dict[str, object]:
    messages: dict[str, object] = json.loads(body(notice, shape))
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
    assert not any(ord(sign) < 32 or sign in "\u202e\u2066\u200b" for sign in lines[1])
    (action,) = json.loads(body(notice, Shape.JSON))["promises"]
    assert action["text"][:LONGEST_TEXT] == payload[:LONGEST_TEXT]
    body(notice, Shape.JSON).encode("ascii")
    body(notice, Shape.SLACK).encode("ascii")


def test_long_words_are_cut_for_slack() -> None:
    """Before escaping, so that an entity is never cut in two."""
    cut = escaped("&" * 1_000)
    assert cut == "&amp;" * (LONGEST_TEXT - 1) + "…"
