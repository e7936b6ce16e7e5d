"""The lines of docs/alerts.md that call curl, with the real curl and a `debrief serve`: copied, filled, and sent."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from core.services.inbound import keys
from tests.domain.alerts.test_docs_templates import block
from tests.doors.alertmanager_room import found_in, ids_in, opened_app, served, texts_of
from tests.support.server import free_port

Send = Callable[[str], str]
PATIENCE = 20.0
OUTPUT = "50 % full \\ ok"


def run(folder: Path, record: bool) -> list[str]:
    """Failures as sentences. There is nothing to record."""
    if shutil.which("curl") is None:
        return ["curl is needed."]
    port = free_port()
    with served(folder / "data", port), opened_app(folder / "data", port) as app:
        there, key = ids_in(app), keys.key(app)

        def send(command: str) -> str:
            line = command.replace("https://debrief.example.org", f"http://127.0.0.1:{port}").replace("KEY", key)
            done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False)
            print(done.stdout.strip() or done.stderr.strip()[-200:], flush=True)  # noqa: T201
            return done.stdout

        wrong = [] if "id" in send(block("A script")) else ["The script was not taken."]
        wrong += _nagios(send)
        wrong += [] if len({send(line) for line in _kuma(folder)}) == 1 else ["Uptime Kuma's two forms differ."]
        until = time.monotonic() + PATIENCE
        while len(found_in(app, there)) < 3 and time.monotonic() < until:
            time.sleep(0.25)
        found = {item.title: texts_of(item) for item in found_in(app, there)}
    if found.keys() != {"The backup failed", "Mail queue on mx-1", "Shop down"}:
        return [*wrong, f"These were opened: {sorted(found)}."]
    ended = f"resolved: Mail queue on mx-1 resolved\n{OUTPUT}"
    return wrong if ended in found["Mail queue on mx-1"] else [*wrong, f"Nagios left {found['Mail queue on mx-1']}."]


def _nagios(send: Send) -> list[str]:
    (line,) = re.findall(r"command_line +(.*)", block("Nagios"))
    now = int(time.time())
    common = {"HOSTNAME": "mx-1", "SERVICEDESC": "Mail queue", "TIMET": str(now), "SERVICEOUTPUT": OUTPUT}
    steps = (("PROBLEM", "CRITICAL", now - 60), ("ACKNOWLEDGEMENT", "CRITICAL", now - 60), ("RECOVERY", "OK", now))
    answers = set()
    for kind, state, changed in steps:
        macros = {**common, "NOTIFICATIONTYPE": kind, "SERVICESTATE": state, "LASTSERVICESTATECHANGE": str(changed)}
        answers.add(send(_filled(line, macros)))
    return [] if len(answers) == 1 and "id" in answers.pop() else ["Nagios' three messages are not one postmortem."]


def _filled(line: str, macros: Mapping[str, str]) -> str:
    return re.sub(r"\$([A-Z]+)\$", lambda found: macros.get(found[1], ""), line)


def _kuma(folder: Path) -> list[str]:
    """As JSON with a password, and as a form in parts with the key."""
    beat = {"monitorID": 1, "status": 0, "time": time.strftime("%Y-%m-%d %H:%M:%S.100", time.gmtime())}
    file = folder / "beat.json"
    file.write_text(json.dumps({"heartbeat": beat, "monitor": {"id": 1, "name": "Shop"}, "msg": "[Shop] [Down]"}))
    address = "https://debrief.example.org/live/in/uptime-kuma"
    return [
        f"curl --silent --user kuma:KEY --header 'Content-Type: application/json' --data @{file} {address}",
        f"curl --silent --header 'Authorization: Bearer KEY' --form 'data=<{file}' {address}",
    ]
