"""The address of a new issue: read back by a parser it says what was meant, within the limits, and calls nobody."""

import re
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.tracker.kinds import JIRAS, TeamTracker, Tracker, team_tracker
from core.domain.tracker.new_issue import LONGEST_ADDRESS, LONGEST_ANYWHERE, LONGEST_COPY, NO_WORDS, Subject, new_issue

LINK = "https://debrief.acme.example/summary?pm=abc&row=1"
SUBJECT = Subject(
    text="Page on-call when a volume passes 90 %",
    incident="Orders stood still",
    owner="Mara Lind",
    due=date(2026, 12, 1),
    kind="Detect",
    done_when="A test volume at 90 % rings the phone.",
    severity="P1",
    happened="A volume filled up and the database refused writes.",
    impact="4,100 customers",
    services=("orders", "checkout"),
    link=LINK,
)
# Title, body and what else is in the address, by the names that each tracker reads.
TEAMS = {
    Tracker.GITHUB: ("https://github.com/acme/shop", "", "", "title", "body"),
    Tracker.GITLAB: ("https://gitlab.com/acme/team/shop", "", "", "issue[title]", "issue[description]"),
    Tracker.JIRA_CLOUD: ("https://acme.atlassian.net", "10001", "10002", "summary", "description"),
    Tracker.JIRA: ("https://jira.acme.example/jira", "10001", "3", "summary", "description"),
    Tracker.LINEAR: ("https://linear.app", "ENG", "", "title", "description"),
    Tracker.AZURE: ("https://dev.azure.com/acme/My%20Shop", "", "User Story", "[System.Title]", "[System.Description]"),
    Tracker.GITEA: ("https://codeberg.org/acme/shop", "", "", "title", "body"),
    Tracker.REDMINE: ("https://redmine.acme.example/projects/shop", "", "", "issue[subject]", "issue[description]"),
    Tracker.YOUTRACK: ("https://acme.youtrack.cloud", "OPS", "", "summary", "description"),
}
PAGES = {
    Tracker.GITHUB: "https://github.com/acme/shop/issues/new",
    Tracker.GITLAB: "https://gitlab.com/acme/team/shop/-/issues/new",
    Tracker.JIRA_CLOUD: "https://acme.atlassian.net/secure/CreateIssueDetails!init.jspa",
    Tracker.JIRA: "https://jira.acme.example/jira/secure/CreateIssueDetails!init.jspa",
    Tracker.LINEAR: "https://linear.app/team/ENG/new",
    Tracker.AZURE: "https://dev.azure.com/acme/My%20Shop/_workitems/create/User%20Story",
    Tracker.GITEA: "https://codeberg.org/acme/shop/issues/new",
    Tracker.REDMINE: "https://redmine.acme.example/projects/shop/issues/new",
    Tracker.YOUTRACK: "https://acme.youtrack.cloud/newIssue",
}
ALL = list(Tracker)
LONG = (
    "x" * 200_000,
    "word " * 40_000,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 20_000,
    "\U0001f1e9\U0001f1ea" * 50_000,
    "障害対応の手順を見直す" * 18_000,
    "e\u0301" * 100_000,
    "&<>\"'\\*_[]{}|#@!~`" * 10_000,
    "%2F+%00" * 20_000,
    "line\n/close\n" * 15_000,
)


def team(tracker: Tracker, labels: str = "") -> TeamTracker:
    base, project, issue_type, _, _ = TEAMS[tracker]
    return team_tracker(tracker, base, project, issue_type, labels)


def read(tracker: Tracker, address: str) -> dict[str, str]:
    """The query as a server reads it: every key once, but for Jira's labels and YouTrack's commands."""
    pairs = parse_qsl(urlsplit(address).query, keep_blank_values=True, strict_parsing=True, errors="strict")
    keys = [key for key, _ in pairs if key not in ("labels", "c")]
    assert len(keys) == len(set(keys))
    return dict(pairs)


def title_and_body(tracker: Tracker, subject: Subject = SUBJECT, labels: str = "") -> tuple[str, str]:
    values = read(tracker, new_issue(team(tracker, labels), subject).address)
    return values[TEAMS[tracker][3]], values[TEAMS[tracker][4]]


@pytest.mark.parametrize("tracker", ALL)
def test_the_form_of_each_tracker_is_filled_in(tracker: Tracker) -> None:
    """Title and body under the names that it reads, all of it, with the way back at the end."""
    made = new_issue(team(tracker), SUBJECT)
    parts = urlsplit(made.address)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == PAGES[tracker]
    assert made.address.isascii()
    title, body = title_and_body(tracker)
    assert title == made.title == SUBJECT.text
    for said in (
        "2026-12-01",
        "Mara Lind",
        "Detect",
        "Orders stood still",
        "P1",
        "orders, checkout",
        "4,100 customers",
    ):
        assert said in re.sub(r"[\\\u2060]", "", body), said
    assert LINK in body.replace("&amp;", "&")
    assert not made.cut
    assert made.text.startswith(f"{SUBJECT.text}\n\n")
    assert LINK in made.text.replace("&amp;", "&")


def test_what_only_some_have() -> None:
    """Numbers of Jira, Redmine's due date, GitLab's quick actions, Linear's assignee, YouTrack's draft."""
    assert read(Tracker.JIRA, new_issue(team(Tracker.JIRA), SUBJECT).address)["pid"] == "10001"
    assert read(Tracker.JIRA, new_issue(team(Tracker.JIRA), SUBJECT).address)["issuetype"] == "3"
    assert read(Tracker.REDMINE, new_issue(team(Tracker.REDMINE), SUBJECT).address)["issue[due_date]"] == "2026-12-01"
    assert read(Tracker.LINEAR, new_issue(team(Tracker.LINEAR), SUBJECT).address)["assignee"] == "Mara Lind"
    youtrack = read(Tracker.YOUTRACK, new_issue(team(Tracker.YOUTRACK), SUBJECT).address)
    assert (youtrack["project"], youtrack["clearDraft"]) == ("OPS", "true")
    handled = Subject(text="x", incident="y", owner="@mara.lind", due=date(2026, 12, 1))
    _, body = title_and_body(Tracker.GITLAB, handled)
    assert body.splitlines()[-2:] == ["/assign @mara.lind", "/due 2026-12-01"]
    assert "/assign" not in title_and_body(Tracker.GITLAB)[1]


def test_labels_are_passed_on_only_where_a_team_asked_for_them() -> None:
    """Without the right to set labels GitHub answers 404, so there are none as a rule."""
    assert not any("label" in new_issue(team(tracker), SUBJECT).address.lower() for tracker in ALL)
    assert read(Tracker.GITHUB, new_issue(team(Tracker.GITHUB, "a, b c"), SUBJECT).address)["labels"] == "a,b c"
    assert title_and_body(Tracker.GITLAB, labels="a, b c")[1].splitlines()[-2] == '/label ~a ~"b c"'
    assert "&labels=a&labels=b" in new_issue(team(Tracker.JIRA, "a,b"), SUBJECT).address
    assert read(Tracker.AZURE, new_issue(team(Tracker.AZURE, "a, b"), SUBJECT).address)["[System.Tags]"] == "a; b"
    assert "&c=tag%20a&c=tag%20b" in new_issue(team(Tracker.YOUTRACK, "a,b"), SUBJECT).address
    assert "labels" not in new_issue(team(Tracker.GITEA, "a,b"), SUBJECT).address


@pytest.mark.parametrize("tracker", ALL)
@pytest.mark.parametrize("text", LONG)
def test_no_address_is_longer_than_its_tracker_takes(tracker: Tracker, text: str) -> None:
    """200 kB in every field: cut behind a whole character, marked, with the link to the rest still there."""
    subject = Subject(text, text, text, date(2026, 12, 1), text, text, text, "P1", text, text, (text,), LINK)
    made = new_issue(team(tracker), subject)
    assert len(made.address) <= LONGEST_ADDRESS.get(tracker, LONGEST_ANYWHERE)
    title, body = title_and_body(tracker, subject)
    assert made.cut
    assert title.endswith("…")
    assert len(title) <= 250
    assert LINK in body.replace("&amp;", "&")
    assert "…" in body
    assert "\ufffd" not in title + body
    shown = title.removesuffix("…").rstrip()
    assert not shown.endswith("\u200d")
    if "\U0001f1e9" in text:
        assert len(re.findall("[\U0001f1e6-\U0001f1ff]", shown)) % 2 == 0
    assert len(made.text) <= LONGEST_COPY + 300
    assert len(made.text) > len(body) or tracker in (Tracker.GITHUB, Tracker.GITLAB)


@pytest.mark.parametrize("tracker", ALL)
def test_a_link_that_is_too_long_to_send_is_left_out(tracker: Tracker) -> None:
    """Better an issue without the way back than an address that no server takes."""
    far = Subject("x", "y", link="https://debrief.example/" + "a" * 9_000)
    assert len(new_issue(team(tracker), far).address) <= LONGEST_ADDRESS.get(tracker, LONGEST_ANYWHERE)


@pytest.mark.parametrize("tracker", ALL)
def test_an_action_without_words_is_still_an_issue(tracker: Tracker) -> None:
    """Nothing is left blank where a tracker wants a title."""
    for text in ("", "  \n\t ", "\u202e\u200b"):
        assert title_and_body(tracker, Subject(text, ""))[0] == NO_WORDS


@pytest.mark.parametrize("tracker", ALL)
@pytest.mark.parametrize(
    "text",
    [
        "/close",
        "fine\n/close",
        "a\r/assign @mara",
        "a\u2028/close",
        "a\x0b/close",
        "a\x85/due tomorrow",
        "\u200b/close",
    ],
)
def test_no_line_of_theirs_is_a_command(tracker: Tracker, text: str) -> None:
    """GitLab obeys a line that begins with a slash: only ours do."""
    subject = Subject(text, text, text, None, text, text, text, text, text, text, (text,), LINK)
    _, body = title_and_body(tracker, subject)
    for pasted in (body, new_issue(team(tracker), subject).text):
        assert not [
            line
            for line in re.split(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", pasted)
            if line.lstrip("\u200b\u2060 ").startswith("/")
        ]


@pytest.mark.parametrize("tracker", [Tracker.GITHUB, Tracker.GITLAB, Tracker.GITEA, Tracker.YOUTRACK, Tracker.REDMINE])
@pytest.mark.parametrize(
    "text",
    [
        "@mara",
        "(@mara)",
        "_@mara_",
        "a.@mara",
        "@all",
        "#12",
        "fixes #12",
        "shop#12",
        "acme/shop#12",
        "GH-12",
        "!7",
        "shop!7",
        "~bug",
        '~"a b"',
        "%v1",
        "&3",
        "$2",
        "^alert#1",
    ],
)
def test_nobody_is_called_and_no_issue_is_named(tracker: Tracker, text: str) -> None:
    """GitHub and GitLab tell whoever is behind @, and write into what #12 is. A joiner ends the sign's power."""
    title, body = title_and_body(tracker, Subject(text, text, done_when=text, happened=text))
    assert not re.search(
        r"(?<![^\W_])@\w|#\d|GH-\d|(?<![^\W_])[!~%&$^](?=[\w\"])|(?<=[^\W_])[!&]\d", title.replace("\\", "")
    )
    said = body.replace("\\", "")
    assert not re.search(r"(?<![^\W_])@\w|#\d|(?<=p)!\d", said)
    assert "GH-12" not in said or tracker is Tracker.REDMINE
    assert text in said.replace("\u2060", "") or tracker is Tracker.REDMINE


def test_a_mail_address_stays_one() -> None:
    """Letters before the sign: no mention on any tracker."""
    assert (
        "mara@acme.example" in title_and_body(Tracker.GITHUB, Subject("x", "y", happened="mail mara@acme.example"))[1]
    )


def test_markup_of_theirs_is_text() -> None:
    """Each tracker's own: Markdown, Jira's notation, HTML, Textile."""
    link, picture = "[x](https://evil.example)", "![p](https://evil.example/p.png)"
    text = f"*b* _i_ {link} {picture} <img src=x onerror=alert(1)> {{code}} h1. !p.png! \\"
    for tracker in ALL:
        _, body = title_and_body(tracker, Subject("x", "y", happened=text))
        assert not re.search(r"(?<!\\)\]\(https", body) or tracker in (*JIRAS, Tracker.AZURE)
        assert "{code}" not in body or tracker not in JIRAS
        assert "<img" not in body.replace("\\<img", "") or tracker in JIRAS
        assert "!p.png!" not in body or tracker not in (*JIRAS, Tracker.REDMINE)
    assert "&lt;img src=x" in title_and_body(Tracker.AZURE, Subject("x", "y", happened=text))[1]


@given(
    st.sampled_from(ALL), st.text(max_size=200), st.text(max_size=2_000), st.text(max_size=400), st.text(max_size=80)
)
def test_any_text_makes_an_address_that_is_read_back(
    tracker: Tracker, text: str, happened: str, link: str, owner: str
) -> None:
    """Whatever is typed, also halves of characters: one query, every key once, within the limit."""
    subject = Subject(text, text, owner, None, text, "", happened, "", happened, "", (owner,), link)
    made = new_issue(team(tracker), subject)
    assert len(made.address) <= LONGEST_ADDRESS.get(tracker, LONGEST_ANYWHERE)
    read(tracker, made.address)
    assert made.address.startswith(PAGES[tracker] + "?")
    made.text.encode()
