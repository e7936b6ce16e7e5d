"""What one message of a tracker says about an issue: which one, what became of it, by whom, when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.domain.alerts.json_object import JsonObject
from core.domain.tracker.link import issue_of, link_of

LONGEST_TITLE: Final = 200
LONGEST_NAME: Final = 80
LONGEST_REASON: Final = 80

TEST: Final = "A test message."
MOVED: Final = "The issue was moved. That is no end of it."
OTHER: Final = "It says nothing about an issue that was closed or opened again."
NO_ADDRESS: Final = "It does not say where the issue is."


class Outcome(StrEnum):
    """What is proposed for the action: that it is done, that it is dropped, that it is open again."""

    DONE = "done"
    DROPPED = "dropped"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class TrackerAnswer:
    """``outcome`` None: nothing is proposed, and ``why`` says so to whoever looks into what came.

    ``issues`` are all names of the issue, as ``core.domain.tracker.link.issue_of`` makes them; ``address`` leads to
    it. ``reason`` is the tracker's own word for how it ended, for people only.
    """

    outcome: Outcome | None
    why: str = ""
    issues: tuple[str, ...] = ()
    address: str = ""
    title: str = ""
    reason: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A body and what is known around it. ``base`` is the address of the team's tracker, for those that name none."""

    body: JsonObject
    event: str = ""
    base: str = ""


def nothing(why: str) -> TrackerAnswer:
    return TrackerAnswer(None, why)


def answer(
    outcome: Outcome,
    address: str,
    *,
    title: str,
    by: str,
    at: datetime | None,
    reason: str = "",
    also: tuple[str, ...] = (),
) -> TrackerAnswer:
    """``also`` are other addresses of the same issue. One without an address that can be followed proposes nothing."""
    found = link_of(address)
    issues = tuple(dict.fromkeys(issue for item in (address, *also) if (issue := issue_of(item))))
    if found is None or not issues:
        return nothing(NO_ADDRESS)
    return TrackerAnswer(outcome, "", issues, found.address, title, reason, by, at)
