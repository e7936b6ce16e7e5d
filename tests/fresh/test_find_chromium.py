"""What stands in the way of the browser tests is said in the words of whatever failed, with the way out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import find_chromium

FEATURES = "--disable-features="
LOADER = "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file"


def _program(path: Path, text: str, code: int = 1) -> str:
    path.write_text(f"#!/bin/sh\necho '{text}' >&2\nexit {code}\n")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def apt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An apt-get that only writes down what it was asked for, and no browser anywhere."""
    query = tmp_path / "asked"
    folder = tmp_path / "bin"
    folder.mkdir()
    apt = folder / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {query}\necho "E: no route to the mirror" >&2\nexit 100\n')
    apt.chmod(0o755)
    (folder / "env").symlink_to("/usr/bin/env")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.delenv("DEBRIEF_CHROMIUM", raising=False)
    monkeypatch.setattr(find_chromium, "driver", lambda: ("/bin/true", ""))
    monkeypatch.setattr(sys, "argv", ["find_chromium", "--install"])
    return query


def test_a_driver_without_its_library_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare Debian has no libatomic.so.1, and Playwright's Node cannot start: no browser is missing."""
    node = _program(tmp_path / "node", LOADER, 127)
    monkeypatch.setattr(find_chromium, "driver", lambda: (node, "cli.js"))
    assert find_chromium.trouble_with("/bin/true") == LOADER


def test_a_browser_that_lies_there_but_does_not_start_is_no_browser(tmp_path: Path) -> None:
    """A downloaded Chromium without its libraries is found in its folder; only starting it shows that it is none."""
    path = _program(tmp_path / "chrome", "libnss3.so: cannot open shared object file", 127)
    assert "libnss3.so: cannot open shared object file" in find_chromium.trouble_with(path)


def test_a_named_browser_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another one in its place would test what nobody asked for; and nothing is installed for it."""
    monkeypatch.setenv("DEBRIEF_CHROMIUM", "/opt/nosuch/chrome")
    monkeypatch.setattr(sys, "argv", ["find_chromium", "--install"])
    assert find_chromium.main() == 1
    assert "DEBRIEF_CHROMIUM names /opt/nosuch/chrome, which is not there." in capsys.readouterr().err


def test_root_installs_by_packages_and_shows_the_installers_words(
    apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As root what is missing is installed; where that fails, apt's own words and the command to type are shown."""
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(find_chromium, "ways", lambda real=find_chromium.ways: real()[:2])
    assert find_chromium.main() == 1
    message = capsys.readouterr().err
    assert "E: no route to the mirror" in message
    assert "apt-get install libatomic1 chromium-headless-shell" in message
    tried = [line.partition("recommends ")[2] for line in apt.read_text().splitlines() if " libatomic1 " in line]
    assert tried == ["libatomic1 chromium-headless-shell", "libatomic1 chromium"]


def test_others_are_told_what_to_install(
    apt: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who may not install packages gets Playwright's download tried, and its words; apt is not touched."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert [command[1:4] for way in find_chromium.ways() for command in way] == [["-m", "playwright", "install"]]
    failing = [["/bin/sh", "-c", "echo Failed to download >&2; exit 1"]]
    monkeypatch.setattr(find_chromium, "ways", lambda: [failing])
    assert find_chromium.main() == 1
    message = capsys.readouterr().err
    assert "Failed to download" in message
    assert "apt-get install libatomic1 chromium-headless-shell" in message
    assert not apt.exists()


def test_a_command_that_hangs_is_given_up() -> None:
    """An installer that waits for an answer must not hold the tests for ever."""
    text = find_chromium._run(["/bin/sleep", "30"], 0.2)
    assert text == "`sleep 30` was not ready within 0 s."


def test_what_playwright_switches_off_stays_off(tmp_path: Path) -> None:
    """Chromium obeys the last list of features that it gets, which is ours."""
    arguments = tmp_path / "arguments"
    browser = tmp_path / "chrome"
    browser.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {arguments}\nexit 1\n')
    browser.chmod(0o755)
    subprocess.run([sys.executable, "-c", find_chromium.TRIAL, str(browser)], capture_output=True, timeout=60)
    (list_of_playwright,) = [line for line in arguments.read_text().splitlines() if line.startswith(FEATURES)]
    assert set(list_of_playwright.removeprefix(FEATURES).split(",")) <= set(find_chromium.FEATURES_OFF)
    subprocess.run(
        [sys.executable, "-c", find_chromium.TRIAL, str(browser), *find_chromium.ARGS], capture_output=True, timeout=60
    )
    ours = [line for line in arguments.read_text().splitlines() if line.startswith(FEATURES)][-1]
    assert ours.removeprefix(FEATURES).split(",") == list(find_chromium.FEATURES_OFF)


def _installed(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    return _program(path, "")


def test_of_several_browsers_the_headless_shell_is_driven(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's before Playwright's download, and of each the one that draws no window."""
    monkeypatch.delenv("DEBRIEF_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "cache"))
    assert find_chromium.find() is None
    shell, download = "chromium_headless_shell-1232/chrome-headless-shell-linux64", "chromium-1232/chrome-linux64"
    found = []
    for path in (
        tmp_path / "cache" / download / "chrome",
        tmp_path / "cache" / shell / "chrome-headless-shell",
        tmp_path / "bin" / "google-chrome",
        tmp_path / "bin" / "chromium",
        tmp_path / "bin" / "chromium-headless-shell",
    ):
        assert _installed(path) == str(path)
        found.append(find_chromium.find() == str(path))
    assert found == [True] * 5
    (tmp_path / "bin" / "google-chrome").unlink()
    (tmp_path / "bin" / "chromium").unlink()
    (tmp_path / "bin" / "chromium-headless-shell").unlink()
    (tmp_path / "cache" / shell / "chrome-headless-shell").rename(tmp_path / "cache" / shell / "headless_shell")
    assert find_chromium.find() == str(tmp_path / "cache" / shell / "headless_shell")
