"""Which files the browser gets: the pages and the HTTP routes ask the same module."""

from pathlib import Path

import pytest

from core.services.operations import browser_bundle


def test_the_files_are_those_that_the_build_names() -> None:
    """What the pages load is among the files that are served, with the licences."""
    names = {path.name for path in browser_bundle.bundle_files()}
    assert names == {*browser_bundle.scripts(), "manifest.json", "licences.txt"}
    assert set(browser_bundle.scripts_of("board")) <= names


def test_a_component_has_its_script_first() -> None:
    """The others are what it imports; each is loaded once."""
    for component in ("board", "clock", "buttons", "present", "review", "copy_link"):
        names = browser_bundle.scripts_of(component)
        assert names[0] == browser_bundle.script_of(component)
        assert len(names) == len(set(names))


@pytest.mark.parametrize("component", ["buttons", "extras", "who"])
def test_what_the_page_mounts_around_the_board_comes_later(component: str) -> None:
    """Its file is none of those that a room needs before somebody can type."""
    script = browser_bundle.script_of(component)
    assert script == browser_bundle.late_scripts_of("later")[0]
    assert script not in browser_bundle.scripts_of("board")


def test_a_component_of_another_name_is_none() -> None:
    """A misspelt name fails where it stands, not in somebody's browser."""
    with pytest.raises(KeyError):
        browser_bundle.script_of("bord")


def test_without_a_build_nothing_is_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A checkout in which nothing was built starts all the same."""
    monkeypatch.setattr(browser_bundle, "MANIFEST", tmp_path / "manifest.json")
    assert browser_bundle.bundle_files() == []
