"""The bodies that receivers understand: one module a shape. ``body`` writes any notice in any of them.

What people typed is text in every shape: it mentions nobody, sets no link and does not break the markup; each module
says by which rules. Each stays inside the receiver's own limit and says how much was left out.
"""

import json
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

from core.domain.webhook.events import Notice
from core.domain.webhook.message import Message
from core.domain.webhook.payload import payload
from core.domain.webhook.shapes import discord, google_chat, mattermost, slack, teams
from core.domain.webhook.wording import message


class Shape(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"
    DISCORD = "discord"
    MATTERMOST = "mattermost"
    GOOGLE_CHAT = "google_chat"
    JSON = "json"


_CHATS: Final[dict[Shape, Callable[[Message], dict[str, Any]]]] = {
    Shape.SLACK: slack.body,
    Shape.TEAMS: teams.body,
    Shape.DISCORD: discord.body,
    Shape.MATTERMOST: mattermost.body,
    Shape.GOOGLE_CHAT: google_chat.body,
}


def body(notice: Notice, shape: Shape) -> str:
    """What is sent. ASCII: no receiver can stumble over the encoding, and half a surrogate pair fits too."""
    return json.dumps(payload(notice) if shape is Shape.JSON else _CHATS[shape](message(notice)))
