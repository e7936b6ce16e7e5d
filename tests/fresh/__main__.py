"""``make fresh``: both commands of the README, word by word, on a Debian that has nothing yet. Needs root; outside CI.

debootstrap makes a clean root in a temporary folder, what is committed here is cloned in it, the packages that the
README names are installed, and ``make run`` (until it answers) and ``make test`` are called: as an ordinary user and
as root. Only the standard library is used, so that any Python can run it.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
MIRROR = "http://deb.debian.org/debian"
RELEASE = "bookworm"
HOMES = {"guest": "/home/guest", "root": "/root"}
PATIENCE = 900
PATHS = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
PIP_FILES = (Path("/etc/pip.conf"), Path("/etc/xdg/pip"), Path.home() / ".config/pip/pip.conf")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def packages(readme: str) -> list[list[str]]:
    """What each ``apt-get install`` of the README names: first to run Debrief, then besides for the tests."""
    lines = re.findall(r"^(?:sudo )?apt-get install ([a-z0-9 .+-]+?)(?: *#[^\n]*)?$", readme, flags=re.MULTILINE)
    return [line.split() for line in lines]


class Debian:
    """A clean root. What runs in it sees only its own processes, and they end with the command that began them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, base: Path | None) -> None:
        if base is not None:
            shutil.copytree(base, self.folder, symlinks=True, dirs_exist_ok=True, ignore=shutil.ignore_patterns("dev"))
            (self.folder / "dev").mkdir()
        else:
            _do(["debootstrap", "--variant=minbase", RELEASE, str(self.folder), os.environ.get("MIRROR", MIRROR)])
        for name in ("resolv.conf", "hosts"):
            shutil.copy(Path("/etc") / name, self.folder / "etc" / name)
        self.take_the_way_out()
        self.call(["useradd", "--create-home", "--shell", "/bin/bash", "guest"])
        (self.folder / "root").chmod(0o700)

    def take_the_way_out(self) -> None:
        """How this machine reaches its package indexes: pip's files with the folders that they name, certificates."""
        for path in PIP_FILES:
            target = Path("/etc") / path.name if path.is_relative_to(Path.home()) else path
            if path.is_dir():
                shutil.copytree(path, self.folder / str(target).lstrip("/"), dirs_exist_ok=True)
            elif path.is_file():
                shutil.copy(path, self.folder / str(target).lstrip("/"))
        if CERTIFICATES.is_file():
            (self.folder / str(CERTIFICATES.parent).lstrip("/")).mkdir(parents=True, exist_ok=True)
            shutil.copy(CERTIFICATES, self.folder / str(CERTIFICATES).lstrip("/"))

    def line(self, command: Sequence[str], user: str = "root") -> list[str]:
        """The command in the root, with mounts and processes of its own; the network is this machine's."""
        kept = {name: value for name, value in os.environ.items() if name.startswith("PIP_") or name == "SSL_CERT_FILE"}
        messages = {"HOME": HOMES[user], "PATH": PATHS, "LANG": "C.UTF-8", "USER": user, **kept}
        mounts = [f'mount --rbind /dev "{self.folder}/dev"']
        for folder in _folders_of_pip():
            (self.folder / str(folder).lstrip("/")).mkdir(parents=True, exist_ok=True)
            mounts.append(f'mount --rbind "{folder}" "{self.folder}{folder}"')
        inside = ["env", "-i", *(f"{name}={value}" for name, value in messages.items()), *command]
        return [
            *("unshare", "--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={self.folder}/proc"),
            *("sh", "-c", " && ".join([*mounts, 'exec chroot "$@"']), "sh"),
            *(f"--userspec={user}:{user}", str(self.folder), *inside),
        ]

    def call(self, command: Sequence[str], user: str = "root") -> None:
        _do(self.line(command, user))

    def shell(self, text: str, user: str) -> None:
        self.call(["bash", "-e", "-c", text], user)


def _folders_of_pip() -> Iterator[Path]:
    """Local folders that pip's configuration or environment leads to."""
    messages = [value for name, value in os.environ.items() if name.startswith("PIP_")]
    for path in PIP_FILES:
        messages += [item.read_text() for item in (path.glob("*") if path.is_dir() else [path]) if item.is_file()]
    found = {
        Path("/", *Path(name).parts[1:3]) for name in re.findall(r"(?:^|[\s=]|file://)(/[\w./-]+)", " ".join(messages))
    }
    yield from sorted(path for path in found if path.is_dir() and path.parts[1] not in ("etc", "usr"))


def _do(command: Sequence[str]) -> None:
    done = subprocess.run(command, check=False)
    if done.returncode:
        raise SystemExit(f"This ended with {done.returncode}: {' '.join(command)}")


def _say(text: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')}  {text}\n")
    sys.stdout.flush()


def run_answers(debian: Debian, user: str) -> float:
    """``make run`` in the clone until it answers. Returns the seconds, the installation among them."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    begun = time.monotonic()
    text = f"cd ~/debrief && exec make run PORT={port}"
    server = subprocess.Popen(debian.line(["bash", "-c", text], user))
    try:
        while server.poll() is None and time.monotonic() - begun < PATIENCE:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/live/health", timeout=5) as answer:
                    if answer.status == 200:
                        return time.monotonic() - begun
            except (urllib.error.URLError, OSError):
                time.sleep(0.5)
        raise SystemExit(f"`make run` as {user} did not answer within {PATIENCE} s, or ended.")
    finally:
        server.kill()
        server.wait()


def look_around(debian: Debian) -> tuple[str, int]:
    """What a run of the tests must leave as it was: the users, and who may read the administrator's home."""
    return (debian.folder / "etc/passwd").read_text(), (debian.folder / "root").stat().st_mode


def try_as(debian: Debian, user: str, target: str) -> None:
    debian.shell("git clone -q /srv/debrief.git ~/debrief", user)
    _say(f"make run as {user}: answers after {run_answers(debian, user):.0f} s, the installation included")
    if not target:
        return
    if user != "root":
        debian.call(["apt-get", "install", "-y", "-qq", *packages(_readme(debian))[1]])
    debian.call(["apt-get", "clean"])
    before = look_around(debian)
    begun = time.monotonic()
    debian.shell(f"cd ~/debrief && make {target}", user)
    _say(f"make {target} as {user}: passed after {(time.monotonic() - begun) / 60:.1f} minutes")
    users = [line for line in look_around(debian)[0].splitlines() if line not in before[0].splitlines()]
    # A package may bring a user of its own; a test may not.
    if any(line.startswith("pgserver:") for line in users) or look_around(debian)[1] != before[1]:
        raise SystemExit("The tests changed the machine: a new user, or the administrator's home is open.")


def _readme(debian: Debian) -> str:
    done = ["git", f"--git-dir={debian.folder}/srv/debrief.git", "show", "HEAD:README.md"]
    return subprocess.run(done, check=True, capture_output=True, text=True).stdout


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m tests.fresh", description=(__doc__ or "").split("\n")[0])
    options.add_argument("--users", nargs="+", choices=sorted(HOMES), default=["root", "guest"])
    options.add_argument("--target", default="test", help="what to call besides `make run`; empty for nothing")
    options.add_argument("--base", type=Path, help="a clean root that debootstrap made before, to be copied")
    options.add_argument("--keep", action="store_true", help="leave the folder, to look into it")
    chosen = options.parse_args()
    needed = ["unshare", "chroot", "git", *([] if chosen.base else ["debootstrap"])]
    missing = [name for name in needed if shutil.which(name) is None]
    if os.geteuid() != 0 or missing:
        sys.stderr.write(f"This needs root and {', '.join(needed)}; on Debian: apt-get install debootstrap git\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="debrief-fresh-"))
    folder.chmod(0o755)
    debian = Debian(folder)
    try:
        _say(f"a clean {RELEASE} in {folder}")
        debian.make(chosen.base)
        _do(["git", "clone", "-q", "--bare", str(ROOT), str(folder / "srv/debrief.git")])
        debian.call(["apt-get", "update", "-qq"])
        debian.call(["apt-get", "install", "-y", "-qq", *packages(_readme(debian))[0]])
        debian.take_the_way_out()  # once more: the package of certificates has written its own
        debian.shell("git config --system --add safe.directory '*'", "root")
        for user in chosen.users:
            try_as(debian, user, chosen.target)
    finally:
        if not chosen.keep:
            shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
