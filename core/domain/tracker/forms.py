"""The page of each tracker that makes a new issue, and the names of what is filled in there.

Sources: GitHub docs "Creating an issue from a URL query", GitLab "Create an issue, using a URL with prefilled values"
and "Quick actions", Atlassian "Creating issues via direct HTML links", Linear docs "Create new issues", Microsoft
"Use templates to add and update work items", Gitea routers/web/repo/issue_new.go, Redmine issues_controller.rb.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final
from urllib.parse import quote

from core.domain.tracker.kinds import TeamTracker, Tracker

Pairs = Iterator[tuple[str, str]]

_LONGEST_OWNER: Final = 200
_HANDLE: Final = re.compile(r"@([A-Za-z0-9][A-Za-z0-9_.-]{0,79})")


def page(team: TeamTracker) -> str:
    """The address of the form without what is filled in."""
    match team.tracker:
        case Tracker.GITLAB:
            return f"{team.base}/-/issues/new"
        case Tracker.JIRA | Tracker.JIRA_CLOUD:
            return f"{team.base}/secure/CreateIssueDetails!init.jspa"
        case Tracker.LINEAR:
            return f"{team.base}/team/{team.project}/new"
        case Tracker.AZURE:
            return f"{team.base}/_workitems/create/{quote(team.issue_type, safe='')}"
        case Tracker.YOUTRACK:
            return f"{team.base}/newIssue"
    return f"{team.base}/issues/new"


def fields(team: TeamTracker, title: str, body: str, *, due: date | None, owner: str) -> Pairs:
    """Names and values, in their order. What a tracker has no field for stands in the body."""
    return _FIELDS[team.tracker](team, title, body, due, owner)


def handle(owner: str) -> str:
    """The login of an owner who is written as one (``@mara``); "" for a name."""
    found = _HANDLE.fullmatch(owner)
    return found[1].rstrip(".") if found else ""


def _github(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "title", title
    yield "body", body
    if team.labels:
        yield "labels", ",".join(team.labels)


def _gitlab(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    commands = [f"/label {' '.join(f'~{_quoted(label)}' for label in team.labels)}"] if team.labels else []
    commands += [f"/assign @{name}"] if (name := handle(owner)) else []
    commands += [f"/due {due.isoformat()}"] if due else []
    yield "issue[title]", title
    yield "issue[description]", "\n\n".join([body, "\n".join(commands)]) if commands else body


def _jira(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "pid", team.project
    yield "issuetype", team.issue_type
    yield "summary", title
    yield "description", body
    yield from (("labels", label) for label in team.labels)


def _linear(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "title", title
    yield "description", body
    if team.labels:
        yield "labels", ",".join(team.labels)
    if owner and len(quote(owner)) <= _LONGEST_OWNER:
        yield "assignee", owner.removeprefix("@")


def _azure(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "[System.Title]", title
    yield "[System.Description]", body
    if team.labels:
        yield "[System.Tags]", "; ".join(team.labels)


def _gitea(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "title", title
    yield "body", body


def _redmine(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "issue[subject]", title
    yield "issue[description]", body
    if due:
        yield "issue[due_date]", due.isoformat()


def _youtrack(team: TeamTracker, title: str, body: str, due: date | None, owner: str) -> Pairs:
    yield "project", team.project
    yield "summary", title
    yield "description", body
    yield from (("c", f"tag {label}") for label in team.labels)
    yield "clearDraft", "true"


def _quoted(label: str) -> str:
    return f'"{label}"' if " " in label else label


_FIELDS: Final[dict[Tracker, Callable[[TeamTracker, str, str, date | None, str], Pairs]]] = {
    Tracker.GITHUB: _github,
    Tracker.GITLAB: _gitlab,
    Tracker.JIRA_CLOUD: _jira,
    Tracker.JIRA: _jira,
    Tracker.LINEAR: _linear,
    Tracker.AZURE: _azure,
    Tracker.GITEA: _gitea,
    Tracker.REDMINE: _redmine,
    Tracker.YOUTRACK: _youtrack,
}
