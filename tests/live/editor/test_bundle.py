"""The committed bundle is what its source makes, carries its licences, and names no machine it came from."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.bundle_check import DIST, differences, rebuilt_differences
from tests.support.node import EDITOR, NO_NODE, NpmFailed, has_node, install, is_ci, npm

COMPONENTS = {"board", "buttons", "clock", "copy_link", "extras", "present", "review", "screen_signal", "signal", "who"}
FIRST_LOAD = {"room": (133_500, 146_880), "screens": (59_600, 65_000), "copy_link": (2_500, 2_900)}
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


def _manifest() -> dict[str, Any]:
    return _json(DIST / "manifest.json")


def _scripts() -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(DIST.glob("*.js"))}


def test_the_manifest_names_every_script_and_no_other() -> None:
    """What is not named is not served; each has a hash in its name, and a copy in Brotli and one in gzip beside it."""
    manifest = _manifest()
    groups = [*manifest["entries"].values(), *manifest["late"].values()]
    named = {name for group in groups for name in group}
    assert named == set(_scripts())
    assert all(re.fullmatch(r"[a-z_]+\.[A-Z0-9]{8}\.js", name) for name in named)
    copies = {f"{name}.{ending}" for name in named for ending in ("br", "gz")}
    assert {path.name for path in DIST.iterdir()} == {*named, *copies, "manifest.json", "licences.txt"}


def test_a_script_imports_only_what_the_manifest_says() -> None:
    """What an entry needs at once is preloaded by its name in the manifest; what comes late is not among it."""
    manifest = _manifest()
    scripts = _scripts()
    for entry in manifest["entries"].values():
        imported = {name for script in entry for name in _imported(scripts[script])}
        assert imported == set(entry[1:])
        assert not imported & {first for first, *_ in manifest["late"].values()}
    for first, *shared in manifest["late"].values():
        assert sum(f'import("./{first}")' in code for code in scripts.values()) >= 1, first
        assert {name for script in (first, *shared) for name in _imported(scripts[script])} == set(shared)


def _imported(code: str) -> list[str]:
    """The scripts that a script imports before it runs."""
    return re.findall(r'(?:from|import)"\./([^"]+)"', code)


def test_the_scripts_offer_the_components() -> None:
    """The pages import these names and nothing else."""
    manifest = _manifest()
    offered = {group: _exported(files[0]) for group, files in manifest["entries"].items()}
    assert {name: entry for entry, names in offered.items() for name in names}.items() <= manifest["components"].items()
    offered |= {group: _exported(files[0]) for group, files in manifest["late"].items()}
    assert all(component in offered[group] for component, group in manifest["components"].items())
    assert set(manifest["components"]) == COMPONENTS


def _exported(script: str) -> set[str]:
    exported = re.findall(r"export\{([^}]*)\}", (DIST / script).read_text(encoding="utf-8"))
    return {part.split(" as ")[-1].strip() for part in exported[-1].split(",")}


@pytest.mark.parametrize("entry", sorted(FIRST_LOAD))
def test_what_is_loaded_at_once_stays_small(entry: str) -> None:
    """Bytes on the wire, all files of an entry together: where TLS or this computer let browsers ask for Brotli, and
    in gzip. In November 2026 one file for everything was 244,803 in gzip."""
    names = _manifest()["entries"][entry]
    sent = {ending: sum((DIST / f"{name}.{ending}").stat().st_size for name in names) for ending in ("br", "gz")}
    most_brotli, most_gzip = FIRST_LOAD[entry]
    assert sent["br"] <= most_brotli
    assert sent["gz"] <= most_gzip


def test_the_copies_in_gzip_are_smaller_than_a_server_makes_them() -> None:
    """And they say the same, read by another program than the one that the browser trusts."""
    for name, code in _scripts().items():
        copy = (DIST / f"{name}.gz").read_bytes()
        assert gzip.decompress(copy) == code.encode()
        assert len(copy) < len(gzip.compress(code.encode(), 9))


def test_the_bundle_knows_nothing_of_where_it_was_built() -> None:
    """No path of a computer, no registry, no source map pointing anywhere."""
    for name, code in _scripts().items():
        for word in ("node_modules", str(EDITOR.parents[2]), "sourceMappingURL", "//registry."):
            assert word not in code, (name, word)


@pytest.mark.usefixtures("node")
def test_the_copies_in_brotli_say_what_the_scripts_say() -> None:
    """Read by another program than the one that the browser trusts."""
    program = (
        "const z=require('node:zlib'),f=require('node:fs');for(const n of process.argv.slice(1))"
        "if(!z.brotliDecompressSync(f.readFileSync(n+'.br')).equals(f.readFileSync(n)))console.log(n)"
    )
    paths = [str(DIST / name) for name in _scripts()]
    done = subprocess.run(["node", "-e", program, *paths], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == ""


def test_every_bundled_package_is_named_with_its_licence() -> None:
    """What others gave away is passed on with their words."""
    text = (DIST / "licences.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^(\S+) \d+\.\d+\.\d+ \([^)]+\)$", text, re.MULTILINE))
    assert named >= BUNDLED
    assert text.lower().count("permission is hereby granted") >= len(named) - 1


@pytest.mark.parametrize("folder", [EDITOR, EDITOR / "packing"], ids=["editor", "packing"])
def test_versions_are_pinned_and_the_lock_names_no_registry(folder: Path) -> None:
    """The same packages for everybody, from whatever registry they use."""
    package = _json(folder / "package.json")
    versions = {**package["dependencies"], **package.get("devDependencies", {})}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values())
    locked = _json(folder / "package-lock.json")["packages"]
    assert all("resolved" not in entry for entry in locked.values())
    assert all("integrity" in entry for name, entry in locked.items() if name)
    assert {name: locked[f"node_modules/{name}"]["version"] for name in versions} == versions


@pytest.mark.usefixtures("node")
def test_the_committed_bundle_is_what_the_source_makes() -> None:
    """Byte for byte, so that nobody has to trust a built file."""
    assert rebuilt_differences() == []


@pytest.mark.usefixtures("node")
def test_a_linked_folder_of_packages_builds_the_same_bytes(tmp_path: Path) -> None:
    """A checkout may share its packages with another one: modules keep their order wherever they really are."""
    copy = tmp_path / "elsewhere" / "editor"
    shutil.copytree(EDITOR, copy, ignore=shutil.ignore_patterns("node_modules", "build"))
    for folder in (".", "packing"):
        packages = EDITOR / folder / "node_modules"
        (copy / folder / "node_modules").symlink_to(packages.resolve(), target_is_directory=True)
    subprocess.run(["node", "build.mjs"], cwd=copy, check=True, capture_output=True, timeout=120)
    assert differences(DIST, copy / "dist") == []


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
