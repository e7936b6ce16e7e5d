"""P19: Secrets stay secret: not in a log, not in an address that is logged, not in an export, not in an error.

Each secret of a running Debrief is looked for, letter by letter, in everything that leaves it. The one exception is
meant: the terminal prints the workspace's link at the start, for whoever started Debrief.
"""

import base64
import io
import json
import logging
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl

import httpx
import pytest
from pypdf import PdfReader
from sqlalchemy import make_url

from core.domain.inbound.signed_body import SigningSecret
from core.domain.webhook.events import Event
from core.domain.webhook.shapes import Shape
from core.errors import DebriefError
from core.export.json import from_json
from core.services import access, postmortems
from core.services.access import VISITOR_COOKIE, secret_links
from core.services.access.secret_links import Purpose
from core.services.actions import reminders
from core.services.app import App
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.exchange.formats import FORMATS
from core.services.inbound import keys as inbound_keys
from core.services.inbound import signing
from core.services.lifecycle import close, open_app
from core.services.mail import addresses
from core.services.webhooks import deliveries, subscriptions
from core.settings import Settings, load_settings
from core.store import settings_kv
from core.store import webhooks as store
from core.store.database.database_errors import translate_errors
from core.store.database.engine import Database
from core.store.nudges import recipients
from tests.support import alerts
from tests.support.edits import add_row
from tests.support.held import held
from tests.support.live import Guests
from tests.support.receiver import Receiver
from tests.support.server import ROOT, Server
from tests.support.tied import start

PASSWORD = "canary-database-password"
METRICS_KEY = "canary-metrics-key-0123"
OWNER = "Kim"


@dataclass
class Canaries:
    """Everything that nobody may read who was not given it, by what it is."""

    known: dict[str, str] = field(default_factory=dict)

    def found_in(self, text: str | bytes) -> list[str]:
        data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
        return [name for name, value in self.known.items() if value.encode() in data]

    def note(self, name: str, value: str) -> str:
        assert len(value) >= 8, f"{name} is too short to be looked for"
        self.known[name] = value
        return value


def canaries_of(app: App, pm_id: str) -> Canaries:
    found = Canaries()
    links = access.links(app, pm_id, "http://x")
    for role in ("facilitator", "participant", "viewer"):
        found.note(f"the {role} link", posted(getattr(links, role))["t"])
    found.note("the code", links.code or "")
    found.note("the code as it is shown", links.code_shown or "")
    found.note("the workspace key", posted(access.workspace_link(app, "http://x"))["k"])
    found.note("the instance's secret", app.secret.hex())
    for purpose in Purpose:
        owner = OWNER if purpose is Purpose.OWNER else ""
        found.note(f"the key for {purpose}", secret_links.key(app, purpose, owner))
    found.note("the key for one source", inbound_keys.key(app, "alertmanager"))
    return found


def posted(link: str) -> dict[str, str]:
    return dict(parse_qsl(link.partition("#")[2]))


def owing(app: App, title: str = "Disk full") -> str:
    """A postmortem with an overdue action item."""
    pm_id = postmortems.create(app, title)
    with app.db.read() as tx:
        now = tx.now()
    postmortems.set_meeting_at(app, pm_id, now.replace(second=0, microsecond=0), None)
    row = add_row("actions", "a", "Watch the disk", "V", owner=OWNER, due=now.date() - timedelta(days=9))
    document_store.edit(app, pm_id, row, None)
    held(app, pm_id)
    return pm_id


def give_address(app: App, canaries: Canaries) -> None:
    """An owner's address, and the tokens of the links in mails to it."""
    values = {"url": "https://d.example", "smtp_host": "mail.example.org", "smtp_from": "debrief@example.org"}
    mailing = replace(app, settings=app.settings.model_copy(update=values))
    address = canaries.note("an owner's address", "canary-address@example.org")
    addresses.set_address(mailing, OWNER, address, addresses.EVENTS, None)
    with app.db.read() as tx:
        (person,) = recipients.recipients(tx)
        text = recipients.QUEUE.log(tx, 1)[0].body
    asked = text.partition("/live/mail/confirm/")[2]
    canaries.note("the token to confirm mail", asked[: asked.index("\\n")])
    canaries.note("the token to stop mail", addresses.stop_link(mailing, person).rpartition("/")[2])


# Whatever a library has to say, it says: nobody may turn the volume down again. Only of the database's rows no log is
# asked for: whoever wants those in a log gets them.
LOUD = """
import logging, sys, uvicorn
logging.basicConfig(level=logging.DEBUG)
logging.getLogger("sqlalchemy").setLevel(logging.INFO)
logging.Logger.setLevel = lambda *_: None
uvicorn.run("app:app", host="127.0.0.1", port=int(sys.argv[1]))
"""


class Loud(Server):
    """As some run it, with uvicorn itself, its access log, and everything else at debug."""

    def start(self) -> "Loud":
        self.data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-c", LOUD, str(self.port)]
        with self.log_path.open("ab") as log:
            self._process = start(command, cwd=ROOT, env={**os.environ, **self.env}, log=log)
        self._wait()
        return self


@pytest.mark.postgres
@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_no_secret_is_in_the_log_of_a_busy_server(
    postgres_url: str, tmp_path: Path, receiver: Receiver, log_format: str
) -> None:
    """People come in by every way, right and wrong; files, calendars and webhooks are asked for; all at debug."""
    url = make_url(postgres_url).set(password=PASSWORD).render_as_string(hide_password=False)
    assert PASSWORD in url
    settings = Settings(database_url=url, data=tmp_path, access="key", webhook_private="allow")
    app = open_app(settings, example=False)
    server = Loud(
        tmp_path / "server",
        {
            "DEBRIEF_DATABASE_URL": url,
            "DEBRIEF_ACCESS": "key",
            "DEBRIEF_LOG_LEVEL": "debug",
            "DEBRIEF_LOG_FORMAT": log_format,
            "DEBRIEF_METRICS_KEY": METRICS_KEY,
            "DEBRIEF_WEBHOOK_PRIVATE": "allow",
        },
    )
    try:
        pm_id = owing(app)
        canaries = canaries_of(app, pm_id)
        canaries.note("the database's password", PASSWORD)
        canaries.note("the webhook's secret", subscriptions.add(app, receiver.url, Shape.JSON, (Event.OVERDUE,), None))
        canaries.note("the webhook's path", "SECRETPATH")
        canaries.note("the metrics key", METRICS_KEY)
        canaries.note("the signing secret", "canary-signing-secret")
        signing.set_secret(app, "grafana", SigningSecret("canary-signing-secret"), None)
        give_address(app, canaries)
        receiver.status, receiver.answer = 500, b"no"
        subscriptions.set_active(app, subscriptions.webhook_list(app, None)[0].id, on=True, by=None)
        server.start()
        guests = Guests(app, server)
        await come_and_go(guests, pm_id, canaries)
        deliveries.send_due(app)
        assert receiver.got
    finally:
        server.stop()
        close(app)
    log = server.log
    told = log
    if log_format == "json":  # what uvicorn says before the application is imported is its own
        told = "\n".join(json.loads(line)["message"] for line in log[log.index('{"time"') :].splitlines())
    assert '"POST /live/in/alertmanager/… HTTP/1.1" 200' in told
    assert f'"GET /live/export/{pm_id}.md' in told, "the access log is not on, so this proves nothing"
    assert canaries.found_in(log) == [], [line[:300] for line in log.splitlines() if canaries.found_in(line)][:20]


async def come_and_go(guests: Guests, pm_id: str, canaries: Canaries) -> None:
    """Every door, opened and not."""
    base, known = guests.server.url, canaries.known
    links = access.links(guests.app, pm_id, base)
    wrong = {"m": pm_id, "r": "viewer", "t": "wrong"}
    team, owner, script = (known[f"the key for {purpose}"] for purpose in (Purpose.TEAM, Purpose.OWNER, Purpose.EXPORT))
    tried = [posted(links.facilitator), {"k": known["the workspace key"]}, {"code": known["the code"]}, wrong]
    async with httpx.AsyncClient(base_url=base, headers={"origin": base}, timeout=30) as browser:
        for body in (*tried, {"k": "wrong"}, {"code": "K7QM-4XPD"}, {"nothing": known["the code"]}):
            await browser.post("/live/enter", json=body)
        cookie = canaries.note("the visitor's cookie", browser.cookies[VISITOR_COOKIE])
        for page in ("/", "/settings", f"/room?pm={pm_id}", f"/live/export/{pm_id}.md", "/live/nowhere"):
            await browser.get(page)
        for key in (team, f"{team}x", "wrong"):
            await browser.get(f"/live/feed/team/{key}.ics")
            await browser.get(f"/live/feed//team/{key}.ics")
        for purpose in ("confirm", "stop"):
            token = known[f"the token to {purpose} mail"]
            for path in (f"/live/mail/{purpose}/{token}", f"/live//mail//{purpose}//{token}x"):
                await browser.get(path)
                await browser.post(path)
        await browser.get(f"/live/feed/owner/{owner}.ics", params={"owner": OWNER})
        await browser.post(f"/live/feed/owner/{owner}.ics")
        for header in (METRICS_KEY, "wrong"):
            await browser.get("/live/metrics", headers={"authorization": f"Bearer {header}"})
        for header in (script, "wrong"):
            await browser.get(f"/live/export/{pm_id}.json", headers={"authorization": f"Bearer {header}"})
        await browser.post(f"/live/hints/{pm_id}", content=cookie)
        await send_alerts(browser, known)
    person = guests.person(pm_id)
    canaries.note("another visitor's cookie", person.token)
    peer = await guests.peer(pm_id, person)
    peer.type("words")
    await peer.until_saved()
    peer.send(b"\xff" * 40)
    await peer.until_closed()
    await peer.leave()


async def send_alerts(browser: httpx.AsyncClient, known: dict[str, str]) -> None:
    """With a key in a header, in a password and in the address; right, wrong, and signed with a secret."""
    general, own = known["the key for inbound"], known["the key for one source"]
    secret = known["the signing secret"]
    sent = [
        ("alertmanager", {"authorization": f"Bearer {general}"}),
        ("alertmanager", {"authorization": "Basic " + base64.b64encode(f"x:{own}".encode()).decode()}),
        *((f"alertmanager/{key}{more}", {}) for key in (own, general, "wrong") for more in ("", "x", "/y")),
        ("nothing", {"authorization": f"Bearer {own}"}),
        ("grafana", {"x-grafana-alerting-signature": secret, "authorization": f"Bearer {general}"}),
    ]
    for path, headers in sent:
        for content in (alerts.body(alerts.alert()), b"no json"):
            await browser.post(f"/live/in/{path}", content=content, headers=headers)


def test_no_secret_is_in_any_export(sqlite_app: App) -> None:
    """Every format, and what leaves by webhook, digest and calendar, opened up and read."""
    app = sqlite_app
    pm_id = owing(app)
    visitor, token = access.known_or_new_visitor(app, None)
    entered = access.enter_link(
        app, visitor, pm_id, "facilitator", posted(access.links(app, pm_id, "x").facilitator)["t"]
    )
    canaries = canaries_of(app, pm_id)
    canaries.note("the visitor's cookie", entered.token or token)
    canaries.note("the visitor's id", visitor.id)
    give_address(app, canaries)
    canaries.note(
        "the webhook's secret", subscriptions.add(app, "https://x.example/SECRETPATH", Shape.JSON, tuple(Event), None)
    )
    subscriptions.set_active(app, 1, on=True, by=None)
    assert reminders.notify_overdue(app) == 1
    with app.db.write() as tx:
        subscriptions.enqueue(tx, "published", pm_id, {})
    for fmt in FORMATS:
        data = exports.export(app, pm_id, fmt, base="https://d.example").data
        assert canaries.found_in(unpacked(data)) == [], fmt
    leaving = [exports.all_actions_csv(app).data, exports.export(app, pm_id, "ics").data]
    with app.db.read() as tx:
        leaving += [row.body.encode() for row in store.QUEUE.log(tx, 9)]
    assert len(leaving) == 4
    for data in leaving:
        assert canaries.found_in(data) == []
    assert from_json(exports.export(app, pm_id, "json").data).title == "Disk full"


def unpacked(data: bytes) -> bytes:
    """The file as it is, and what is folded up in it."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            return data + b"".join(parts.read(name) for name in parts.namelist())
    if data.startswith(b"%PDF"):
        read = PdfReader(io.BytesIO(data))
        text = "".join(page.extract_text() for page in read.pages) + str(read.metadata)
        return data + text.encode("utf-8", "replace")
    return data


@pytest.mark.parametrize("verb", ["list", "doctor", "remind", "new", "export"])
def test_the_command_line_tells_no_secret(tmp_path: Path, verb: str) -> None:
    """Neither when it works nor when the database cannot be reached."""
    bad = f"postgresql://debrief:{PASSWORD}@127.0.0.1:9/debrief?sslpassword={PASSWORD}"
    text = {"new": ["new", "Disk full"], "export": ["export", "x"]}.get(verb, [verb])
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", *text],
        cwd=ROOT,
        env={**os.environ, "DEBRIEF_DATA": str(tmp_path), "DEBRIEF_DATABASE_URL": bad},
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1
    assert PASSWORD.encode() not in done.stdout + done.stderr


def test_a_setting_that_cannot_be_used_is_named_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor is the database's address in a repr, which ends up in logs."""

    monkeypatch.setenv("DEBRIEF_DATABASE_URL", f"postgresql://u:{PASSWORD}@h/d")
    assert PASSWORD not in repr(load_settings())
    monkeypatch.setenv("DEBRIEF_ACCESS", PASSWORD)
    with pytest.raises(DebriefError) as refused:
        load_settings()
    assert "DEBRIEF_ACCESS" in refused.value.sentence
    assert PASSWORD not in refused.value.sentence


def test_an_error_of_the_database_tells_no_value(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    """The statement is whole in the log, for whoever looks for the fault; what was in it is not."""
    with pytest.raises(DebriefError) as failed, database.write() as tx:
        tx.sql("SELECT no_such_column, :secret", secret=PASSWORD)
    logging.getLogger("core").error("it failed", exc_info=failed.value)
    assert "no_such_column" in caplog.text
    assert PASSWORD not in caplog.text
    assert PASSWORD not in failed.value.sentence


def test_nothing_secret_is_in_a_repr(sqlite_app: App) -> None:
    """Whatever is written into a log by accident is written as its repr."""
    app = sqlite_app
    canaries = canaries_of(app, owing(app))
    canaries.note(
        "the webhook's secret", subscriptions.add(app, "https://x.example/SECRETPATH", Shape.JSON, tuple(Event), None)
    )
    canaries.note("the webhook's path", "SECRETPATH")
    visitor, token = access.known_or_new_visitor(app, None)
    canaries.note("the visitor's cookie", token)
    with translate_errors(), app.db.read() as tx:
        seen = [app, app.settings, app.db, visitor, subscriptions.webhook_list(app, None), store.webhooks(tx)]
        assert settings_kv.get_setting(tx, settings_kv.INSTANCE_SECRET) == canaries.known["the instance's secret"]
    assert canaries.found_in(json.dumps([repr(item) for item in seen])) == []
