"""Each chat's own limit holds for the longest notice there can be, and what was left out is counted."""

import json
from datetime import UTC, date, datetime

import pytest

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Severity
from core.domain.webhook.events import Event, Incident, Notice, Subject
from core.domain.webhook.shapes import Shape, body, discord, google_chat, mattermost, slack, teams
from tests.domain.webhook.shapes.reading import CHATS, seen

AT = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
COUNT = 5_000
LONGEST = ["x" * 5_000, "*" * 5_000, "<&>" * 70, "😀" * 400, "荷" * 400, "e\u0301" * 200]


def overdue(text: str) -> ActionView:
    return ActionView("abc", text, Severity.P1, "a1", text, text, date(2026, 11, 20), days_late=3)


def longest(text: str) -> Notice:
    base = f"https://d.example/{'a' * 80}"
    return Notice(Event.OVERDUE, "e1", AT, actions=tuple(overdue(text) for _ in range(COUNT)), base_url=base)


@pytest.mark.parametrize("shape", CHATS)
@pytest.mark.parametrize("text", LONGEST)
def test_what_does_not_fit_is_counted(text: str, shape: Shape) -> None:
    """Entries that stand there and those that do not are all there are, and the link to everything stays."""
    found = seen(body(longest(text), shape), shape)
    lines = found.text.split("\n")
    entries = sum(line.startswith("• ") for line in lines)
    assert entries >= 1
    assert f"… and {COUNT - entries} more." in lines
    assert lines[-1] == "All action items"


@pytest.mark.parametrize("text", LONGEST)
def test_slack(text: str) -> None:
    """40,000 characters of text, 50 blocks of 3,000."""
    made = json.loads(body(longest(text), Shape.SLACK))
    assert len(made["text"]) <= slack.MOST_TEXT
    assert len(made["blocks"]) <= slack.MOST_BLOCKS
    for block in made["blocks"]:
        elements = block["elements"][0]["elements"]
        assert sum(len(item["text"]) + len(item.get("url", "")) for item in elements) <= slack.MOST_IN_BLOCK


@pytest.mark.parametrize("text", LONGEST)
def test_teams(text: str) -> None:
    """28 kB, however it is written."""
    assert len(body(longest(text), Shape.TEAMS)) <= teams.MOST_BYTES


@pytest.mark.parametrize("text", LONGEST)
def test_discord(text: str) -> None:
    """2,000 for the content, 4,096 for the description, 6,000 for an embed, in UTF-16 units."""
    made = json.loads(body(longest(text), Shape.DISCORD))
    (embed,) = made["embeds"]
    assert discord.length(made["content"]) <= discord.MOST_CONTENT
    assert discord.length(embed["description"]) <= discord.MOST_DESCRIPTION <= discord.MOST_EMBED


@pytest.mark.parametrize("text", LONGEST)
@pytest.mark.parametrize("event", [Event.OPENED, Event.RECURRENCE])
def test_a_heading_of_the_longest_titles_fits_into_discord(event: Event, text: str) -> None:
    """Two titles, each with a link; the worst case says at least that there is something."""
    link = f"https://d.example/{'a' * 500}"
    notice = Notice(
        event, "e1", AT, Subject("a", text, "P1", link), incidents=(Incident(Subject("b", text, "P2", link)),)
    )
    content = json.loads(body(notice, Shape.DISCORD))["content"]
    assert 0 < discord.length(content) <= discord.MOST_CONTENT


@pytest.mark.parametrize("text", LONGEST)
def test_mattermost(text: str) -> None:
    """One post of 16,383 characters."""
    assert len(json.loads(body(longest(text), Shape.MATTERMOST))["text"]) <= mattermost.MOST_TEXT


@pytest.mark.parametrize("text", LONGEST)
def test_google_chat(text: str) -> None:
    """4,096 characters of text, 32,000 bytes in all."""
    written = body(longest(text), Shape.GOOGLE_CHAT)
    made = json.loads(written)
    paragraph = made["cardsV2"][0]["card"]["sections"][0]["widgets"][0]["textParagraph"]["text"]
    assert len(paragraph) <= google_chat.MOST_TEXT
    assert len(written) <= google_chat.MOST_BYTES
