"""`debrief doctor`: a line for each check, an object for programs, and a code for scripts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from core.cli import main
from core.services.lifecycle import close, open_app
from core.services.operations.checks import machine
from core.services.operations.checks.check import Check, Level
from core.settings import Settings

Out = pytest.CaptureFixture[str]
NAMES = [
    "installation",
    "zone rules",
    "fonts",
    "clock",
    "database version",
    "durability",
    "database clock",
    "backup",
    "disk",
    "open files",
    "address",
    "proxy headers",
]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATABASE_URL", "URL", "PORT", "HOST", "ACCESS", "TRUSTED_PROXIES"):
        monkeypatch.delenv(f"DEBRIEF_{name}", raising=False)
    monkeypatch.setenv("DEBRIEF_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(machine, "clock", lambda: Check("clock", Level.OK, "It is kept right by NTP."))
    close(open_app(Settings(data=tmp_path / "data"), example=False))
    return tmp_path


def test_each_check_is_a_line(capsys: Out) -> None:
    """Its level, its name, and a sentence."""
    assert main(["doctor"]) == 0
    message = capsys.readouterr().out
    found = re.findall(r"^(ok|warn|fail) +(.+?)  +(\S.*\.)$", message, flags=re.MULTILINE)
    assert [name for _, name, _ in found] == NAMES
    assert message.endswith("Everything can be read.\n")


def test_programs_get_an_object(capsys: Out, here: Path) -> None:
    """The same, with whether all is well."""
    assert main(["doctor", "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["well"] is True
    assert [check["name"] for check in found["checks"]] == NAMES
    assert {check["level"] for check in found["checks"]} <= {"ok", "warn"}
    assert (found["postmortems"], found["findings"]) == (0, [])
    assert found["database"] == str(here / "data" / "debrief.db")


def test_a_warning_is_no_failure(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that asks each night is not woken by it."""
    monkeypatch.setenv("DEBRIEF_ACCESS", "key")
    assert main(["doctor"]) == 0
    assert re.search(r"^warn +address", capsys.readouterr().out, flags=re.MULTILINE)


def test_what_fails_ends_with_one(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """In both forms."""
    monkeypatch.setenv("DEBRIEF_TRUSTED_PROXIES", "0.0.0.0/0")
    assert main(["doctor"]) == 1
    assert re.search(r"^fail +proxy headers", capsys.readouterr().out, flags=re.MULTILINE)
    assert main(["doctor", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["well"] is False


def test_a_backup_is_seen(capsys: Out) -> None:
    """As soon as one was made."""
    assert main(["new", "Disk full"]) == 0
    capsys.readouterr()
    main(["doctor"])
    assert re.search(r"^warn +backup +None was made yet", capsys.readouterr().out, flags=re.MULTILINE)
    assert main(["backup", "--keep", "2"]) == 0
    capsys.readouterr()
    main(["doctor"])
    assert re.search(r"^ok +backup +The last one .* 0 hours ago", capsys.readouterr().out, flags=re.MULTILINE)


def test_nothing_secret_is_told(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of the settings nor of the database."""
    monkeypatch.setenv("DEBRIEF_METRICS_KEY", "canary-metrics-key-0123")
    main(["key"])
    key = capsys.readouterr().out.strip().rsplit("=", 1)[1]
    main(["doctor", "--json"])
    message = capsys.readouterr().out
    assert "canary" not in message
    assert key not in message
