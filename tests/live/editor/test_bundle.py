"""The committed bundle is what its source makes, carries its licences, and names no machine it came from."""

import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import core.live

EDITOR = Path(core.live.__file__).parent / "editor"
DIST = EDITOR / "dist"
BUNDLED = {"yjs", "lib0", "y-websocket", "y-protocols", "y-indexeddb", "@codemirror/state", "@codemirror/view"}

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (EDITOR / "node_modules").is_dir(),
    reason="needs Node and `make editor`",
)


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


def test_the_bundle_offers_the_four_components() -> None:
    """The pages import these names and nothing else."""
    exported = re.findall(r"export\{([^}]*)\}", _bundle().read_text(encoding="utf-8"))
    names = {part.split(" as ")[-1].strip() for part in exported[-1].split(",")}
    assert names == {"board", "clock", "present", "signal"}


def test_the_bundle_knows_nothing_of_where_it_was_built() -> None:
    """No path of a computer, no registry, no source map pointing anywhere."""
    code = _bundle().read_text(encoding="utf-8")
    for word in ("node_modules", str(Path(__file__).parents[3]), "sourceMappingURL", "//registry."):
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


@needs_node
def test_the_committed_bundle_is_what_the_source_makes(tmp_path: Path) -> None:
    """Byte for byte, so that nobody has to trust a built file."""
    subprocess.run(["node", "build.mjs", "--out", str(tmp_path)], cwd=EDITOR, check=True, capture_output=True)
    for name in (_bundle().name, "manifest.json", "licences.txt"):
        assert (tmp_path / name).read_bytes() == (DIST / name).read_bytes(), name


@needs_node
def test_the_browser_sides_own_tests_pass() -> None:
    """Clock, following, receipts, patience and rows, in Node."""
    done = subprocess.run(["npm", "test", "--silent"], cwd=EDITOR, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@needs_node
def test_the_types_hold() -> None:
    """Strict TypeScript, no excuses."""
    done = subprocess.run(["npx", "tsc", "--noEmit"], cwd=EDITOR, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:]
