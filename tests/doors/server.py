"""A server as docs/deploy.md makes one: its blocks of commands word by word in a clean Debian, then forward and back.

No systemd runs in the root, so lines of ``systemctl`` are left out; the units are read by ``systemd-analyze`` of the
root's own systemd, and their commands are started as their user with their environment file.
"""

import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.doors.debian import NotHere
from tests.doors.roots import clean_root, run
from tests.fresh.__main__ import Debian
from tests.support.server import ROOT, free_port

PATIENCE = 120
STOP = 20
REPOSITORY = "/srv/debrief.git"
UNITS = Path("/etc/systemd/system")


def run_door(folder: Path, _record: bool) -> list[str]:
    """Every failure as a sentence."""
    try:
        return _tried(folder)
    except NotHere as missing:
        return [str(missing)]


def blocks(page: str, heading: str) -> list[list[str]]:
    """The lines of each block of commands below a heading of a page of docs/."""
    text = (ROOT / "docs" / page).read_text()
    section = re.split(rf"^## {re.escape(heading)}$", text, flags=re.MULTILINE)[1].split("\n## ")[0]
    return [block.splitlines() for block in re.findall(r"^```\n(.*?)^```", section, flags=re.MULTILINE | re.DOTALL)]


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)  # noqa: T201


def _tried(folder: Path) -> list[str]:
    debian = clean_root(folder / "root")
    subprocess.run(["git", "clone", "-q", "--bare", str(ROOT), str(debian.folder / REPOSITORY.lstrip("/"))], check=True)
    run(debian, "apt-get update -qq && apt-get install -y -qq git adduser >/dev/null")
    run(debian, "git config --system --add safe.directory '*'")
    begun = time.monotonic()
    for line in blocks("deploy.md", "Install")[0]:
        _call(debian, line)
    _say(f"installed after {time.monotonic() - begun:.0f} s")
    port = free_port()
    run(debian, f"sed -i 's/^DEBRIEF_PORT=.*/DEBRIEF_PORT={port}/' /etc/debrief.env")
    failures = [*_units(debian), *_rights(debian)]
    with _serving(debian, port):
        pm_id = _output(debian, "debrief new 'The queue stood still'").split()[1]
        for command, expected in (
            ("debrief key", "https://debrief.example.com/live/enter#k="),
            ("debrief doctor", "Everything can be read."),
            (f"debrief export {pm_id} --format pdf -o /var/lib/debrief/x.pdf", "Written to"),
            (_unit(debian, "debrief-backup.service", "ExecStart"), "Verified: "),
        ):
            failures += _expected(debian, command, expected)
    return failures + _forward_and_back(debian, port, pm_id)


def _forward_and_back(debian: Debian, port: int, pm_id: str) -> list[str]:
    """docs/upgrade.md, to the same version with a new commit on it, and back to what was there before."""
    clone = "/srv/work"
    run(
        debian,
        f"git clone -q {REPOSITORY} {clone} && cd {clone} && git config user.email x@example.org "
        "&& git config user.name x "
        "&& sed -i 's/^__version__: Final = .*/__version__: Final = \"99.0.0\"/' core/__init__.py "
        "&& git commit -qam 'a newer version' && git push -q",
    )
    failures: list[str] = []
    for line in blocks("upgrade.md", "Forward")[0]:
        _call(debian, line)
    failures += _expected(debian, "debrief --version", "debrief 99.0.0")
    with _serving(debian, port):
        failures += _expected(debian, "debrief list", pm_id)
        _output(debian, "debrief new 'Typed after the upgrade'")
    for line in blocks("upgrade.md", "Back")[0]:
        _call(debian, line)
    with _serving(debian, port):
        listed = _output(debian, "debrief list")
    if pm_id not in listed or "after the upgrade" in listed:
        failures.append(f"the way back left {listed}")
    if "99.0.0" in _output(debian, "debrief --version"):
        failures.append("the way back left the newer version")
    return failures


def _call(debian: Debian, line: str) -> None:
    """As it stands there; questions of apt-get are answered with yes, and what starts services is left out."""
    if line.startswith("systemctl "):
        _say(f"left out: {line}")
        return
    line = line.replace("ADDRESS-OF-THIS-REPOSITORY", REPOSITORY).replace("apt-get install ", "apt-get install -y -qq ")
    _say(line[:110])
    run(debian, line)


def _output(debian: Debian, command: str) -> str:
    done = subprocess.run(debian.line(["sh", "-c", command]), capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _expected(debian: Debian, command: str, expected: str) -> Iterator[str]:
    found = _output(debian, _as_service(command) if command.startswith("/opt/") else command)
    if expected not in found:
        yield f"{command} said {found[-800:]}"


def _as_service(command: str) -> str:
    """As the unit starts it: its user, its environment file, its folder."""
    inside = f"set -a; . /etc/debrief.env; set +a; cd /var/lib/debrief; umask 0077; exec {command}"
    return f"runuser -u debrief -- sh -c {shlex.quote(inside)}"


def _unit(debian: Debian, name: str, key: str) -> str:
    text = (debian.folder / str(UNITS).lstrip("/") / name).read_text()
    return str(re.findall(rf"^{key}=(.*)$", text, flags=re.MULTILINE)[0])


def _units(debian: Debian) -> Iterator[str]:
    """What the root's own systemd says of them, and how far it finds the service closed off."""
    run(debian, "apt-get install -y -qq systemd >/dev/null")
    found = _output(debian, f"systemd-analyze verify {UNITS}/debrief.service {UNITS}/debrief-backup.timer")
    ours = [line for line in found.splitlines() if "debrief" in line]
    if ours:
        yield f"systemd-analyze verify says {ours}"
    text = _output(debian, f"systemd-analyze security --offline=yes --no-pager {UNITS}/debrief.service")
    score = re.search(r"exposure level for debrief\.service: ([\d.]+)", text)
    _say(f"systemd-analyze security: {score[1] if score else text[-300:]}")
    if score is None or float(score[1]) > 2.0:
        yield f"the service is not closed off well: {text[-300:]}"


def _rights(debian: Debian) -> Iterator[str]:
    """The service's user can write neither the program nor its settings."""
    script = (
        "for p in /opt/debrief /opt/debrief-source /etc/debrief.env /etc; do [ -w $p ] && echo writable $p; done; true"
    )
    found = _output(debian, f"runuser -u debrief -- sh -c '{script}'")
    if "writable" in found:
        yield found


@contextmanager
def _serving(debian: Debian, port: int) -> Iterator[None]:
    """The unit's command, until it is ready; stopped by the signal that systemd sends."""
    log_path = debian.folder.parent / "server.log"
    with log_path.open("wb") as log:
        line = debian.line(["sh", "-c", _as_service(_unit(debian, "debrief.service", "ExecStart"))])
        server = subprocess.Popen(line, stdout=log, stderr=log)
    try:
        begun = time.monotonic()
        asked = f"import urllib.request as r; r.urlopen('http://127.0.0.1:{port}/live/ready', timeout=4)"
        while subprocess.run(["python3", "-c", asked], capture_output=True, check=False).returncode:
            if server.poll() is not None or time.monotonic() - begun > PATIENCE:
                raise NotHere(f"the server is not ready: {log_path.read_text()[-1500:]}")
            time.sleep(0.5)
        _say(f"ready after {time.monotonic() - begun:.1f} s")
        yield
    finally:
        _stop(server)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    for pid in _below(server.pid):
        if b"streamlit" in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGTERM)
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired as late:
        server.kill()
        server.wait()
        raise NotHere(f"the server did not stop within {STOP} s") from late


def _below(pid: int) -> Iterator[int]:
    """Every process that was started by this one, directly or not."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield int(child)
        yield from _below(int(child))
