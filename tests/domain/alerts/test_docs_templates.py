"""The templates of docs/alerts.md, read out of the page, filled as each tool fills them, and read."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode

import pytest

from core.domain.alerts.reading import AlertAction, AlertReading
from core.domain.alerts.registry import READERS
from tests.domain.alerts.bodies import at, read

PAGE = (Path(__file__).parents[3] / "docs" / "alerts.md").read_text(encoding="utf-8")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HARD = 'Queue "in" isn\'t\nmoving: 50 % & <b> \\ ü🔥 $HOME `id`'
"""What people write into names and outputs."""
HARD_LINE = " ".join(HARD.split())


def block(heading: str, number: int = 0) -> str:
    """A block of code under a heading, as somebody would copy it."""
    section = PAGE.split(f"### {heading}\n", 1)[1].split("\n### ", 1)[0]
    blocks: list[str] = re.findall(r"```\w*\n(.*?)```", section, flags=re.DOTALL)
    return blocks[number]


def test_each_source_is_in_the_table() -> None:
    """And nothing else."""
    named = re.findall(r"^\| `([a-z-]+)` \| .* \| .* \| .* \|$", PAGE, flags=re.MULTILINE)
    assert named == list(READERS)


def healthchecks(**variables: str) -> AlertReading:
    text = block("Healthchecks")
    for name, value in sorted(variables.items(), key=lambda item: -len(item[0])):
        text = text.replace(f"${name}", value)
    return read("healthchecks", text.encode())


def test_healthchecks() -> None:
    """Its variables are put in as they are; $JSON is the whole check."""
    check = {"name": HARD, "slug": "queue", "status": "down", "grace": 60, "next_ping": "2026-11-20T09:29:00+00:00"}
    common = {"CODE": "8a4f-11", "NOW": "2026-11-20T09:30:00+00:00"}
    down = healthchecks(STATUS="down", JSON=json.dumps(check), **common)
    assert (down.action, down.started, down.detected) == (AlertAction.OPEN, at("09:29"), at("09:30"))
    assert (down.title, down.group_key) == (f"{HARD_LINE} down", "8a4f-11")
    up = healthchecks(STATUS="up", JSON=json.dumps({**check, "status": "up"}), **common)
    assert (up.action, up.resolved, up.group_key) == (AlertAction.UPDATE, at("09:30"), "8a4f-11")


def datadog(form: bool = False, **variables: str) -> AlertReading:
    payload = json.loads(block("Datadog"))

    def value(text: str) -> str:
        return variables.get(text.removeprefix("$"), text)

    filled = {name: value(text) for name, text in payload.items()}
    return read("datadog", urlencode(filled).encode(), FORM) if form else read("datadog", filled)


@pytest.mark.parametrize("form", [False, True])
def test_datadog(form: bool) -> None:
    """As JSON and encoded as a form; variables without a value stay as they are."""
    common = {"ID": "77", "ALERT_CYCLE_KEY": "c-1", "TAGS": "env:prod,service:mail", "DATE": "1795167000000"}
    fired = datadog(
        form, EVENT_TITLE=f"[Triggered] {HARD}", ALERT_TRANSITION="Triggered", ALERT_PRIORITY="P2", **common
    )
    assert (fired.action, fired.title, fired.severity) == (AlertAction.OPEN, HARD_LINE, "P2")
    assert (fired.started, fired.services, fired.ask) == (at("09:30"), ("mail",), ())
    over = datadog(form, EVENT_TITLE=f"[Recovered] {HARD}", ALERT_TRANSITION="Recovered", **{**common, "ID": "78"})
    assert (over.resolved, over.group_key, over.severity) == (at("09:30"), fired.group_key, None)


def test_uptime_kuma_takes_the_header() -> None:
    """It wants JSON there."""
    assert json.loads(block("Uptime Kuma")) == {"Authorization": "Bearer KEY"}


ZABBIX = {
    "EVENT.ID": "4711",
    "EVENT.VALUE": "1",
    "EVENT.UPDATE.STATUS": "0",
    "EVENT.NAME": HARD,
    "EVENT.SEVERITY": "Disaster",
    "EVENT.DATE": "2026.11.20",
    "EVENT.TIME": "09:30:00",
    "HOST.NAME": "mx-1",
}
HARNESS = """
var sent = {headers: []};
function HttpRequest() {}
HttpRequest.prototype.addHeader = function (line) { sent.headers.push(line); };
HttpRequest.prototype.post = function (address, body) { sent.address = address; sent.body = body; return 'answer'; };
HttpRequest.prototype.getStatus = function () { return STATUS; };
var result;
try { result = (function (value) { SCRIPT })(VALUE); } catch (error) { result = 'thrown: ' + error; }
console.log(JSON.stringify({sent: sent, result: result}));
"""


def zabbix(macros: Mapping[str, str], status: int = 202) -> dict[str, object]:
    """Runs the script of the page as Zabbix does, with its parameters as one JSON text."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("There is no Node on the PATH.")
    lines = [line.split(None, 1) for line in block("Zabbix").splitlines()]
    known = {**ZABBIX, **{name.replace("_", "."): text for name, text in macros.items()}}

    def fill(text: str) -> str:
        return re.sub(r"\{([A-Z.]+)\}", lambda found: known.get(found[1], found[0]), text)

    value = json.dumps(json.dumps({name: fill(text) for name, text in lines}))
    source = HARNESS.replace("STATUS", str(status)).replace("VALUE", value).replace("SCRIPT", block("Zabbix", 1))
    done = subprocess.run([node, "-e", source], capture_output=True, text=True, timeout=60, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def zabbix_read(**macros: str) -> AlertReading:
    told = zabbix(macros)
    assert told["result"] == "OK"
    sent = told["sent"]
    assert isinstance(sent, dict)
    assert sent["address"] == "https://debrief.example.org/live/in/debrief"
    assert sent["headers"] == ["Content-Type: application/json", "Authorization: Bearer KEY"]
    assert "KEY" not in json.loads(sent["body"])
    return read("debrief", sent["body"].encode())


def test_zabbix_a_problem() -> None:
    """What has no value yet comes as the macro itself."""
    reading = zabbix_read()
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, HARD_LINE, "P1")
    assert (reading.started, reading.resolved, reading.services) == (at("09:30"), None, ("mx-1",))
    assert [row.text for row in reading.rows] == [f"{HARD_LINE} firing"]
    assert (reading.group_key, reading.ask) == ("4711", ())


def test_zabbix_its_recovery() -> None:
    """In the same group, with both instants."""
    reading = zabbix_read(EVENT_VALUE="0", EVENT_RECOVERY_DATE="2026.11.20", EVENT_RECOVERY_TIME="09:50:00")
    assert (reading.action, reading.started, reading.resolved) == (AlertAction.UPDATE, at("09:30"), at("09:50"))
    assert reading.group_key == "4711"


def test_zabbix_an_update() -> None:
    """With the words of whoever wrote it, also when the problem is over."""
    written = {
        "EVENT_UPDATE_STATUS": "1",
        "EVENT_UPDATE_DATE": "2026.11.20",
        "EVENT_UPDATE_TIME": "09:40:00",
        "EVENT_UPDATE_MESSAGE": HARD,
        "USER_FULLNAME": "Gwen Hall",
    }
    reading = zabbix_read(**written)
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, None)
    assert [(row.at, row.who, row.text) for row in reading.rows] == [(at("09:40"), "Gwen Hall", HARD)]
    assert zabbix_read(**written, EVENT_VALUE="0").resolved is None


def test_zabbix_is_told_that_it_failed() -> None:
    """So that it tries again and shows it."""
    assert zabbix({}, status=503)["result"] == "thrown: Debrief answered 503: answer"


def curl(command: str, folder: Path) -> dict[str, str]:
    """Runs a shell line with a curl that keeps what it would send; the fields."""
    fake = folder / "curl"
    fake.write_text(f"#!{sys.executable}\nimport json, sys\nprint(json.dumps(sys.argv[1:]))\n")
    fake.chmod(0o755)
    environment = {"PATH": f"{folder}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, text=True, env=environment, timeout=60, check=True
    )
    return fields(json.loads(done.stdout))


def fields(arguments: list[str]) -> dict[str, str]:
    assert arguments[-1] == "https://debrief.example.org/live/in/debrief"
    assert "Authorization: Bearer KEY" in arguments
    given = [text for flag, text in pairwise(arguments) if flag == "--data-urlencode"]
    return dict(text.split("=", 1) for text in given)


def form(sent: Mapping[str, str]) -> AlertReading:
    return read("debrief", urlencode(sent).encode(), FORM)


def test_a_script(tmp_path: Path) -> None:
    """Its time is that of the shell."""
    sent = curl(block("A script"), tmp_path)
    assert re.fullmatch(r"\d{10}", sent["at"])
    reading = form({**sent, "at": "1795167000"})
    assert (reading.action, reading.title, reading.severity) == (AlertAction.OPEN, "The backup failed", "P3")
    assert (reading.started, reading.ask) == (at("09:30"), ())


def nagios(folder: Path, **macros: str) -> AlertReading:
    """Output comes without the characters that ``illegal_macro_output_chars`` of the sample configuration names."""
    known = {"HOSTNAME": "mx-1", "SERVICEDESC": "Mail queue", "TIMET": "1795167600", **macros}
    output = "".join(sign for sign in HARD.replace("\n", "\\n") if sign not in "`~$&|'\"<>")
    known |= {"SERVICEOUTPUT": output, "LASTSERVICESTATECHANGE": "1795167000"}
    (line,) = re.findall(r"command_line +(.*)", block("Nagios"))
    return form(curl(re.sub(r"\$([A-Z]+)\$", lambda found: known.get(found[1], ""), line), folder))


def test_nagios(tmp_path: Path) -> None:
    """A problem, somebody who takes it, and its end."""
    problem = nagios(tmp_path, NOTIFICATIONTYPE="PROBLEM", SERVICESTATE="CRITICAL")
    assert (problem.action, problem.title, problem.severity) == (AlertAction.OPEN, "Mail queue on mx-1", "P1")
    assert (problem.started, problem.group_key, problem.ask) == (at("09:30"), "mx-1/Mail queue", ())
    taken = nagios(
        tmp_path,
        NOTIFICATIONTYPE="ACKNOWLEDGEMENT",
        SERVICESTATE="CRITICAL",
        NOTIFICATIONAUTHOR="gwen",
        NOTIFICATIONCOMMENT="mine",
    )
    assert (taken.action, taken.rows[0].at, taken.rows[0].who) == (AlertAction.UPDATE, at("09:40"), "gwen")
    assert taken.rows[0].text.endswith("mine")
    over = nagios(tmp_path, NOTIFICATIONTYPE="RECOVERY", SERVICESTATE="OK")
    assert (over.action, over.resolved, over.group_key) == (AlertAction.UPDATE, at("09:30"), problem.group_key)


@pytest.mark.parametrize("kind", ["FLAPPINGSTART", "DOWNTIMESTART", "DOWNTIMEEND", "CUSTOM"])
def test_nagios_other_notifications_are_rows(kind: str, tmp_path: Path) -> None:
    """They begin and end nothing."""
    reading = nagios(tmp_path, NOTIFICATIONTYPE=kind, SERVICESTATE="OK")
    assert (reading.action, reading.resolved) == (AlertAction.UPDATE, None)


def icinga(**macros: str) -> AlertReading:
    """Icinga fills each argument and calls without a shell; what it does not know stays."""
    known = {
        "host.name": "mx-1",
        "service.name": "queue",
        "service.display_name": HARD,
        "service.last_state_change": "1795167000.250000",
        "service.output": HARD,
        "icinga.timet": "1795167600",
        "notification.comment": "",
        "notification.author": "",
        **{name.replace("_", ".", 1): text for name, text in macros.items()},
    }
    listed = re.search(r"command = \[(.*?)\]", block("Icinga 2"), flags=re.DOTALL)
    assert listed is not None
    arguments = [text.strip(",") for text in shlex.split(listed[1])]
    filled = [re.sub(r"\$([a-z_.]+)\$", lambda found: known.get(found[1], found[0]), text) for text in arguments]
    return form(fields(filled[1:]))


def test_icinga() -> None:
    """Its time has a fraction."""
    problem = icinga(notification_type="PROBLEM", service_state="CRITICAL")
    assert (problem.action, problem.title, problem.severity) == (AlertAction.OPEN, f"{HARD_LINE} on mx-1", "P1")
    assert (problem.started, problem.group_key) == (at("09:30:00.250000"), "mx-1/queue")
    over = icinga(notification_type="RECOVERY", service_state="OK")
    assert (over.resolved, over.group_key) == (at("09:30:00.250000"), problem.group_key)
