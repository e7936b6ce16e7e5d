"""What each tracker's message proposes: done, dropped with its reason, open again, or nothing at all."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.tracker.answers.answer import MOVED, NO_ADDRESS, OTHER, TEST, Outcome, TrackerAnswer
from core.domain.tracker.answers.planners import NO_BASE
from core.domain.tracker.answers.registry import READERS, read_answer
from core.domain.tracker.kinds import TeamTracker, Tracker, team_tracker
from core.errors import BadInput
from tests.domain.tracker.answers import bodies

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
REDMINE = team_tracker(Tracker.REDMINE, "https://redmine.acme.example/projects/shop")
GITHUB_EVENT = {"X-GitHub-Event": "issues"}

CLOSED: dict[str, tuple[dict[str, Any], str]] = {
    "github": (bodies.github(), "github.com/acme/shop#123"),
    "gitlab": (bodies.gitlab(), "gitlab.com/acme/team/shop#5"),
    "jira": (bodies.jira(), "acme.atlassian.net:OPS-12"),
    "linear": (bodies.linear(), "linear.app/acme:ENG-31"),
    "azure-devops": (bodies.azure(), "dev.azure.com/acme#77"),
    "gitea": (bodies.gitea(), "codeberg.org/acme/shop#7"),
    "redmine": (bodies.redmine(), "redmine.acme.example#44"),
}
REOPENED: dict[str, dict[str, Any]] = {
    "github": bodies.github("reopened", None),
    "gitlab": bodies.gitlab("reopen"),
    "jira": bodies.jira("indeterminate"),
    "linear": bodies.linear("started"),
    "azure-devops": bodies.azure({"oldValue": "2026-11-20T10:00:00Z"}),
    "gitea": bodies.gitea("reopened"),
    "redmine": bodies.redmine(is_closed=False),
}


def read(
    source: str, body: object, headers: dict[str, str] | None = None, team: TeamTracker | None = REDMINE
) -> TrackerAnswer:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return read_answer(source, data, headers or {}, NOW, team)


def test_every_tracker_has_its_cases() -> None:
    """A reader that is added is read here as well."""
    assert set(CLOSED) == set(REOPENED) == set(READERS)


@pytest.mark.parametrize("source", READERS)
def test_a_closed_issue_proposes_done(source: str) -> None:
    """With the issue, its title, by whom, and when."""
    body, issue = CLOSED[source]
    found = read(source, body)
    assert (found.outcome, found.issues[0], found.title) == (Outcome.DONE, issue, "Page on-call at 90 %")
    assert found.by.startswith(("Mara", "mara"))
    assert found.at is not None
    assert found.at.date() >= AT.date()
    assert found.address.startswith("https://")


@pytest.mark.parametrize("source", READERS)
def test_an_issue_that_is_open_again_proposes_that(source: str) -> None:
    """It is the same issue, and no reason of an end is told."""
    found = read(source, REOPENED[source])
    assert (found.outcome, found.issues[0], found.reason) == (Outcome.REOPENED, CLOSED[source][1], "")


@pytest.mark.parametrize(
    ("source", "body", "reason"),
    [
        ("github", bodies.github(reason="not_planned"), "not planned"),
        ("github", bodies.github(reason="duplicate"), "duplicate"),
        ("gitlab", bodies.gitlab(duplicated_to_id=9), "duplicate"),
        ("linear", bodies.linear("canceled"), "canceled"),
        ("linear", bodies.linear("duplicate"), "duplicate"),
    ],
)
def test_what_is_not_done_proposes_dropped_with_the_reason(source: str, body: dict[str, Any], reason: str) -> None:
    """Where the tracker says that nobody did it."""
    found = read(source, body)
    assert (found.outcome, found.reason) == (Outcome.DROPPED, reason)


@pytest.mark.parametrize(
    ("source", "body"),
    [
        (
            "github",
            bodies.github("transferred", None, changes={"new_issue": {"html_url": "https://github.com/a/b/issues/1"}}),
        ),
        ("gitlab", bodies.gitlab(moved_to_id=88)),
        ("gitlab", bodies.gitlab(promoted_to_epic_id=3)),
        ("jira", bodies.jira(fields=("Key", "project", "status"))),
        ("linear", bodies.linear(before={"teamId": "t1"})),
    ],
)
def test_a_moved_issue_is_not_done(source: str, body: dict[str, Any]) -> None:
    """GitLab fires nothing but “close” for one."""
    found = read(source, body)
    assert (found.outcome, found.why) == (None, MOVED)


def test_a_word_for_a_state_decides_nothing() -> None:
    """Every team has its own: “Done” may be open, and “Specification” closed."""
    done_but_open = bodies.jira("new")
    done_but_open["issue"]["fields"]["status"]["name"] = "Done"
    assert read("jira", done_but_open).outcome is Outcome.REOPENED
    named = bodies.linear("started")
    named["data"]["state"]["name"] = "Done"
    assert read("linear", named).outcome is Outcome.REOPENED
    assert read("azure-devops", bodies.azure({})).outcome is None
    assert read("redmine", bodies.redmine(is_closed=False)).outcome is Outcome.REOPENED


def test_old_identifiers_of_linear_are_the_same_issue() -> None:
    """A link from before the issue moved to another team still counts."""
    assert read("linear", bodies.linear()).issues == ("linear.app/acme:ENG-31", "linear.app/acme:OPS-9")


def test_a_work_item_of_gitlab_is_its_issue() -> None:
    """The new name in the address, and in the kind."""
    assert read("gitlab", bodies.gitlab(kind="work_item")).issues == ("gitlab.com/acme/team/shop#5",)


def test_azure_counts_the_work_item_and_not_the_change() -> None:
    """``resource.id`` is the number of the revision; the address for people wins where it is there."""
    assert read("azure-devops", bodies.azure()).address == "https://dev.azure.com/acme/0f3a-guid/_workitems/edit/77"
    shown = {"html": {"href": "https://dev.azure.com/acme/Shop/_workitems/edit/77"}}
    assert read("azure-devops", bodies.azure(_links=shown)).address == shown["html"]["href"]


def test_redmine_needs_the_teams_own_address() -> None:
    """Its message holds numbers only."""
    found = read("redmine", bodies.redmine(), team=None)
    assert (found.outcome, found.why) == (None, NO_BASE)
    assert read("redmine", bodies.redmine()).address == "https://redmine.acme.example/issues/44"


@pytest.mark.parametrize(
    ("source", "body", "headers", "why"),
    [
        ("github", {"zen": "Keep it.", "hook_id": 1}, {"X-GitHub-Event": "ping"}, TEST),
        ("github", {"zen": "Keep it.", "hook_id": 1}, {}, TEST),
        ("gitlab", bodies.gitlab(None), {}, TEST),
        ("azure-devops", {"eventType": "workitem.updated", "resource": {}}, {}, TEST),
        ("github", bodies.github(), {"X-GitHub-Event": "issue_comment"}, OTHER),
        ("github", bodies.github("labeled"), GITHUB_EVENT, OTHER),
        ("github", bodies.github("closed", state="open"), GITHUB_EVENT, OTHER),
        ("gitlab", bodies.gitlab("update"), {}, OTHER),
        ("gitlab", {"object_kind": "push"}, {}, OTHER),
        ("jira", bodies.jira(fields=("summary",)), {}, OTHER),
        ("jira", bodies.jira() | {"webhookEvent": "jira:issue_created"}, {}, OTHER),
        ("linear", bodies.linear(before={"title": "x"}), {}, OTHER),
        ("linear", bodies.linear(type="Comment"), {}, OTHER),
        ("linear", bodies.linear("unheard-of"), {}, OTHER),
        ("redmine", bodies.redmine(prop="done_ratio"), {}, OTHER),
        ("azure-devops", {"eventType": "workitem.created"}, {}, OTHER),
        ("github", bodies.github(html_url="javascript:alert(1)"), GITHUB_EVENT, NO_ADDRESS),
        ("jira", bodies.jira() | {"issue": {"fields": bodies.jira()["issue"]["fields"]}}, {}, NO_ADDRESS),
    ],
)
def test_everything_else_proposes_nothing_and_says_why(
    source: str, body: dict[str, Any], headers: dict[str, str], why: str
) -> None:
    """Tests, other events, other changes, addresses that nobody can follow."""
    found = read(source, body, headers)
    assert (found.outcome, found.why) == (None, why)


def test_a_form_holds_its_json() -> None:
    """GitHub's and Gitea's other content type; without its field it is refused with what to do."""
    form = {"content-type": "application/x-www-form-urlencoded"}
    sent = urlencode({"payload": json.dumps(bodies.github())}).encode()
    assert read("github", sent, form).outcome is Outcome.DONE
    for wrong in (b"x=1", b"", b"\xff\xfe", b"payload=" + b"a" * 1_100_000):
        with pytest.raises(BadInput):
            read("github", wrong, form)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 100_000, b'{"a": NaN'])
def test_what_is_no_object_is_refused(data: bytes) -> None:
    """With a sentence for whoever set it up."""
    for source in READERS:
        with pytest.raises(BadInput):
            read(source, data)


def test_long_texts_are_shortened_and_hidden_signs_gone() -> None:
    """What comes in is shown to people: bounded, on one line."""
    found = read("github", bodies.github(title="x\u202e\n" * 5_000))
    assert len(found.title) <= 200
    assert "\u202e" not in found.title
    assert "\n" not in found.title


SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=30))
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=12), inner, max_size=4)),
    max_leaves=12,
)


def mutated(draw: Any, value: Any) -> Any:
    """The same body with some of its values replaced, removed or wrapped."""
    if draw(st.integers(0, 7)) == 0:
        return draw(ANYTHING)
    if isinstance(value, dict):
        kept = {key: mutated(draw, inner) for key, inner in value.items() if draw(st.integers(0, 9))}
        return kept
    return [mutated(draw, inner) for inner in value] if isinstance(value, list) else value


@st.composite
def messages(draw: Any) -> tuple[str, Any]:
    source = draw(st.sampled_from(sorted(READERS)))
    body = draw(st.sampled_from([CLOSED[source][0], REOPENED[source]]))
    return source, mutated(draw, json.loads(json.dumps(body)))


@settings(max_examples=1_000, deadline=None)
@given(messages())
def test_no_body_makes_anything_but_an_answer_or_a_refusal(message: tuple[str, Any]) -> None:
    """A thousand bodies of every tracker with anything in any place: an answer with sound values, or BadInput."""
    source, body = message
    try:
        found = read(source, json.dumps(body).encode("utf-8", "replace"))
    except BadInput:
        assert not isinstance(body, dict)
        return
    if found.outcome is None:
        assert found.why
    else:
        assert found.issues
        assert found.address.startswith(("http://", "https://"))
        assert len(found.title) <= 200
        assert len(found.by) <= 80
