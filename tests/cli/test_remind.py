"""``debrief remind``: what cron mails, what a program reads, and an exit code that says how it stands."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.cli import main
from core.document.edit import add_row
from core.domain.webhook import Event, Shape
from core.services import documents, postmortems, webhooks
from core.services.app import App, close, open_app
from core.settings import Settings
from tests.support.receiver import Receiver

Out = pytest.CaptureFixture[str]
OVERDUE = 3
TODAY = datetime.now(UTC).date()


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """The database that the command opens, too."""
    for name in ("DEBRIEF_DATABASE_URL", "DEBRIEF_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DEBRIEF_WEBHOOK_PRIVATE", "allow")
    opened = open_app(Settings(), example=False)
    yield opened
    close(opened)


def promise(app: App, days: int, owner: str = "Kim", text: str = "Watch the disk", title: str = "Disk full") -> str:
    pm_id = postmortems.create(app, title)
    row = add_row("actions", "a", text, "V", owner=owner, due=TODAY + timedelta(days=days))
    documents.edit(app, pm_id, row, None)
    return pm_id


def listening(app: App, receiver: Receiver, shape: Shape = Shape.JSON) -> None:
    webhooks.add(app, receiver.url, shape, (Event.OVERDUE,), None)
    webhooks.switch(app, webhooks.listed(app, None)[-1].id, on=True, by=None)


def written(days: int) -> str:
    due = TODAY + timedelta(days=days)
    return f"{due:%a} {due.day} {due:%b}"


def test_nothing_to_do_is_said_and_is_code_0(app: App, capsys: Out) -> None:
    """A quiet week. What is due later is not this week's worry."""
    promise(app, 30)
    assert main(["remind"]) == 0
    assert capsys.readouterr().out == "Nothing is overdue, and nothing is due this week.\n"


def test_overdue_comes_first_by_owner_and_is_code_3(app: App, capsys: Out) -> None:
    """As cron mails it."""
    promise(app, -1, "Kim")
    promise(app, -4, "Ada", "Page somebody", "Slow login")
    promise(app, 2, "")
    assert main(["remind"]) == OVERDUE
    assert capsys.readouterr().out.splitlines() == [
        "2 promises are overdue.",
        "",
        "  Ada",
        f"    {written(-4)}, 4 days late: Page somebody (Slow login)",
        "",
        "  Kim",
        f"    {written(-1)}, 1 day late: Watch the disk (Disk full)",
        "",
        "1 promise is due this week.",
        "",
        "  Nobody yet",
        f"    {written(2)}: Watch the disk (Disk full)",
    ]


def test_only_what_is_late_changes_the_code(app: App, capsys: Out) -> None:
    """Due today is not late yet."""
    promise(app, 0)
    assert main(["remind"]) == 0
    assert capsys.readouterr().out.startswith("1 promise is due this week.\n")


def test_json_for_programs(app: App, capsys: Out) -> None:
    """The same promises as a webhook tells, and the same code."""
    pm_id = promise(app, -1)
    promise(app, 2)
    assert main(["remind", "--json"]) == OVERDUE
    said = json.loads(capsys.readouterr().out)
    assert said["today"] == TODAY.isoformat()
    assert said["overdue"] == [
        {
            "postmortem": {"id": pm_id, "title": "Disk full", "severity": None, "link": None},
            "action": "a",
            "text": "Watch the disk",
            "owner": "Kim",
            "due": (TODAY - timedelta(days=1)).isoformat(),
            "overdue": True,
            "days_late": 1,
        }
    ]
    assert [each["overdue"] for each in said["due_this_week"]] == [False]


@pytest.mark.parametrize("typed", ["\x1b[31mred\x1b]0;x\x07", "two\nlines\r\nof it", "\u202eturned", "\ud800half"])
def test_what_people_typed_steers_no_terminal(app: App, capsys: Out, typed: str) -> None:
    """P13: one line, no escape sequence, no turned direction, no error."""
    promise(app, -1, typed, typed)
    assert main(["remind"]) == OVERDUE
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 4
    assert all(sign.isprintable() or sign == "\n" for sign in said)
    assert main(["remind", "--json"]) == OVERDUE
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("shape", list(Shape))
def test_it_can_be_sent_to_the_teams_chat(app: App, capsys: Out, receiver: Receiver, shape: Shape) -> None:
    """At once, whether a server runs or not."""
    listening(app, receiver, shape)
    promise(app, -1)
    promise(app, 2)
    assert main(["remind", "--webhook"]) == OVERDUE
    assert capsys.readouterr().out.endswith("\n\nSent to 1 webhook.\n")
    (got,) = receiver.got
    assert got.headers["debrief-event"] == "digest"
    said = json.loads(got.body)
    assert said["count"] == 2 if shape is Shape.JSON else "1 promise is overdue:" in said["text"]


def test_a_receiver_that_is_down_is_said(app: App, capsys: Out, receiver: Receiver) -> None:
    """And left to the server; the code still says how the promises stand."""
    listening(app, receiver)
    receiver.status = 500
    promise(app, -1)
    assert main(["remind", "--webhook"]) == OVERDUE
    assert "Sent to 0 of 1 webhook. The server tries the others again." in capsys.readouterr().out
    assert webhooks.log(app, None)[0].status == "waiting"


def test_nothing_to_tell_sends_nothing(app: App, capsys: Out, receiver: Receiver) -> None:
    """A chat that hears every day that all is well stops listening."""
    listening(app, receiver)
    assert main(["remind", "--webhook"]) == 0
    assert "Nothing to tell, so nothing was sent." in capsys.readouterr().out
    assert receiver.got == []


def test_sending_without_a_webhook_is_an_error(app: App, capsys: Out) -> None:
    """Cron must not believe that the team was told. The digest is printed all the same."""
    promise(app, -1)
    assert main(["remind", "--webhook"]) == 1
    said = capsys.readouterr()
    assert "Watch the disk" in said.out
    assert said.err.startswith("debrief: No webhook that is switched on")


def test_its_help_tells_the_codes(capsys: Out) -> None:
    """Whoever writes the cron line reads them there."""
    with pytest.raises(SystemExit):
        main(["remind", "--help"])
    assert "3 something is" in capsys.readouterr().out
