"""The version stands in one place, and everything that shows it reads it there."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from core import __version__
from core.cli import main

ROOT = Path(__file__).parents[1]


def test_the_command_shows_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    """Also in an environment that was installed before the version changed."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"debrief {__version__}\n"


def test_the_package_takes_the_version_from_the_code() -> None:
    """pyproject.toml names the place and holds no number of its own."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert project["project"]["dynamic"] == ["version"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "core.__version__"}


def test_the_browser_bundle_has_no_version_of_its_own() -> None:
    """It is built into Debrief and never published by itself."""
    package = json.loads((ROOT / "core/live/editor/package.json").read_text(encoding="utf-8"))
    assert "version" not in package
    assert package["private"] is True


def test_the_changelog_begins_with_this_version() -> None:
    """A release without its entry, or an entry without its release, is not made."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    versions = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, flags=re.MULTILINE)
    assert versions[0] == __version__
    assert versions == sorted(versions, key=lambda text: [int(part) for part in text.split(".")], reverse=True)
