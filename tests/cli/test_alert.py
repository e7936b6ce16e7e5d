"""``debrief alert``: what a message would do, for people and programs, and nothing is stored."""

import io
import json
import sys
from pathlib import Path

import pytest

from core.cli import main
from tests.domain.alerts.bodies import alert, group

Out = pytest.CaptureFixture[str]
BODY = json.dumps(group(alert()))


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DEBRIEF_DATABASE_URL", raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "body.json").write_text(BODY, encoding="utf-8")
    return tmp_path


def run(capsys: Out, *text: str) -> str:
    assert main(("alert", *text)) == 0
    message = capsys.readouterr()
    assert message.err == ""
    return message.out


def test_json_has_everything_a_program_needs(capsys: Out, own_folder: Path) -> None:
    """Instants in UTC with Z; what is not known is null; no database is made."""
    assert json.loads(run(capsys, "alertmanager", "body.json", "--json")) == {
        "action": "open",
        "title": "Mail waits too long",
        "severity_guess": "P3",
        "started": "2026-11-20T09:30:00.500Z",
        "detected": "2026-11-20T09:30:00.500Z",
        "resolved": None,
        "services": ["mail"],
        "timeline": [{"at": "2026-11-20T09:30:00.500Z", "who": "", "text": "Mail waits too long (mx-1) firing"}],
        "idempotency_key": ["fp-MailDelayed-mx-1@2026-11-20T09:30:00.5Z firing"],
        "group_key": '{}:{alertname="MailDelayed"}',
        "ask": [],
        "note": None,
        "confirm_address": None,
    }
    assert not (own_folder / "data").exists()


def test_people_get_a_sentence_and_the_rows(capsys: Out) -> None:
    """What is not known is left out."""
    printed = run(capsys, "alertmanager", "body.json").splitlines()
    assert printed[0] == "Opens a postmortem, or joins the open one of this group."
    assert "Title:      Mail waits too long" in printed
    assert printed[-1] == "2026-11-20T09:30:00.500Z Mail waits too long (mx-1) firing"
    assert not any(line.startswith("Resolved") for line in printed)


def test_the_input_may_be_a_pipe_with_headers(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a script; a source may be written as its makers do."""
    body = {"event": {"id": "e1", "event_type": "incident.triggered", "data": {"type": "incident", "id": "P1"}}}
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(json.dumps(body).encode())))
    printed = json.loads(run(capsys, "PagerDuty", "-", "--json", "--header", "X-Webhook-Id: delivery-1"))
    assert printed["idempotency_key"] == "delivery-1"


def test_a_terminal_is_shown_nothing_that_it_would_obey(capsys: Out, own_folder: Path) -> None:
    """Neither in a text nor in a key."""
    hostile = group(alert(summary="a\x1b[2Jb\u202ec"), groupKey="k\x1b[2J\u202e")
    (own_folder / "hostile.json").write_text(json.dumps(hostile), encoding="utf-8")
    printed = run(capsys, "alertmanager", "hostile.json")
    assert all(sign.isprintable() or sign == "\n" for sign in printed)
    assert "Group:      k[2J" in printed


def test_what_to_confirm_stands_apart_from_its_label(capsys: Out, own_folder: Path) -> None:
    """So that it can be copied."""
    address = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription"
    body = {"Type": "SubscriptionConfirmation", "MessageId": "m", "SubscribeURL": address}
    (own_folder / "sns.json").write_text(json.dumps(body), encoding="utf-8")
    assert f"Confirm at: {address}" in run(capsys, "sns", "sns.json").splitlines()


@pytest.mark.parametrize("name", ["uptimekuma", "uptime-kuma", "Uptime_Kuma"])
def test_a_source_may_be_spelled_in_several_ways(name: str, capsys: Out, own_folder: Path) -> None:
    """Whoever has a file of that name need not look it up."""
    (own_folder / "kuma.json").write_text('{"heartbeat": null, "monitor": null, "msg": "Testing"}', encoding="utf-8")
    assert json.loads(run(capsys, name, "kuma.json", "--json"))["action"] == "ignore"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (("alertmanager", "none.json"), "none.json"),
        (("smoke-signal", "body.json"), "Known are alertmanager"),
        (("pagerduty", "body.json"), "Check which tool sends"),
        (("alertmanager", "body.json", "--header", "nothing"), "Write it as"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(text: tuple[str, ...], sentence: str, capsys: Out) -> None:
    """With exit code 1 and nothing printed."""
    assert main(("alert", *text)) == 1
    message = capsys.readouterr()
    assert message.out == ""
    assert sentence in message.err
    assert "Traceback" not in message.err


def test_a_file_over_a_megabyte_is_refused(capsys: Out, own_folder: Path) -> None:
    """It is not read to its end."""
    (own_folder / "large.json").write_bytes(b" " * 3_000_000)
    assert main(("alert", "alertmanager", "large.json")) == 1
    assert "1 MB" in capsys.readouterr().err
