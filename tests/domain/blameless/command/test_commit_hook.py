"""The commit hook of docs/hints.md, word by word, in somebody else's repository."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "hints.md").read_text(encoding="utf-8")
BLAMING = "Root cause: human error.\n"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose `.venv/bin/python` is the one that runs the tests, and has Debrief installed as `make` does."""
    folder = tmp_path_factory.mktemp("checkout") / "app with a space"
    (folder / ".venv" / "bin").mkdir(parents=True)
    python = folder / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    return folder


@pytest.fixture
def theirs(tmp_path: Path, checkout: Path) -> Path:
    """A repository with a `core` of its own and with the colours of an eager user, and the hook of the page."""
    _git(tmp_path, "init", "-q")
    for name, value in (("user.name", "Ana"), ("user.email", "ana@example.org"), ("color.ui", "always")):
        _git(tmp_path, "config", name, value)
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text("raise RuntimeError('this is not Debrief')\n")
    (tmp_path / "postmortems").mkdir()
    found = re.findall(r"^```sh\n(#!/bin/sh\n.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(found[0].replace("debrief=/srv/debrief/app", f'debrief="{checkout}"'))
    hook.chmod(0o755)
    return tmp_path


def _git(folder: Path, *text: str) -> "subprocess.CompletedProcess[str]":
    """As somebody whose computer knows nothing of ours."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON"))}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    return subprocess.run(["git", *text], cwd=folder, env=env, capture_output=True, text=True, timeout=60)


def _commit(folder: Path, name: str, text: str) -> "subprocess.CompletedProcess[str]":
    (folder / name).write_text(text, encoding="utf-8")
    _git(folder, "add", name)
    return _git(folder, "commit", "-m", "a postmortem")


def test_what_is_added_is_read_and_nothing_else(theirs: Path) -> None:
    """Also a list that begins with plus signs; not old lines, nor the file's name. Nothing is blocked."""
    first = _commit(theirs, "postmortems/disk.md", f"# Disk full\n\n+ {BLAMING}+ Größe: 3 GB\n")
    assert first.returncode == 0, first.stderr
    message = first.stdout + first.stderr
    assert "“human error”: " in message
    assert message.count("“") == 1, message
    (theirs / "notes.md").write_text(BLAMING)
    _git(theirs, "add", "notes.md")
    second = _commit(theirs, "postmortems/disk.md", f"# Disk full\n\n+ {BLAMING}+ Größe: 3 GB\n\nThe alert fired.\n")
    assert second.returncode == 0, second.stderr
    assert "human error" not in second.stdout + second.stderr


def test_with_fail_behind_it_the_hook_blocks(theirs: Path) -> None:
    """As the page says it; and what is fine goes through."""
    hook = theirs / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().rstrip("\n") + " --fail\n")
    assert _commit(theirs, "postmortems/disk.md", BLAMING).returncode == 1
    assert _commit(theirs, "postmortems/disk.md", "The disk was full.\n").returncode == 0


def _entry(checkout: Path) -> list[str]:
    """The command of the pre-commit entry of the page, for this checkout."""
    (entry,) = re.findall(r"^ {8}entry: (.*)$", PAGE, flags=re.MULTILINE)
    return [part.replace("/srv/debrief/app", str(checkout)) for part in entry.split()]


def test_the_pre_commit_entry_stops_a_commit_with_a_hint(theirs: Path, checkout: Path) -> None:
    """As pre-commit calls it: in the other repository, the files behind the command. Tried with pre-commit 4.7 too."""
    (pattern,) = re.findall(r"^ {8}files: (.*)$", PAGE, flags=re.MULTILINE)
    assert re.search(pattern, "postmortems/disk.md")
    assert not re.search(pattern, "notes.md")
    (theirs / "postmortems" / "disk.md").write_text(f"## Root cause\n\n{BLAMING}", encoding="utf-8")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    for more, status in (([], 1), (["--exit-zero"], 0)):
        done = subprocess.run(
            [*_entry(checkout), *more, "postmortems/disk.md"],
            cwd=theirs,
            env=env,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == status, done.stderr
        assert done.stdout.startswith("postmortems/disk.md:3:13: “human error”: ")


def test_the_step_for_github_names_what_is_needed(theirs: Path) -> None:
    """The packages of its first line are all that the command imports; the second one is called as it stands."""
    (install,) = re.findall(r"- run: pip install (.*)$", PAGE, flags=re.MULTILINE)
    assert install.split() == ["pydantic", "markdown-it-py"]
    (command,) = re.findall(r"- run: python (-P .*)$", PAGE, flags=re.MULTILINE)
    (theirs / "postmortems" / "a.md").write_text(BLAMING, encoding="utf-8")
    done = subprocess.run(
        ["sh", "-c", f'"{sys.executable}" {command}'],
        cwd=theirs,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=postmortems/a.md,line=1,")


def test_the_page_names_every_option_and_key() -> None:
    """What the help lists and the JSON holds is written down."""
    out = subprocess.run(
        [sys.executable, "-P", "-m", "core.domain.blameless", "--help"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    for option in set(re.findall(r"--[a-z-]+", out)) - {"--help"}:
        assert option in PAGE, option
    for key in ("version", "files", "path", "error", "hints", "end_line", "end_column", "words", "because"):
        assert f"`{key}`" in PAGE, key
