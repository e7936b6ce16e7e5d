"""The trackers that Debrief opens issues in, and what a team says once about its own: where it is, which project.

Nothing secret is in it: an issue is opened by a person, signed in to the tracker, through an address that is filled in.
"""

import re
from enum import StrEnum
from typing import Final
from urllib.parse import quote

from pydantic import ValidationError

from core.domain.postmortem import Frozen
from core.domain.tracker.link import link_of, refusal
from core.errors import BadInput


class Tracker(StrEnum):
    GITHUB = "github"
    GITLAB = "gitlab"
    JIRA_CLOUD = "jira-cloud"
    JIRA = "jira"
    LINEAR = "linear"
    AZURE = "azure"
    GITEA = "gitea"
    REDMINE = "redmine"
    YOUTRACK = "youtrack"


NAMES: Final = {
    Tracker.GITHUB: "GitHub",
    Tracker.GITLAB: "GitLab",
    Tracker.JIRA_CLOUD: "Jira Cloud",
    Tracker.JIRA: "Jira Data Center",
    Tracker.LINEAR: "Linear",
    Tracker.AZURE: "Azure DevOps",
    Tracker.GITEA: "Gitea or Forgejo",
    Tracker.REDMINE: "Redmine",
    Tracker.YOUTRACK: "YouTrack",
}
JIRAS: Final = (Tracker.JIRA_CLOUD, Tracker.JIRA)

# What is asked for besides the address, by what is called so there; "" is not asked for.
PROJECTS: Final = {
    Tracker.JIRA_CLOUD: "Project number (pid)",
    Tracker.JIRA: "Project number (pid)",
    Tracker.LINEAR: "Team key, such as ENG",
    Tracker.YOUTRACK: "Project key, such as OPS",
}
TYPES: Final = {
    Tracker.JIRA_CLOUD: "Issue type number (issuetype)",
    Tracker.JIRA: "Issue type number (issuetype)",
    Tracker.AZURE: "Work item type, such as Task",
}
EXAMPLES: Final = {
    Tracker.GITHUB: "https://github.com/acme/shop",
    Tracker.GITLAB: "https://gitlab.com/acme/shop",
    Tracker.JIRA_CLOUD: "https://acme.atlassian.net",
    Tracker.JIRA: "https://jira.acme.example",
    Tracker.LINEAR: "https://linear.app",
    Tracker.AZURE: "https://dev.azure.com/acme/Shop",
    Tracker.GITEA: "https://codeberg.org/acme/shop",
    Tracker.REDMINE: "https://redmine.acme.example/projects/shop",
    Tracker.YOUTRACK: "https://acme.youtrack.cloud",
}
WITH_LABELS: Final = frozenset(
    (Tracker.GITHUB, Tracker.GITLAB, *JIRAS, Tracker.LINEAR, Tracker.AZURE, Tracker.YOUTRACK)
)
LONGEST_LABELS: Final = 200
_LONGEST_BASE: Final = 300
_LONGEST_NAME: Final = 60

# What people copy out of their browser, behind the address of the project.
_PAGES: Final = frozenset(("-", "issues", "work_items", "_workitems", "_boards", "pulls", "browse", "secure"))
# How many parts the path of a project has at least, and a word for it.
_DEPTHS: Final = {
    Tracker.GITHUB: (2, "the repository"),
    Tracker.GITLAB: (2, "the project"),
    Tracker.GITEA: (2, "the repository"),
    Tracker.AZURE: (2, "the organisation and the project"),
    Tracker.REDMINE: (2, "the project"),
}
_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")
_NUMBER: Final = re.compile(r"[0-9]{1,12}")
_LABEL: Final = re.compile(r"[^\x00-\x1f\x7f,;~\"]{1,60}")


class TeamTracker(Frozen):
    """``base`` is the address of the project or the site, without a slash at its end. ``project`` and ``issue_type``
    are what ``PROJECTS`` and ``TYPES`` ask for. ``labels`` are passed on as they are written; none as a rule."""

    tracker: Tracker
    base: str
    project: str = ""
    issue_type: str = ""
    labels: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return NAMES[self.tracker]


def team_tracker(tracker: Tracker, base: str, project: str = "", issue_type: str = "", labels: str = "") -> TeamTracker:
    """What somebody typed on Settings, checked. Raises BadInput with a sentence that says what to type instead."""
    kept = _base(tracker, base)
    return TeamTracker(
        tracker=tracker,
        base=kept,
        project=_project(tracker, project.strip()),
        issue_type=_issue_type(tracker, issue_type.strip()),
        labels=_labels(tracker, labels),
    )


def stored_tracker(stored: str | None) -> TeamTracker | None:
    """What is stored as JSON; None for nothing, and for what another version wrote and this one cannot read."""
    try:
        return TeamTracker.model_validate_json(stored) if stored else None
    except ValidationError:
        return None


def _base(tracker: Tracker, typed: str) -> str:
    found = link_of(typed)
    if found is None or len(found.address) > _LONGEST_BASE:
        raise BadInput(refusal(typed[:3_000]) or f"Type the address of {_where(tracker)}, such as {EXAMPLES[tracker]}.")
    scheme, _, rest = found.address.partition("://")
    host, _, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    parts = [part for part in path.split("/") if part]
    least = _DEPTHS.get(tracker, (0, ""))[0]
    if len(parts) < least:
        raise BadInput(f"The address has to lead to {_where(tracker)}, such as {EXAMPLES[tracker]}.")
    # A project itself may be called like one of the pages.
    end = next((place for place in range(least, len(parts)) if parts[place] in _PAGES), len(parts))
    return "/".join((f"{scheme.lower()}://{host.lower()}", *parts[:end]))


def _where(tracker: Tracker) -> str:
    return _DEPTHS.get(tracker, (0, "your site"))[1]


def _project(tracker: Tracker, typed: str) -> str:
    if tracker not in PROJECTS:
        return ""
    if tracker in JIRAS:
        if not _NUMBER.fullmatch(typed):
            raise BadInput(
                "Jira wants the number of the project (pid), such as 10001, and no key. "
                "docs/trackers.md says where it is."
            )
    elif not _KEY.fullmatch(typed):
        raise BadInput(f"Type the {PROJECTS[tracker].partition(',')[0].lower()}: letters and digits, such as ENG.")
    return typed


def _issue_type(tracker: Tracker, typed: str) -> str:
    if tracker not in TYPES:
        return ""
    if tracker is Tracker.AZURE:
        name = " ".join(typed.split()) or "Task"
        if len(name) > _LONGEST_NAME or not re.fullmatch(r"[\w -]+", name):
            raise BadInput(
                "Type the name of a work item type of your process, such as Task, Issue or Product Backlog Item."
            )
        return name
    if not _NUMBER.fullmatch(typed):
        raise BadInput(
            "Jira wants the number of the issue type (issuetype), such as 10002. docs/trackers.md says where it is."
        )
    return typed


def _labels(tracker: Tracker, typed: str) -> tuple[str, ...]:
    if tracker not in WITH_LABELS:
        return ()
    found = tuple(dict.fromkeys(" ".join(label.split()) for label in typed.split(",") if label.strip()))
    too_long = len(quote(typed, safe="", errors="replace")) > 3 * LONGEST_LABELS
    if too_long or not all(_LABEL.fullmatch(label) for label in found):
        raise BadInput(f"Labels are short words with commas between them, {LONGEST_LABELS} characters in all.")
    if tracker in JIRAS and any(" " in label for label in found):
        raise BadInput("A label of Jira has no space in it. Write post-mortem in the place of post mortem.")
    return found
