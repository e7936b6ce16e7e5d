"""Clean Debian roots for the doors that install Debrief, and commands in them as a container runs them.

``DEBRIEF_DEBIAN`` names a root that debootstrap made before, to be copied; else one is made. Needs root.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.doors.debian import NotHere
from tests.fresh.__main__ import Debian
from tests.support.server import ROOT

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def clean_root(folder: Path) -> Debian:
    """Debian 12 with nothing in it, and with this machine's way to its package indexes."""
    base = os.environ.get("DEBRIEF_DEBIAN", "")
    needed = ["unshare", "chroot", "git", *([] if base else ["debootstrap"])]
    missing = [name for name in needed if shutil.which(name) is None]
    if os.geteuid() != 0 or missing:
        raise NotHere(f"This needs root and {', '.join(needed)}.")
    folder.mkdir(parents=True)
    folder.chmod(0o755)
    debian = Debian(folder)
    debian.make(Path(base) if base else None)
    return debian


def run(debian: Debian, text: str, env: Mapping[str, str] | None = None) -> None:
    """A line of a shell as root. Raises NotHere with the end of what it printed."""
    pairs = [f"{name}={value}" for name, value in (env or {}).items()]
    done = subprocess.run(
        debian.line(["env", *pairs, "sh", "-e", "-c", text]), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotHere(f"{text[:200]} ended with {done.returncode}: {(done.stdout + done.stderr)[-1500:]}")
    debian.take_the_way_out()  # the package of certificates writes its own


def committed(folder: Path) -> Path:
    """What is committed here, as a fresh clone has it."""
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True)
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    return folder


def contained(
    root: Path, data: Path, command: Sequence[str], env: Mapping[str, str], *, user: int = 10001
) -> list[str]:
    """The command line of a container: read-only root, one volume, memory for /tmp, no privilege at all.

    Processes are its own; the network is this machine's.
    """
    mounts = [
        f'mount --bind "{root}" "{root}"',
        f'mount -o remount,bind,ro "{root}"',
        f'mount --bind "{data}" "{root}/data"',
        f'mount -t tmpfs -o size=256m,mode=1777 tmpfs "{root}/tmp"',  # noqa: S108 - in the root
        f'mount --rbind /dev "{root}/dev"',
        f'mount -t proc proc "{root}/proc"',
        'exec chroot "$@"',
    ]
    drop = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", "--no-new-privs", "--bounding-set=-all"]
    inside = ["/usr/bin/env", "-i", *(f"{name}={value}" for name, value in env.items()), *drop, *command]
    return [
        *("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", " && ".join(mounts), "sh"),
        *(str(root), *inside),
    ]
