"""What a team says about its tracker: kept where it can work, and refused with a sentence that says what to type."""

import pytest

from core.domain.tracker.kinds import EXAMPLES, NAMES, PROJECTS, TYPES, Tracker, stored_tracker, team_tracker
from core.errors import BadInput


def sentence(tracker: Tracker, base: str, project: str = "", issue_type: str = "", labels: str = "") -> str:
    with pytest.raises(BadInput) as refused:
        team_tracker(tracker, base, project, issue_type, labels)
    return refused.value.sentence


@pytest.mark.parametrize("tracker", list(Tracker))
def test_the_example_of_each_tracker_is_taken(tracker: Tracker) -> None:
    """What the page shows as an example works, and comes back from where it is stored."""
    project = "10001" if "number" in PROJECTS.get(tracker, "") else "ENG"
    made = team_tracker(tracker, EXAMPLES[tracker] + "/", project, "10002" if tracker in TYPES else "")
    assert made.base == EXAMPLES[tracker]
    assert stored_tracker(made.model_dump_json()) == made
    assert made.name == NAMES[tracker]


@pytest.mark.parametrize(
    ("tracker", "typed", "kept"),
    [
        (Tracker.GITHUB, "https://GitHub.com/acme/shop/issues", "https://github.com/acme/shop"),
        (Tracker.GITHUB, "https://github.com/acme/shop/issues/new?title=x", "https://github.com/acme/shop"),
        (Tracker.GITLAB, "https://gitlab.com/acme/team/shop/-/issues", "https://gitlab.com/acme/team/shop"),
        (Tracker.GITLAB, "https://gitlab.com/acme/shop/-/work_items?x#y", "https://gitlab.com/acme/shop"),
        (Tracker.JIRA, "http://jira.acme.example:8080/jira/browse/OPS-1", "http://jira.acme.example:8080/jira"),
        (Tracker.AZURE, "https://dev.azure.com/acme/Shop/_workitems/recent", "https://dev.azure.com/acme/Shop"),
        (Tracker.GITHUB, "https://github.com/acme/secure-api", "https://github.com/acme/secure-api"),
        (Tracker.GITHUB, "https://github.com/acme/issues/issues/3", "https://github.com/acme/issues"),
        (Tracker.GITLAB, "https://gitlab.com/acme/browser/shop/-/issues/3", "https://gitlab.com/acme/browser/shop"),
        (Tracker.GITEA, "https://codeberg.org/acme//pulls-bot/", "https://codeberg.org/acme/pulls-bot"),
    ],
)
def test_an_address_out_of_the_browser_is_brought_to_the_project(tracker: Tracker, typed: str, kept: str) -> None:
    """Nobody has to know where the project's address ends."""
    assert team_tracker(tracker, typed, "10001", "10002").base == kept


@pytest.mark.parametrize(
    "base",
    [
        "",
        "acme/shop",
        "javascript:alert(1)",
        "https://mara:secret@github.com/acme/shop",
        "https://github.com/" + "a/" * 400,
    ],
)
def test_what_is_no_address_is_refused(base: str) -> None:
    """With a sentence, and without a word of a password in it."""
    said = sentence(Tracker.GITHUB, base)
    assert len(said) > 20
    assert "secret" not in said


def test_a_repository_is_asked_for_where_one_is_needed() -> None:
    """The host alone has no form for a new issue."""
    assert "https://github.com/acme/shop" in sentence(Tracker.GITHUB, "https://github.com/acme")
    assert "project" in sentence(Tracker.REDMINE, "https://redmine.acme.example")


def test_jira_wants_numbers() -> None:
    """A project key in the link does nothing, so it is not taken."""
    assert "pid" in sentence(Tracker.JIRA, "https://jira.acme.example", "OPS", "3")
    assert "issuetype" in sentence(Tracker.JIRA_CLOUD, "https://acme.atlassian.net", "10001", "Task")


def test_keys_types_and_labels_are_checked() -> None:
    """Letters for a team, a name for a type, short words for labels."""
    assert "team key" in sentence(Tracker.LINEAR, "https://linear.app", "../x")
    assert "work item" in sentence(Tracker.AZURE, "https://dev.azure.com/a/b", "", "Task/../x")
    assert team_tracker(Tracker.AZURE, "https://dev.azure.com/a/b").issue_type == "Task"
    assert "Labels" in sentence(Tracker.GITHUB, "https://github.com/a/b", labels="x" * 300)
    assert "Labels" in sentence(Tracker.GITLAB, "https://gitlab.com/a/b", labels='a"\n/close')
    assert "space" in sentence(Tracker.JIRA, "https://jira.acme.example", "1", "2", "a b")


@pytest.mark.parametrize("stored", [None, "", "no JSON", "{}", '{"tracker": "bugzilla", "base": "x"}', "[1]"])
def test_what_another_version_stored_is_none(stored: str | None) -> None:
    """Settings of a newer version never stop a page."""
    assert stored_tracker(stored) is None
