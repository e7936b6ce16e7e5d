"""GitHub, Gitea and Forgejo, and GitLab: what their webhooks send about issues.

Sources: octokit/webhooks payload-examples (issues), gitea services/webhook, GitLab "Webhook events, issue events".
The official example of a reopened issue of GitHub keeps ``closed_at`` filled, so the action and the state count.
"""

from collections.abc import Mapping
from typing import Final

from core.domain.tracker.answers.answer import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_TITLE,
    MOVED,
    OTHER,
    TEST,
    Outcome,
    Sent,
    TrackerAnswer,
    answer,
    nothing,
)

# GitHub's ``state_reason``; anything else, also none, is an end as it was meant.
_DROPPED: Final[Mapping[str, str]] = {"not_planned": "not planned", "duplicate": "duplicate"}


def github(sent: Sent) -> TrackerAnswer:
    """Also Gitea and Forgejo, which know no reason."""
    body = sent.body
    issue, action = body.part("issue"), body.raw("action")
    if sent.event == "ping" or (not action and body.has("zen")):
        return nothing(TEST)
    if action == "transferred":
        return nothing(MOVED)
    if sent.event not in ("", "issues") or action not in ("closed", "reopened") or not issue.has("html_url"):
        return nothing(OTHER)
    if issue.raw("state") != ("closed" if action == "closed" else "open"):
        return nothing(OTHER)
    reason = issue.raw("state_reason") if action == "closed" else ""
    dropped = reason in _DROPPED
    outcome = Outcome.REOPENED if action == "reopened" else Outcome.DROPPED if dropped else Outcome.DONE
    return answer(
        outcome,
        issue.raw("html_url"),
        title=issue.line("title", LONGEST_TITLE),
        by=body.part("sender").first("login", "username", most=LONGEST_NAME),
        at=issue.instant("updated_at") or issue.instant("closed_at"),
        reason=_DROPPED.get(reason, issue.line("state_reason", LONGEST_REASON) if reason else ""),
    )


def gitlab(sent: Sent) -> TrackerAnswer:
    """A moved issue fires nothing but ``close``, and names the place it went to; a test message has no action."""
    body = sent.body
    issue = body.part("object_attributes")
    action = issue.raw("action")
    if body.raw("object_kind") not in ("issue", "work_item"):
        return nothing(OTHER)
    if not action:
        return nothing(TEST)
    if action not in ("close", "reopen") or issue.raw("state") != ("closed" if action == "close" else "opened"):
        return nothing(OTHER)
    if action == "close" and (issue.has("moved_to_id") or issue.has("promoted_to_epic_id")):
        return nothing(MOVED)
    duplicate = action == "close" and issue.has("duplicated_to_id")
    outcome = Outcome.REOPENED if action == "reopen" else Outcome.DROPPED if duplicate else Outcome.DONE
    return answer(
        outcome,
        issue.first_raw("url", "web_url"),
        title=issue.line("title", LONGEST_TITLE),
        by=body.part("user").first("name", "username", most=LONGEST_NAME),
        at=issue.instant("updated_at") or issue.instant("closed_at"),
        reason="duplicate" if duplicate else "",
    )
