"""The first call of make on a machine where something is missing, and the second one when it is there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import ROOT

# As Debian's python3 without python3-venv, which leaves a broken environment behind; and with it.
PYTHON = """#!/bin/sh
if [ "$1 $2" != "-m venv" ]; then exec "{python}" "$@"; fi
for folder; do :; done
mkdir -p "$folder/bin"
if [ -e "{venv_is_here}" ]; then
  cat > "$folder/bin/python" <<'END'
#!/bin/sh
echo "pip $*" >> "{asked}"
case "$*" in *install*) echo "Collecting one"; echo "Collecting two";; esac
END
else
  printf '#!/bin/sh\\necho "No module named pip" >&2\\nexit 1\\n' > "$folder/bin/python"
  echo "ensurepip is not available" >&2
fi
chmod +x "$folder/bin/python"
test -e "{venv_is_here}"
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    for name in ("Makefile", "pyproject.toml", "setup.py", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    text = PYTHON.format(python=sys.executable, venv_is_here=tmp_path / "venv_is_here", asked=tmp_path / "asked")
    (tmp_path / "python3").write_text(text)
    (tmp_path / "python3").chmod(0o755)
    return tmp_path


def _make(machine: Path, goal: str = "install") -> "subprocess.CompletedProcess[str]":
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", goal, f"PYTHON={machine / 'python3'}"]
    return subprocess.run(command, cwd=machine, env=env, capture_output=True, text=True, timeout=60)


def test_an_environment_that_was_begun_without_venv_is_begun_again(machine: Path) -> None:
    """python3-venv, installed after the first call has failed, was not enough: `.venv/bin/python` was there already."""
    first = _make(machine)
    assert first.returncode != 0
    assert "apt-get install python3-venv" in first.stderr
    assert not (machine / ".venv" / "run.stamp").exists()
    (machine / "venv_is_here").touch()
    second = _make(machine)
    assert second.returncode == 0, second.stderr
    assert "about a minute" in second.stdout
    assert ".." in second.stdout, "nothing shows that it goes on"
    query = (machine / "asked").read_text()
    assert "--constraint constraints.txt --editable .[fonts]" in query
    third = _make(machine)
    assert third.returncode == 0
    assert (machine / "asked").read_text() == query, "it was installed twice"


def test_a_failed_installation_is_not_taken_for_done(machine: Path) -> None:
    """The dots stand in a pipe behind pip; its failure must not be lost there."""
    (machine / "venv_is_here").touch()
    assert _make(machine).returncode == 0
    (machine / ".venv" / "run.stamp").unlink()
    python = machine / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\ncase "$*" in *install*) echo "no space left" >&2; exit 1;; esac\n')
    failed = _make(machine)
    assert failed.returncode != 0
    assert "no space left" in failed.stderr
    assert not (machine / ".venv" / "run.stamp").exists()


def test_one_failure_does_not_hide_those_of_the_other_parts(machine: Path) -> None:
    """CI stopped behind the first part, so what was broken in the browsers was seen a day later."""
    tools = machine / ".venv" / "bin"
    tools.mkdir(parents=True)
    (machine / "tests").mkdir()
    for tool in ("python", "pytest", "ruff", "lint-imports", "mypy"):
        (tools / tool).write_text(
            f'#!/bin/sh\necho "$@" >> "{machine}/{tool}"\ncase "$*" in *"not e2e and"*) exit 1;; esac\n'
        )
        (tools / tool).chmod(0o755)
    for stamp in ("run.stamp", "dev.stamp"):
        (machine / ".venv" / stamp).touch()
    done = _make(machine, "test")
    assert done.returncode != 0
    parts = [line for line in (machine / "pytest").read_text().splitlines() if " -m " in line]
    assert [part.split(" -m ")[1].split(" tests/")[0].strip() for part in parts] == [
        "not e2e and not alone", "e2e and not alone", "alone"
    ]  # fmt: skip
    assert done.stderr.count("pytest -q") == 1
    assert "not e2e and not alone" in done.stderr


def test_what_was_compiled_is_kept_for_the_next_process(tmp_path: Path) -> None:
    """Images of containers forbid it by a variable; the tests start hundreds of processes of the same modules."""
    (tmp_path / "say.mk").write_text(f"include {ROOT / 'Makefile'}\nsay:\n\t@env\n")
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--no-print-directory", "-f", "say.mk", "say"]
    done = subprocess.run(
        command, cwd=tmp_path, env=env | {"PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "PORT=" in done.stdout
    assert "PYTHONDONTWRITEBYTECODE" not in done.stdout


def test_all_tests_with_browsers_are_named() -> None:
    """Those below tests/e2e, and each file elsewhere that gives itself the mark."""
    asked = subprocess.run(["make", "-n", "e2e"], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    named = next(line for line in asked.stdout.splitlines() if "e2e and not alone" in line).split()
    marked = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("test_*.py")
        if "pytest.mark.e2e" in path.read_text(encoding="utf-8") and "e2e" not in path.relative_to(ROOT).parts
    }
    assert marked
    assert marked < set(named)
    assert "tests/e2e" in named
