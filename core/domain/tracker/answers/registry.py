"""The readers by the name of their source, and the one way to read a body.

Nothing here is about who sent it: signatures and keys are checked before.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final
from urllib.parse import parse_qs

from core.domain.alerts.json_object import LARGEST, TOO_LARGE, read_json_object
from core.domain.tracker.answers import forges, planners
from core.domain.tracker.answers.answer import Sent, TrackerAnswer
from core.domain.tracker.kinds import JIRAS, TeamTracker, Tracker
from core.errors import BadInput

_EVENT_HEADERS: Final = ("x-gitea-event", "x-forgejo-event", "x-github-event")
NO_FORM: Final = "This form holds no “payload”. Let the tracker send application/json."

READERS: Final[Mapping[str, Callable[[Sent], TrackerAnswer]]] = MappingProxyType(
    {
        "github": forges.github,
        "gitlab": forges.gitlab,
        "jira": planners.jira,
        "linear": planners.linear,
        "azure-devops": planners.azure,
        "gitea": forges.github,
        "redmine": planners.redmine,
    }
)
"""By the name in the address ``/live/in/<source>``."""

OTHER_NAMES: Final[Mapping[str, str]] = MappingProxyType({"forgejo": "gitea", "azure": "azure-devops"})

SOURCE_OF: Final[Mapping[Tracker, str]] = MappingProxyType(
    {
        Tracker.GITHUB: "github",
        Tracker.GITLAB: "gitlab",
        Tracker.JIRA_CLOUD: "jira",
        Tracker.JIRA: "jira",
        Tracker.LINEAR: "linear",
        Tracker.AZURE: "azure-devops",
        Tracker.GITEA: "gitea",
        Tracker.REDMINE: "redmine",
    }
)
"""Which source a tracker of the team's sends as. YouTrack has no webhook of its own."""

_BASES: Final[Mapping[str, tuple[Tracker, ...]]] = {"jira": JIRAS, "redmine": (Tracker.REDMINE,)}


def read_answer(
    source: str, body: bytes, headers: Mapping[str, str], now: datetime, team: TeamTracker | None = None
) -> TrackerAnswer:
    """What one body proposes. ``now`` is when it arrived, with a zone; header names may be in any letter case.

    ``team`` is the team's own tracker: some bodies name no address. BadInput for what can never be read.
    """
    named = {name.lower(): value for name, value in headers.items()}
    sent = Sent(read_json_object(_json_of(body, named), now), _event(named))
    if team is not None and team.tracker in _BASES.get(source, ()):
        sent = replace(sent, base=team.base)
    return READERS[source](sent)


def _event(headers: Mapping[str, str]) -> str:
    return next((headers[name] for name in _EVENT_HEADERS if headers.get(name)), "")


def _json_of(body: bytes, headers: Mapping[str, str]) -> bytes:
    """GitHub and Gitea can send a form, with the JSON in its field ``payload``."""
    if not headers.get("content-type", "").lower().startswith("application/x-www-form-urlencoded"):
        return body
    if len(body) > LARGEST:
        raise BadInput(TOO_LARGE)
    try:
        found = parse_qs(body.decode("ascii"), max_num_fields=20).get("payload", [])
    except ValueError:
        found = []
    if not found:
        raise BadInput(NO_FORM)
    return found[0].encode("utf-8", "replace")
