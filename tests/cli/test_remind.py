"""``debrief remind``: what cron mails, what a program reads, and an exit code that says how it stands."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.cli import main
from core.document.edit import set_fact
from core.domain.webhook.events import Event
from core.domain.webhook.shapes import Shape
from core.services import postmortems
from core.services.app import App
from core.services.documents import document_store
from core.services.lifecycle import close, open_app
from core.services.webhooks import subscriptions
from core.settings import Settings
from tests.domain.webhook.shapes.reading import seen
from tests.services.mail.owners import confirmed
from tests.support.days import in_days, today
from tests.support.edits import add_row
from tests.support.held import held
from tests.support.receiver import Receiver
from tests.support.smtp import SmtpServer

Out = pytest.CaptureFixture[str]
OVERDUE = 3


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


def add_action(app: App, days: int, owner: str = "Kim", text: str = "Watch the disk", title: str = "Disk full") -> str:
    pm_id = postmortems.create(app, title)
    row = add_row("actions", "a", text, "V", owner=owner, due=in_days(days))
    document_store.edit(app, pm_id, row, None)
    held(app, pm_id)
    return pm_id


def listening(app: App, receiver: Receiver, shape: Shape = Shape.JSON) -> None:
    subscriptions.add(app, receiver.url, shape, (Event.OVERDUE,), None)
    subscriptions.set_active(app, subscriptions.webhook_list(app, None)[-1].id, on=True, by=None)


def written(days: int) -> str:
    due = in_days(days)
    return f"{due:%a} {due.day} {due:%b}"


def test_nothing_to_do_is_said_and_is_code_0(app: App, capsys: Out) -> None:
    """A quiet week. What is due later is not this week's worry."""
    add_action(app, 30)
    assert main(["remind"]) == 0
    assert capsys.readouterr().out == "Nothing is overdue, and nothing is due this week.\n"


def test_overdue_comes_first_by_owner_and_is_code_3(app: App, capsys: Out) -> None:
    """As cron mails it."""
    add_action(app, -1, "Kim")
    add_action(app, -4, "Ada", "Page somebody", "Slow login")
    add_action(app, 2, "")
    assert main(["remind"]) == OVERDUE
    assert capsys.readouterr().out.splitlines() == [
        "2 action items are overdue.",
        "",
        "  Ada",
        f"    {written(-4)}, 4 days late: Page somebody (Slow login)",
        "",
        "  Kim",
        f"    {written(-1)}, 1 day late: Watch the disk (Disk full)",
        "",
        "1 action item is due this week.",
        "",
        "  Nobody yet",
        f"    {written(2)}: Watch the disk (Disk full)",
    ]


def test_only_what_is_late_changes_the_code(app: App, capsys: Out) -> None:
    """Due today is not late yet."""
    add_action(app, 0)
    assert main(["remind"]) == 0
    assert capsys.readouterr().out.startswith("1 action item is due this week.\n")


def test_json_for_programs(app: App, capsys: Out) -> None:
    """The same actions as a webhook is sent, and the same code."""
    pm_id = add_action(app, -1)
    add_action(app, 2)
    assert main(["remind", "--json"]) == OVERDUE
    message = json.loads(capsys.readouterr().out)
    assert message["today"] == today().isoformat()
    assert message["overdue"] == [
        {
            "postmortem": {"id": pm_id, "title": "Disk full", "severity": None, "link": None},
            "action": "a",
            "text": "Watch the disk",
            "owner": "Kim",
            "chosen": False,
            "link": None,
            "due": in_days(-1).isoformat(),
            "overdue": True,
            "days_late": 1,
        }
    ]
    assert [item["overdue"] for item in message["due_this_week"]] == [False]


@pytest.mark.parametrize("typed", ["\x1b[31mred\x1b]0;x\x07", "two\nlines\r\nof it", "\u202eturned", "\ud800half"])
def test_what_people_typed_steers_no_terminal(app: App, capsys: Out, typed: str) -> None:
    """P13: one line, no escape sequence, no turned direction, no error."""
    add_action(app, -1, typed, typed)
    assert main(["remind"]) == OVERDUE
    message = capsys.readouterr().out
    assert len(message.splitlines()) == 4
    assert all(sign.isprintable() or sign == "\n" for sign in message)
    assert main(["remind", "--json"]) == OVERDUE
    assert json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("shape", list(Shape))
def test_it_can_be_sent_to_the_teams_chat(app: App, capsys: Out, receiver: Receiver, shape: Shape) -> None:
    """At once, whether a server runs or not."""
    listening(app, receiver, shape)
    add_action(app, -1)
    add_action(app, 2)
    assert main(["remind", "--webhook"]) == OVERDUE
    assert capsys.readouterr().out.endswith("\n\nSent to 1 webhook.\n")
    (got,) = receiver.got
    assert got.headers["debrief-event"] == "digest"
    if shape is Shape.JSON:
        assert json.loads(got.body)["count"] == 2
    else:
        assert seen(got.body.decode(), shape).text.startswith("1 action item is overdue:")


def test_a_receiver_that_is_down_is_said(app: App, capsys: Out, receiver: Receiver) -> None:
    """And left to the server; the exit code still says whether something is overdue."""
    listening(app, receiver)
    receiver.status = 500
    add_action(app, -1)
    assert main(["remind", "--webhook"]) == OVERDUE
    assert "Sent to 0 of 1 webhook. The server tries the others again." in capsys.readouterr().out
    assert subscriptions.delivery_log(app, None)[0].status == "waiting"


def test_nothing_to_tell_sends_nothing(app: App, capsys: Out, receiver: Receiver) -> None:
    """A chat that hears every day that all is well stops listening."""
    listening(app, receiver)
    assert main(["remind", "--webhook"]) == 0
    assert "Nothing to tell, so nothing was sent." in capsys.readouterr().out
    assert receiver.got == []


def test_sending_without_a_webhook_is_an_error(app: App, capsys: Out) -> None:
    """Cron must not believe that the team was told. The digest is printed all the same."""
    add_action(app, -1)
    assert main(["remind", "--webhook"]) == 1
    message = capsys.readouterr()
    assert "Watch the disk" in message.out
    assert message.err.startswith("debrief: No webhook that is switched on")


def test_reviews_and_incidents_that_wait_are_named(app: App, capsys: Out) -> None:
    """After what people owe; the code is about that alone."""
    at = datetime.now(UTC)
    postmortems.create(app, "Slow login", started_at=at - timedelta(days=5))
    pm_id = add_action(app, 30)
    document_store.edit(app, pm_id, set_fact("review_on", in_days(-2)), None)
    assert main(["remind"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Nothing is overdue, and nothing is due this week.",
        "",
        "1 review is due.",
        f"  Disk full (since {written(-2)})",
        "",
        "1 incident has had no meeting yet.",
        f"  Slow login (since {written(-5)})",
    ]
    assert main(["remind", "--json"]) == 0
    message = json.loads(capsys.readouterr().out)
    assert [item["postmortem"]["id"] for item in message["reviews_due"]] == [pm_id]
    assert [item["days"] for item in message["no_meeting"]] == [5]


def test_owners_are_told_by_mail(app: App, capsys: Out, smtp: SmtpServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is new of theirs, at once and once, where no server runs."""
    for name, value in smtp.settings.items():
        monkeypatch.setenv(f"DEBRIEF_{name.upper()}", str(value))
    mailing = replace(app, settings=app.settings.model_copy(update=smtp.settings))
    confirmed(mailing, "Kim", "kim@example.org")
    add_action(app, -1)
    assert main(["remind", "--mail"]) == OVERDUE
    assert capsys.readouterr().out.endswith("\n\nSent 1 mail.\n")
    assert main(["remind", "--mail"]) == OVERDUE
    assert capsys.readouterr().out.endswith("\n\nSent 0 mails.\n")
    assert [mail.to for mail in smtp.taken] == [["kim@example.org"]]


def test_without_a_mail_server_it_says_so(app: App, capsys: Out) -> None:
    """On the standard error, with the code of an error."""
    assert main(["remind", "--mail"]) == 1
    assert "Mail is not set up" in capsys.readouterr().err


def test_its_help_tells_the_codes(capsys: Out) -> None:
    """Whoever writes the cron line reads them there."""
    with pytest.raises(SystemExit):
        main(["remind", "--help"])
    assert "3 something is" in capsys.readouterr().out
