"""P19: Secrets stay secret: a browser keeps none where a script, an address or the next person could find it."""

from collections.abc import Callable
from urllib.parse import parse_qsl

import pytest

from core.domain.webhook.events import Event
from core.domain.webhook.shapes import Shape
from core.services import access
from core.services.access import secret_links
from core.services.access.secret_links import Purpose
from core.services.webhooks import subscriptions
from tests.support.browsers import Laptop
from tests.support.rooms import Meeting

pytestmark = pytest.mark.e2e

# All that a script of the page could read: every store, every readable cookie, where we are and where we came from.
KEPT = """async () => {
  const answered = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result) })
  const plain = (row) => row instanceof Uint8Array ? new TextDecoder('latin1').decode(row) : JSON.stringify(row)
  const said = [document.cookie, location.href, document.referrer, JSON.stringify(history.state)]
  for (const store of [localStorage, sessionStorage]) said.push(JSON.stringify(Object.entries(store)))
  for (const { name } of await indexedDB.databases()) {
    const db = await answered(indexedDB.open(name))
    said.push(name)
    for (const store of db.objectStoreNames) {
      const rows = await answered(db.transaction(store).objectStore(store).getAll())
      said.push(store, ...rows.map(plain))
    }
    db.close()
  }
  for (const name of await caches.keys()) said.push(name)
  for (const entry of performance.getEntries()) said.push(entry.name)
  return said.join('\\n')
}"""


def test_nothing_secret_is_kept_or_asked_for_by_a_browser(meeting: Meeting, laptop: Callable[..., Laptop]) -> None:
    """In by link, through room, summary and settings: no key, code, link or cookie in a store or an address."""
    with meeting.server.app() as app:
        key = dict(parse_qsl(access.workspace_link(app, "x").partition("#")[2]))["k"]
        secret = subscriptions.add(app, "https://hooks.example.org/SECRETPATH", Shape.JSON, (Event.PUBLISHED,), None)
        feed = secret_links.key(app, Purpose.TEAM)
        script = secret_links.key(app, Purpose.EXPORT)
    person = laptop("about:blank")
    queries: list[str] = []
    person.page.on("request", lambda request: queries.append(request.url))
    person.page.on("websocket", lambda socket: queries.append(socket.url))
    person.page.goto(meeting.links.facilitator)
    person.prose("summary.what_happened").click()
    person.page.keyboard.type("The disk was full")
    person.saved()
    cookies = {cooky.get("name"): cooky for cooky in person.page.context.cookies()}
    canaries = {
        "the cookie": str(cookies["debrief_visitor"].get("value")),
        "the link": dict(parse_qsl(meeting.links.facilitator.partition("#")[2]))["t"],
        "the code": meeting.links.code or "",
        "the workspace key": key,
        "the webhook's secret": secret,
        "the webhook's path": "SECRETPATH",
        "the calendar's key": feed,
        "the scripts' key": script,
    }
    assert cookies["debrief_visitor"].get("httpOnly") is True
    for page in (f"room?pm={meeting.id}", f"summary?pm={meeting.id}", "settings", "follow_up", ""):
        person.page.goto(f"{meeting.server.url}/{page}")
        person.page.get_by_role("heading").first.wait_for()
        person.page.wait_for_timeout(500)
        kept = person.page.evaluate(KEPT)
        assert "/_stcore/" in kept, "nothing was read, so this proves nothing"
        assert [name for name, value in canaries.items() if value in kept] == [], page
    addresses = "\n".join(url.partition("#")[0] for url in queries)
    assert f"/live/ws/{meeting.id}" in addresses
    assert [name for name, value in canaries.items() if value in addresses] == []
