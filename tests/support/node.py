"""Node for the tests of the browser's side: whether it is here, and its packages in place.

Where Node is on the PATH nothing of the browser's side is left out: ``install.mjs`` puts what the lock file names into
``core/live/editor/node_modules``, once. Where it is not, the committed bundle is served as it is, and that is said.
"""

import fcntl
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EDITOR = ROOT / "core" / "live" / "editor"
NO_NODE = "there is no Node on the PATH: the committed bundle is taken as it is"


class NpmFailed(Exception):
    """A command of npm did not end well; the message is the command and what it printed."""


def has_node() -> bool:
    return shutil.which("node") is not None and shutil.which("npm") is not None


def is_ci() -> bool:
    """Whether nothing may be left out."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def npm(*arguments: str, timeout: float = 600) -> str:
    """Runs npm in the editor's folder and returns what it printed; raises `NpmFailed`."""
    return _run(["npm", *arguments], timeout)


def install() -> None:
    """Puts what the lock file names into place, unless it is there; of several processes at once one does it."""
    with (Path(tempfile.gettempdir()) / f"debrief-npm-{os.getuid()}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        _run(["node", "install.mjs"], 600)


def _run(command: list[str], timeout: float) -> str:
    done = subprocess.run(command, cwd=EDITOR, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode != 0:
        raise NpmFailed(f"{' '.join(command)} failed.\n{done.stdout[-6000:]}{done.stderr[-3000:]}")
    return done.stdout
