"""Builds the image of ``deploy/container`` without Docker: each line of its Containerfile, in clean roots.

Then it is run as its compose file says: as its user, without privileges, its root read-only, with its health check, on
SQLite and on the PostgreSQL of Debian. What is not tried like this: Docker and Podman themselves, and their networks.
"""

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from tests.doors.debian import NotHere
from tests.doors.roots import clean_root, committed, contained, run
from tests.fresh.__main__ import Debian
from tests.support.containerfile import Stage, stages
from tests.support.server import free_port

BASE = "docker.io/library/debian:bookworm-slim"
PATIENCE = 120
STOP = 20
OWNER = 10001
POSTGRESQL = "/usr/lib/postgresql/15/bin"


def run_door(folder: Path, _record: bool) -> list[str]:
    """Every failure as a sentence."""
    try:
        image, root = _build(folder)
        return [*_serve(folder, image, root, "sqlite", {}), *_with_postgresql(folder, image, root)]
    except NotHere as missing:
        return [str(missing)]


def _say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)  # noqa: T201


def _build(folder: Path) -> tuple[Stage, Path]:
    source = committed(folder / "source")
    roots: dict[str, Debian] = {}
    found = stages(source / "deploy" / "container" / "Containerfile")
    for number, stage in enumerate(found):
        if stage.base != BASE:
            raise NotHere(f"{stage.base} is no base that is known here.")
        debian = clean_root(folder / f"stage{number}")
        roots[stage.name] = debian
        env, place = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}, "/"
        for kind, text in stage.steps:
            if kind == "RUN":
                _say(f"RUN {text[:100]}")
                run(debian, f"cd {shlex.quote(place)}; {text}", env)
            elif kind == "COPY":
                _copy(text, source, roots, debian.folder, place)
            elif kind == "WORKDIR":
                place = text
                (debian.folder / text.lstrip("/")).mkdir(parents=True, exist_ok=True)
            elif kind == "ENV":
                env |= {name: value for name, _, value in (part.partition("=") for part in shlex.split(text))}
    return found[-1], debian.folder


def _copy(text: str, source: Path, roots: Mapping[str, Debian], target: Path, place: str) -> None:
    """A folder is copied by its content, as Docker does."""
    parts = text.split()
    origin = source
    if parts[0].startswith("--from="):
        origin = roots[parts.pop(0).removeprefix("--from=")].folder
    *names, last = parts
    place = last if last.startswith("/") else f"{place.rstrip('/')}/{last}"
    goal = target / place.lstrip("/")
    for name in names:
        item = origin / name.lstrip("/")
        if item.is_dir():
            shutil.copytree(item, goal, symlinks=True, dirs_exist_ok=True)
        else:
            into = goal / item.name if last.endswith("/") else goal
            into.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(item, into)


def _serve(folder: Path, image: Stage, root: Path, name: str, more: Mapping[str, str]) -> list[str]:
    """Started, healthy, used, stopped by its signal, and started again on the same volume."""
    data = folder / f"data-{name}"
    data.mkdir(mode=0o700)
    os.chown(data, OWNER, OWNER)
    port = free_port()
    env = {**image.environment, "DEBRIEF_PORT": str(port), "DEBRIEF_URL": "https://debrief.example.com", **more}
    health = [part.replace(":8501/", f":{port}/") for part in image.health]
    failures: list[str] = []
    made = ""
    for round_ in (1, 2):
        log_path = folder / f"{name}-{round_}.log"
        with log_path.open("wb") as log:
            server = subprocess.Popen(contained(root, data, image.command, env), stdout=log, stderr=log)
        try:
            begun = time.monotonic()
            while _exec(root, data, health, env).returncode:
                if server.poll() is not None or time.monotonic() - begun > PATIENCE:
                    return [*failures, f"{name}: the server is not healthy: {log_path.read_text()[-1500:]}"]
                time.sleep(0.5)
            _say(f"{name}: healthy after {time.monotonic() - begun:.1f} s")
            if round_ == 1:
                made = _exec(root, data, ["debrief", "new", "The queue stood still"], env).stdout
            failures += _look(root, data, env, name, made)
        finally:
            failures += _stop(server, name)
    return failures


def _exec(root: Path, data: Path, command: list[str], env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(contained(root, data, command, env), capture_output=True, text=True, check=False)


def _look(root: Path, data: Path, env: Mapping[str, str], name: str, made: str) -> list[str]:
    """What people and operators do with it."""
    pm_id = made.split()[1] if made else "nothing"
    found: list[str] = []
    for command, expected in (
        (["debrief", "key"], "https://debrief.example.com/live/enter#k="),
        (["debrief", "list"], "The queue stood still"),
        (["debrief", "export", pm_id, "--format", "pdf", "-o", "/data/made.pdf"], "Written to"),
        (["debrief", "backup", "--keep", "14", "/data/backups"], "Verified: "),
        (["debrief", "doctor"], "Everything can be read."),
        (["sh", "-c", "id -u; touch /opt/x 2>&1; touch /etc/x 2>&1; grep NoNewPrivs /proc/self/status"], "Read-only"),
    ):
        done = _exec(root, data, command, env)
        if expected not in done.stdout:
            found.append(f"{name}: {' '.join(command)} said {(done.stdout + done.stderr)[-800:]}")
    if not (data / "made.pdf").is_file() or not (data / "made.pdf").read_bytes().startswith(b"%PDF"):
        found.append(f"{name}: no PDF was made")
    if any(path.stat().st_uid != OWNER for path in data.rglob("*")):
        found.append(f"{name}: a file of the volume belongs to somebody else")
    return found


def _stop(server: "subprocess.Popen[bytes]", name: str) -> list[str]:
    """By the signal that the image names, to the process itself and not to what holds it here."""
    begun = time.monotonic()
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGTERM)
    try:
        server.wait(STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
        return [f"{name}: it did not stop within {STOP} s"]
    _say(f"{name}: stopped after {time.monotonic() - begun:.1f} s")
    return []


def _with_postgresql(folder: Path, image: Stage, root: Path) -> list[str]:
    """As the service `db` of the compose file sets it up: a user with a password, UTF8."""
    debian = clean_root(folder / "db")
    run(debian, "apt-get update -qq && apt-get install -y -qq postgresql-15 >/dev/null")
    port = free_port()
    start = (
        f"mkdir -p /srv/db && chown postgres /srv/db && echo secret0123 > /srv/pw && cd /srv && su postgres -c "
        f"'{POSTGRESQL}/initdb -D /srv/db -U debrief --pwfile=/srv/pw --auth=scram-sha-256 --encoding=UTF8 "
        f"--locale=C.UTF-8 >/dev/null' && exec su postgres -c '{POSTGRESQL}/postgres -D /srv/db -p {port} "
        "-c listen_addresses=127.0.0.1 -c unix_socket_directories=/srv/db'"
    )
    with (folder / "db.log").open("wb") as log:
        server = subprocess.Popen(debian.line(["sh", "-e", "-c", start]), stdout=log, stderr=log)
    try:
        begun = time.monotonic()
        while "ready to accept" not in (folder / "db.log").read_text(errors="replace"):
            if server.poll() is not None or time.monotonic() - begun > PATIENCE:
                return [f"PostgreSQL did not start: {(folder / 'db.log').read_text()[-800:]}"]
            time.sleep(0.5)
        make = f"PGPASSWORD=secret0123 {POSTGRESQL}/createdb -h 127.0.0.1 -p {port} -U debrief debrief"
        run(debian, make)
        url = f"postgresql+psycopg://debrief:secret0123@127.0.0.1:{port}/debrief"
        return _serve(folder, image, root, "postgresql", {"DEBRIEF_DATABASE_URL": url})
    finally:
        server.kill()
        server.wait()
