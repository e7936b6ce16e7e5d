"""The committed bundle is what its source makes, carries its licences, and names no machine it came from."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.bundle_check import DIST, rebuilt_differences
from tests.support.node import EDITOR, NO_NODE, NpmFailed, has_node, install, is_ci, npm

BUNDLED = {"yjs", "lib0", "y-websocket", "y-protocols", "y-indexeddb", "@codemirror/state", "@codemirror/view"}


@pytest.fixture
def node() -> None:
    """Node with the editor's packages in place. In CI nothing is skipped where Node is on the PATH."""
    if not has_node():
        pytest.skip(NO_NODE)
    try:
        install()
    except NpmFailed as failed:
        if is_ci():
            raise
        pytest.skip(f"the packages of the lock file cannot be installed here: {failed}")


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _bundle() -> Path:
    return DIST / str(_json(DIST / "manifest.json")["board"])


def test_the_manifest_names_the_one_bundle_by_its_content() -> None:
    """A browser may keep the file for ever: another content is another name."""
    bundle = _bundle()
    assert [path.name for path in DIST.glob("board.*.js")] == [bundle.name]
    assert bundle.name == f"board.{hashlib.sha256(bundle.read_bytes()).hexdigest()[:12]}.js"


def test_the_bundle_offers_its_components() -> None:
    """The pages import these names and nothing else."""
    exported = re.findall(r"export\{([^}]*)\}", _bundle().read_text(encoding="utf-8"))
    names = {part.split(" as ")[-1].strip() for part in exported[-1].split(",")}
    assert names == {"board", "buttons", "clock", "copy_link", "extras", "present", "review", "signal", "who"}


def test_the_bundle_knows_nothing_of_where_it_was_built() -> None:
    """No path of a computer, no registry, no source map pointing anywhere."""
    code = _bundle().read_text(encoding="utf-8")
    for word in ("node_modules", str(EDITOR.parents[2]), "sourceMappingURL", "//registry."):
        assert word not in code, word


def test_every_bundled_package_is_named_with_its_licence() -> None:
    """What others gave away is passed on with their words."""
    text = (DIST / "licences.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^(\S+) \d+\.\d+\.\d+ \([^)]+\)$", text, re.MULTILINE))
    assert named >= BUNDLED
    assert text.lower().count("permission is hereby granted") >= len(named) - 1


def test_versions_are_pinned_and_the_lock_names_no_registry() -> None:
    """The same packages for everybody, from whatever registry they use."""
    package = _json(EDITOR / "package.json")
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    locked = _json(EDITOR / "package-lock.json")["packages"]
    assert all("resolved" not in entry for entry in locked.values())
    assert all("integrity" in entry for name, entry in locked.items() if name)
    assert {name: locked[f"node_modules/{name}"]["version"] for name in versions} == versions


@pytest.mark.usefixtures("node")
def test_the_committed_bundle_is_what_the_source_makes() -> None:
    """Byte for byte, so that nobody has to trust a built file."""
    assert rebuilt_differences() == []


@pytest.mark.timeout(900)
@pytest.mark.usefixtures("node")
def test_the_browser_sides_own_tests_pass() -> None:
    """Connection, acknowledgements, fields, hints, times and rows, in Node."""
    assert re.search(r"^# fail 0$", npm("test", "--silent", timeout=840), re.MULTILINE)


@pytest.mark.usefixtures("node")
def test_format_lint_and_types_hold() -> None:
    """Biome and strict TypeScript; a warning is an error."""
    npm("run", "--silent", "check")


@pytest.mark.parametrize(("ci", "outcome"), [("true", "failed"), ("", "skipped")])
def test_nothing_is_left_out_in_ci_where_node_is_there(
    ci: str, outcome: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Packages that cannot be installed end the run in CI; elsewhere the skip says why."""

    def refuse() -> None:
        raise NpmFailed("npm ci failed.")

    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr("tests.live.editor.test_bundle.has_node", lambda: True)
    monkeypatch.setattr("tests.live.editor.test_bundle.install", refuse)
    with pytest.raises(NpmFailed if outcome == "failed" else pytest.skip.Exception):
        request.getfixturevalue("node")
