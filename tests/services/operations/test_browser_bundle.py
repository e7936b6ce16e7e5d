"""Which files the browser gets: the pages and the HTTP routes ask the same module."""

from pathlib import Path

import pytest

from core.services.operations import browser_bundle


def test_the_bundle_is_the_one_the_build_names() -> None:
    """The name that the pages load is among the files that are served, with its licences."""
    names = {path.name for path in browser_bundle.bundle_files()}
    assert names == {browser_bundle.bundle_name(), "manifest.json", "licences.txt"}


def test_without_a_build_nothing_is_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A checkout in which nothing was built starts all the same."""
    monkeypatch.setattr(browser_bundle, "MANIFEST", tmp_path / "manifest.json")
    assert browser_bundle.bundle_files() == []
