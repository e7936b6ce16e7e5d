"""What people typed, as one line in the markup of a tracker: it reads as typed, calls nobody and refers to nothing.

A user name behind ``@`` would be notified, ``#12`` would appear in another issue, and a line that begins with ``/`` is
a command in GitLab. So every text is one line behind a label of ours, and an invisible joiner stands behind each sign
that could begin a reference. Sources: GitHub "Basic writing and formatting syntax" and "Autolinked references", GitLab
"GitLab Flavored Markdown, references" and "Quick actions", Jira "Text formatting notation", Redmine "Textile".
"""

import re
import unicodedata
from collections.abc import Callable
from html import escape
from typing import Final

from core.domain.tracker.kinds import JIRAS, Tracker

LONGEST_TEXT: Final = 8_000
"""Characters of one text that are looked at. No address holds as many."""

Writer = Callable[[str], str]

# A word joiner: nobody sees it, and behind it a sign begins nothing.
_JOINER: Final = "\u2060"
_FLAG_LETTERS: Final = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two of them are a flag
_REFERS: Final = re.compile(r"(?<![^\W_])[@#!~%$&^](?=[\w\"\[{])|(?<=[^\W_])[#!&](?=\d)|(?<=GH-)(?=\d)", re.IGNORECASE)
_MARKDOWN: Final = re.compile(r"[\\`*_\[\]<>|]|(?<!\w)~|~(?!\w)|&(?=#?\w{1,32};)")
_JIRA: Final = re.compile(r"[{}\[\]*_^~+!|]|(?<!\w)-(?=\w)|(?<=\w)-(?!\w)|(?<=[-?])[-?]")
_TEXTILE: Final = re.compile(r"[!@#*_+^~%\"{\[\]<|=]|(?<!\w)-(?=\w)|(?<=\?)\?")


def line(text: str) -> str:
    """One line without anything unseen, as it would be read aloud; shortened to ``LONGEST_TEXT``."""
    shown = " ".join(text[:LONGEST_TEXT].split())
    return "".join(sign for sign in shown if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") or sign == "\u200d")


def writer(tracker: Tracker) -> Writer:
    """What turns a line into the tracker's markup."""
    if tracker in JIRAS:
        return jira
    return {Tracker.AZURE: azure, Tracker.REDMINE: textile}.get(tracker, markdown)


def markdown(text: str) -> str:
    """For GitHub, GitLab, Linear, Gitea, Forgejo and YouTrack."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", text)
    return _REFERS.sub(lambda found: found[0] + _JOINER, escaped)


def jira(text: str) -> str:
    """A backslash before a sign makes it plain; one that was typed is written as its number."""
    return "&#92;".join(_JIRA.sub(r"\\\g<0>", part) for part in text.split("\\"))


def heading(tracker: Tracker, text: str) -> str:
    """A line as the title of an issue. GitLab reads references in titles, too."""
    plain = tracker in JIRAS or tracker in (Tracker.AZURE, Tracker.LINEAR)
    return text if plain else _REFERS.sub(lambda found: found[0] + _JOINER, text)


def azure(text: str) -> str:
    return escape(text)


def textile(text: str) -> str:
    """Redmine reads Textile or Markdown, as its operator chose: the joiner makes signs plain in both."""
    return _TEXTILE.sub(lambda found: found[0] + _JOINER, text.replace("`", "'").replace("\\", "\\" + _JOINER))


def shortened(text: str, length: int) -> str:
    """At most so many characters, with ``…`` for what was left out, and never in the middle of what is seen as one."""
    if len(text) <= length:
        return text
    end = max(length - 1, 0)
    least = max(end - 24, 0)
    while end > least and _belongs_together(text, end):
        end -= 1
    return f"{text[:end].rstrip()}…" if end else ""


def _belongs_together(text: str, place: int) -> bool:
    """Whether the character here is drawn with the one before it: an accent, a skin tone, a family, a flag."""
    sign, before = text[place], text[place - 1]
    joined = sign in "\u200d\ufe0f\ufe0e" or before == "\u200d" or unicodedata.combining(sign) != 0
    letters = len(text[:place]) - len(text[:place].rstrip(_FLAG_LETTERS))
    flag = sign in _FLAG_LETTERS and letters % 2 == 1
    return joined or flag or "\U0001f3fb" <= sign <= "\U0001f3ff"
