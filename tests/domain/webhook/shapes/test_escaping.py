"""Every chat shows what was typed, and obeys none of it: no mention, no link, no markup. Whatever it is."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.domain.webhook.events import Event, Incident, Notice, Subject
from core.domain.webhook.message import LONGEST_TEXT, plain
from core.domain.webhook.shapes import Shape, body
from tests.domain.webhook.shapes.reading import CHATS, seen
from tests.support.payloads import HUGE, PAYLOADS

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
BASE = "https://d.example"
OBEYED = [
    "<!channel>",
    "<!here|x>",
    "<@U123>",
    "@everyone",
    "@channel and @here",
    "<@&42>",
    "<users/all>",
    "<at>everyone</at>",
    "<https://evil.example|click>",
    "[click](https://evil.example)",
    "](<https://evil.example>) [",
    "https://evil.example/?a=b&c",
    "www.evil.example",
    "ada@example.org",
    "<a href='https://evil.example'>x</a>",
    "*bold* _it_ ~no~ `code` ```block```",
    "**bold** __u__ ||spoiler|| > quote",
    "# heading",
    "- item",
    "1. item",
    ":smile: :material/home: #tag ~town",
    "$$x$$",
    "{{DATE(2017-02-14T06:08:00Z, SHORT)}}",
    "@{triggerBody()}",
    "\\",
    "\\\\*",
    "a & b < c > d",
    "&lt;b&gt;",
    "<t:1618953630:R>",
    "-# small",
]


def overdue(text: str, owner: str = "Mira", title: str = "Disk full") -> ActionView:
    return ActionView("abc", title, Severity.P1, "a1", text, owner, AT.date() - timedelta(days=3), days_late=3)


def tidy(text: str) -> str:
    """Spaces as the reader sees them."""
    return " ".join(text.split())


def check(typed: str, shape: Shape) -> None:
    """In a title, an action, an owner, a link and an earlier incident, with a link of ours around it and without."""
    subject = Subject("abc", typed, "P1", f"{BASE}/summary?pm=abc&x=1")
    notices = {
        f"Published: {plain(typed, 'Untitled')} (P1)": Notice(Event.PUBLISHED, "e1", AT, subject),
        f"It came back: {plain(typed, 'Untitled')} is a recurrence of {plain(typed, 'Untitled')}": Notice(
            Event.RECURRENCE, "e1", AT, Subject("a", typed), incidents=(Incident(Subject("b", typed)),)
        ),
        f"1 action item is overdue:\n• {plain(typed, 'An action without words')} · {plain(typed, 'nobody yet')} · "
        f"due Fri 20 Nov, 3 days late · {plain(typed, 'Untitled')}\nAll action items": Notice(
            Event.OVERDUE, "e1", AT, actions=(overdue(typed, typed, typed),), base_url=BASE
        ),
    }
    addresses = {subject.link, f"{BASE}/summary?pm=abc", f"{BASE}/follow_up"}
    for expected, notice in notices.items():
        found = seen(body(notice, shape), shape)
        assert tidy(found.text) == tidy(expected)
        assert {address for _, address in found.links} <= addresses
        assert all(text for text, _ in found.links)


@pytest.mark.parametrize("shape", CHATS)
@pytest.mark.parametrize("typed", OBEYED)
def test_what_a_chat_would_obey_is_text(typed: str, shape: Shape) -> None:
    """The ways in which one of these chats mentions, links or marks up, in all of them."""
    check(typed, shape)


@pytest.mark.parametrize("shape", CHATS)
@pytest.mark.parametrize("typed", [*PAYLOADS, *HUGE], ids=lambda payload: f"{payload[:8]!r}-{len(payload)}")
def test_the_payloads_of_p13_are_text(typed: str, shape: Shape) -> None:
    """P13: what people type is never code, in a chat as little as on a page."""
    check(typed, shape)


@pytest.mark.parametrize("shape", CHATS)
@given(typed=st.text(max_size=LONGEST_TEXT + 20))
def test_any_text_is_text(shape: Shape, typed: str) -> None:
    """Whatever signs, in whatever order."""
    check(typed, shape)


@pytest.mark.parametrize("shape", CHATS)
@given(typed=st.text("@<>[]()*_`~|\\:/#!&;{}.-$ w\u200b\u202eachnel", max_size=60))
def test_any_markup_is_text(shape: Shape, typed: str) -> None:
    """Signs that chats obey, close together."""
    check(typed, shape)


@pytest.mark.parametrize("shape", CHATS)
@given(link=st.text(max_size=80).map(lambda rest: f"https://d.example/{rest}") | st.text(max_size=40))
def test_no_address_is_broken_out_of(shape: Shape, link: str) -> None:
    """What stands in an address ends neither the link nor the message; what is none is left out."""
    found = seen(body(Notice(Event.PUBLISHED, "e1", AT, Subject("a", "Disk", link=link)), shape), shape)
    assert tidy(found.text) == "Published: Disk"
    assert len(found.links) == link.startswith("https://d.example/")
    assert all(address.startswith("https://d.example/") for _, address in found.links)


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("typed", ["\ud800", "荷物 😀", "x" * 100_000, "\u202e", "e\u0301" * 10_000])
def test_every_body_is_ascii_json(typed: str, shape: Shape) -> None:
    """No receiver can stumble over the encoding; half a surrogate pair fits too."""
    written = body(Notice(Event.PUBLISHED, "e1", AT, Subject("a", typed)), shape)
    written.encode("ascii")
    assert isinstance(json.loads(written), dict)
