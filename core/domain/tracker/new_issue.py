"""The address that opens a new issue in a tracker, filled in with an action item, and the text for copying it by hand.

No tracker is asked: whoever opens the address sees the form and sends it under their own name. An address holds what
the tracker takes; what does not fit is cut behind a whole character, and a link to the whole stands at its end.
Limits: Azure "2000 character limit recognized by browsers"; GitHub answers 414 from about 8,190 bytes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from urllib.parse import quote

from core.domain.tracker.forms import fields, page
from core.domain.tracker.kinds import JIRAS, TeamTracker, Tracker
from core.domain.tracker.markup import heading, line, shortened, writer

LONGEST_ADDRESS: Final = {Tracker.GITHUB: 8_000, Tracker.GITLAB: 8_000}
LONGEST_ANYWHERE: Final = 2_000
"""Characters of a whole address, percent-encoded, that every browser, proxy and tracker takes."""
LONGEST_TITLE: Final = 250
"""Characters; the least that a tracker takes is 254 (Jira)."""
LONGEST_COPY: Final = 30_000
"""Characters of the text that is copied by hand: Jira takes 32,767."""
_TITLE_SHARE: Final = 0.4
NO_WORDS: Final = "An action item without words"


@dataclass(frozen=True, slots=True)
class Subject:
    """An action item and its incident, as people typed them. ``link`` leads to the postmortem; "" where none can.

    ``kind`` and ``severity`` are words for people; ``due_text`` what was typed for a date that is none.
    """

    text: str
    incident: str
    owner: str = ""
    due: date | None = None
    due_text: str = ""
    kind: str = ""
    done_when: str = ""
    severity: str = ""
    happened: str = ""
    impact: str = ""
    services: tuple[str, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class NewIssue:
    """``address`` is ASCII. ``text`` is title and body for pasting, with more than fits into an address; ``cut`` says
    whether something was left out of the address."""

    address: str
    title: str
    text: str
    cut: bool


def new_issue(team: TeamTracker, subject: Subject) -> NewIssue:
    """The address and the text of one action item."""
    room = LONGEST_ADDRESS.get(team.tracker, LONGEST_ANYWHERE)
    title = heading(team.tracker, line(subject.text)) or NO_WORDS
    fixed = len(_address(team, subject, "", ""))
    short = _fitting(title, LONGEST_TITLE, int((room - fixed) * _TITLE_SHARE), _cost)
    whole = _body(team.tracker, subject, line(subject.text) if short != title else "")
    body = _fitted(whole, room - fixed - _cost(short))
    everything = _fitted(whole, LONGEST_COPY, len)
    return NewIssue(
        address=_address(team, subject, short, body),
        title=short,
        text=f"{_first_line(shortened(title, LONGEST_TITLE))}\n\n{everything}",
        cut=body != whole.whole,
    )


def _first_line(title: str) -> str:
    """Whoever pastes the whole text into GitLab's description would run a title that begins with a slash."""
    return f"Action: {title}" if title.startswith("/") else title


@dataclass(frozen=True, slots=True)
class _Body:
    """``parts`` as label and typed line, the most important first, and ``written`` as the tracker's markup has them;
    ``ending`` is never cut."""

    parts: tuple[tuple[str, str], ...]
    written: tuple[str, ...]
    ending: str
    write: Callable[[str, str], str]
    between: str

    def joined(self, count: int, last: str = "") -> str:
        return self.between.join(part for part in (*self.written[:count], last, self.ending) if part)

    @property
    def whole(self) -> str:
        return self.joined(len(self.written))


def _address(team: TeamTracker, subject: Subject, title: str, body: str) -> str:
    pairs = fields(team, title, body, due=subject.due, owner=line(subject.owner))
    query = "&".join(f"{quote(key, safe='')}={quote(value, safe='', errors='replace')}" for key, value in pairs)
    return f"{page(team)}?{query}"


def _cost(text: str) -> int:
    return len(quote(text, safe="", errors="replace"))


def _fitting(text: str, most: int, room: int, cost: Callable[[str], int]) -> str:
    """As much of the text as fits into both."""
    if len(text) <= most and cost(text) <= room:
        return text
    low, high = 0, min(most, len(text) - 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if cost(shortened(text, middle)) <= room else (low, middle - 1)
    return shortened(text, low)


def _fitted(body: _Body, room: int, cost: Callable[[str], int] = _cost) -> str:
    """Whole parts as long as they fit, then the beginning of the next one; the ending is always there."""
    left = room - cost(body.ending) - cost(body.between)
    for count, (label, text) in enumerate(body.parts):
        needed = cost(body.written[count]) + cost(body.between)
        if needed > left:
            short = _fitting(text, min(len(text), left), left, partial(_written_cost, body, label, cost))
            made = body.joined(count, body.write(label, short) if short else "…")
            return next((text for text in (made, body.joined(count), body.ending) if cost(text) <= room), "")
        left -= needed
    return body.whole if cost(body.whole) <= room else ""


def _written_cost(body: _Body, label: str, cost: Callable[[str], int], text: str) -> int:
    return cost(body.write(label, text))


def _body(tracker: Tracker, subject: Subject, title: str) -> _Body:
    """``title`` is that of the action where the issue's title does not hold all of it."""
    markup = writer(tracker)
    labelled, between = _layout(tracker)

    def write(label: str, text: str) -> str:
        return labelled(label, markup(text))

    parts = tuple((label, read) for label, text in _parts(subject, title) if (read := line(text)))
    ending = f"{_link_label(tracker)}{_linked(tracker, subject.link)}" if subject.link else ""
    return _Body(parts, tuple(write(*part) for part in parts), ending, write, between)


def _parts(subject: Subject, title: str) -> Iterator[tuple[str, str]]:
    """Facts first: they are short. ``title`` where it did not fit as a whole."""
    yield "What", title
    yield "Done when", subject.done_when
    yield "Due", subject.due.isoformat() if subject.due else subject.due_text
    yield "Owner", subject.owner
    yield "Kind", subject.kind
    severity = f" ({subject.severity})" if subject.severity else ""
    yield "Incident", f"{subject.incident or 'Untitled'}{severity}"
    yield "Services", ", ".join(subject.services)
    yield "What happened", subject.happened
    yield "Impact", subject.impact


def _layout(tracker: Tracker) -> tuple[Callable[[str, str], str], str]:
    if tracker is Tracker.AZURE:
        return (lambda label, text: f"<b>{label}:</b> {text}"), "<br>"
    if tracker in JIRAS or tracker is Tracker.REDMINE:
        return (lambda label, text: f"*{label}:* {text}"), "\n\n"
    return (lambda label, text: f"**{label}:** {text}"), "\n\n"


def _link_label(tracker: Tracker) -> str:
    return "<b>Postmortem:</b> " if tracker is Tracker.AZURE else "Postmortem: "


def _linked(tracker: Tracker, link: str) -> str:
    if tracker is not Tracker.AZURE:
        return link
    address = writer(tracker)(link)
    return f'<a href="{address}">{address}</a>'
