"""The computer as the doctor sees it: each thing that can be wrong is found, and says what to do."""

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from core.export.pdf.typeset import fonts as typeset_fonts
from core.export.pdf.typeset.scripts import SCRIPTS
from core.services.operations import descriptors
from core.services.operations.checks import machine
from core.services.operations.checks.check import Level

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("package", "system", "level", "says"),
    [
        ("2026.6", "# version 2026f\n", Level.OK, "2026f from the package tzdata; this computer has 2026f"),
        ("2026.6", "# version 2024a\n", Level.OK, "this computer has 2024a"),
        ("2026.6", "# version 2026g\n", Level.WARN, "pip install --upgrade tzdata"),
        ("2026.6", "# version 2027a\n", Level.WARN, "newer ones (2027a)"),
        ("2026.6", "# version 2026f-dirty\n", Level.OK, "2026f"),
        ("2026.6.post1", "", Level.OK, "2026f from the package tzdata."),
        ("unknown", "# version 2026f\n", Level.WARN, "cannot be told"),
    ],
)
def test_zone_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, system: str, level: Level, says: str
) -> None:
    """The package's are those that are read; a computer with newer ones tells that they are old."""
    monkeypatch.setattr(machine.importlib.metadata, "version", lambda _name: package)  # type: ignore[attr-defined]
    (tmp_path / "tzdata.zi").write_text(system)
    found = machine.zone_rules(tmp_path / "tzdata.zi")
    assert (found.level, says in found.sentence) == (level, True), found


def test_zone_rules_of_a_computer_without_any(tmp_path: Path) -> None:
    """A slim container has none, and needs none."""
    assert machine.zone_rules(tmp_path / "none").level is Level.OK


@pytest.mark.parametrize(
    ("jump", "kept", "level", "says"),
    [
        (0.0, True, Level.OK, "by NTP"),
        (0.0, None, Level.OK, "cannot be told"),
        (0.0, False, Level.WARN, "set-ntp"),
        (0.01, True, Level.OK, "by NTP"),
        (1.5, True, Level.FAIL, "+1.50 s"),
        (-1.5, True, Level.FAIL, "-1.50 s"),
    ],
)
def test_the_clock(monkeypatch: pytest.MonkeyPatch, jump: float, kept: bool | None, level: Level, says: str) -> None:
    """Two clocks of one computer go the same way, or somebody sets one of them."""
    monkeypatch.setattr(machine, "_is_synchronised", lambda: kept)
    times, steady = iter([1_000.0, 1_000.2 + jump]), iter([5.0, 5.2])
    found = machine.clock(lambda: next(times), lambda: next(steady), lambda _seconds: None)
    assert (found.level, says in found.sentence) == (level, True), found


def test_the_clock_of_this_computer_can_be_asked() -> None:
    """Whatever it says, the answer is one of three."""
    assert machine._is_synchronised() in (True, False, None)


@pytest.mark.parametrize(
    ("free", "database", "level", "says"),
    [
        (100 * GB, GB, Level.OK, "100.0 GB are free"),
        (2 * GB, GB, Level.WARN, "need 3.1 GB"),
        (10_000_000, 0, Level.FAIL, "Free some now"),
    ],
)
def test_the_disk(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, database: int, level: Level, says: str
) -> None:
    """A backup and its try must fit beside the database."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    found = machine.disk(tmp_path, database)
    assert (found.level, says in found.sentence) == (level, True), found


def test_no_data_folder_is_well(tmp_path: Path) -> None:
    """With a database elsewhere there is none."""
    assert machine.disk(tmp_path / "none", 0).level is Level.OK


@pytest.mark.parametrize(
    ("noted", "level", "says"),
    [
        ("1024", Level.WARN, "LimitNOFILE=8192"),
        ("8192", Level.OK, "8,192"),
        ("", Level.OK, "as many as the system has"),
    ],
)
def test_open_files(noted: str, level: Level, says: str) -> None:
    """What the server had at its last start."""
    found = machine.open_files(noted)
    assert (found.level, says in found.sentence) == (level, True), found
    assert found.sentence.startswith("The server at its last start could hold")


def test_open_files_where_no_server_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one that is started here would have."""
    monkeypatch.setattr(descriptors, "reachable", lambda: 4_096)
    assert machine.open_files(None).sentence.startswith("A server started here can hold 4,096")


def test_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script that a PDF cannot show, by its name, and what to install."""
    monkeypatch.setattr(typeset_fonts, "_known", {script.name: script.name != "Korean" for script in SCRIPTS})
    monkeypatch.setattr(typeset_fonts, "_folder", lambda _wheel: "")
    found = machine.fonts()
    assert (found.level, "Korean" in found.sentence, "debrief[fonts]" in found.sentence) == (Level.WARN, True, True)
    monkeypatch.setattr(typeset_fonts, "_known", dict.fromkeys((script.name for script in SCRIPTS), True))
    assert machine.fonts().level is Level.OK


def test_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the source without the built bundle serves rooms that stay empty."""
    assert machine.installation("1.2.3").sentence.startswith("Version 1.2.3")
    empty: list[Any] = []
    monkeypatch.setattr(machine, "bundle_files", lambda: empty)
    assert machine.installation("1.2.3").level is Level.FAIL
