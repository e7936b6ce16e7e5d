"""P13, the browsers' part: what people type is never code on any page, whoever looks at it.

One postmortem holds all payloads in all its fields, others have a payload each as their title. Every page that
shows them is opened by a watched browser; then somebody types them all into every field that a board has.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from playwright.sync_api import Locator, Page, expect

from core.domain.clock.state import Finish, Jump, Start
from core.domain.postmortem import Postmortem, SectionId, Severity
from core.services import access, postmortems
from core.services.actions import follow_up
from core.services.documents import document_store
from core.services.exchange import exports
from core.services.publishing import publications
from tests.support import edits
from tests.support.browsers import PATIENCE, Laptop
from tests.support.held import held
from tests.support.payloads import CODE, FOREIGN, LINKS, PAYLOADS, UNICODE, filled_with
from tests.support.rooms import Meeting
from tests.support.server import Server
from tests.support.watchdog import Watchdog

pytestmark = pytest.mark.e2e

Open = Callable[..., Laptop]
ALL = "\n\n".join(PAYLOADS)
ONE_LINE = " ".join(" ".join((*CODE, *LINKS, *FOREIGN)).split())
SIGN = "evil.example"
HOSTILE_NAME = "<img src=x onerror=alert(1)> :red[x]"
SHOWN_NAME = r"You are <img src=x onerror=alert\(1\)> :\u2060?red\[x\]"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One of its own: nobody else's home should be full of this."""
    running = Server(tmp_path_factory.mktemp("hostile")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def hostile(server: Server) -> Meeting:
    """Every payload in every field. Short ones stand as titles of their own, for the lists."""
    for payload in (*CODE, *LINKS, *FOREIGN, *UNICODE):
        if len(payload) <= 120:
            Meeting.holding(server, Postmortem(title=payload, severity=Severity.P2))
    whole, _ = filled_with(ALL)
    return Meeting.holding(server, whole.model_copy(update={"title": f"{CODE[2]} {LINKS[0]} {FOREIGN[0]}"}))


@pytest.fixture
def watched(laptop: Open) -> Iterator[Callable[[str], tuple[Laptop, Watchdog]]]:
    """Opens a watched laptop; at the end nothing may have happened on any."""
    dogs: list[Watchdog] = []

    def open_one(url: str) -> tuple[Laptop, Watchdog]:
        person = laptop("about:blank")
        dogs.append(Watchdog(person.page))
        person.page.goto(url)
        return person, dogs[-1]

    yield open_one
    assert [dog.findings() for dog in dogs] == [[] for _ in dogs]


Watched = Callable[[str], tuple[Laptop, Watchdog]]


def _as_text(page: Page, texts: Sequence[str]) -> None:
    """Streamlit's directives and formulas stand as the words they are."""
    for word in texts:
        expect(page.get_by_text(word).first).to_be_attached()
    assert page.locator(".katex, [data-testid=stMarkdownColoredText]").count() == 0


def test_the_lists_of_the_workspace_show_words(hostile: Meeting, server: Server, watched: Watched) -> None:
    """Home, archive and follow-up, with a title, an owner, an action item of every kind in them."""
    person, dog = watched(server.url)
    person.page.get_by_text("<details open ontoggle=alert(1)>").first.wait_for()
    more = person.page.get_by_role("button", name=re.compile(r"^Show \d+ more$"))
    more.first.wait_for()
    while more.count():
        label = more.first.inner_text()
        more.first.click()
        expect(person.page.get_by_role("button", name=label, exact=True)).to_have_count(0, timeout=PATIENCE)
    _as_text(person.page, [":red[x] :material/home: :rainbow[y]", "$$\\href{javascript:alert(1)}{x}$$"])
    problems = dog.findings()
    person.page.goto(f"{server.url}/archive")
    person.page.get_by_text("postmortems").first.wait_for()
    _as_text(person.page, [":red[x] :material/home: :rainbow[y]"])
    problems += dog.findings()
    person.page.goto(f"{server.url}/follow_up")
    person.page.get_by_text(SIGN).first.wait_for()
    _as_text(person.page, [":red[x] :material/home: :rainbow[y]"])
    assert not problems + dog.findings()


def test_the_wall_a_history_and_the_opening_show_words(server: Server, meeting: Meeting, watched: Watched) -> None:
    """Action items whose words, owners, titles, reasons and evidence are code: on the wall, in the room, on Present."""
    late = datetime.now(UTC).date() - timedelta(days=4_000)  # before all others
    payloads = [item for item in (*CODE, *LINKS, *FOREIGN, *UNICODE) if item.strip()]
    with server.app() as app:
        pm_id = postmortems.create(app, CODE[1][:100])
        for at, payload in enumerate(payloads[:6]):
            row = edits.add_row("actions", f"a{at}", payload, f"V{at}", owner=payload[:40], due=late)
            document_store.edit(app, pm_id, row, None)
        row = edits.add_row("actions", "told", "Told with code", "W", owner=HOSTILE_NAME, due=late)
        document_store.edit(app, pm_id, row, None)
        held(app, pm_id)
        follow_up.mark_done(app, pm_id, "told", f"{ALL[:1500]} https://a.example/<script>alert(1)</script>", None)
    person, dog = watched(f"{server.url}/follow_up?wall=1")
    expect(person.page.locator(".db.wall li")).to_have_count(6, timeout=PATIENCE)
    assert person.page.locator(".db.wall :is(img, svg, script, iframe, a, form, input)").count() == 0
    person.page.goto(f"{server.url}/follow_up?show=closed&pm={pm_id}")
    person.page.get_by_text("Told with code").wait_for()
    hrefs = person.page.locator(".db .last a").evaluate_all("links => links.map((link) => link.href)")
    assert all(href.startswith(("http://", "https://")) for href in hrefs)
    lead, other = watched(meeting.links.facilitator)
    screen, wall = watched(meeting.links.present)
    lead.page.locator("[data-section-view]").wait_for()
    lead.press("Start the twenty minutes")
    card = lead.page.get_by_role("region", name="Overdue action items")
    expect(card).to_contain_text(payloads[0][:20], timeout=PATIENCE)
    lead.press("Show to everybody")
    shown = screen.page.get_by_role("region", name="Overdue action items")
    expect(shown).to_contain_text(payloads[0][:20], timeout=PATIENCE)
    for region in (card, shown):
        assert region.locator("img, svg, script, iframe, form, input").count() == 0
    assert dog.findings() + other.findings() + wall.findings() == []


@pytest.mark.parametrize("query", ["<img src=x onerror=alert(1)>", '" OR NEAR(', ":red[x] $$x$$", "evil"])
def test_a_query_and_what_it_finds_are_words(hostile: Meeting, server: Server, watched: Watched, query: str) -> None:
    """A search repeats what was typed, and shows a piece of what it found."""
    person, dog = watched(f"{server.url}/archive")
    person.page.get_by_label("Search").fill(query)
    person.page.get_by_label("Search").press("Enter")
    person.page.get_by_text(f"“{query}”").first.wait_for()
    expect(person.page.get_by_role("alert")).to_have_count(0)
    assert dog.findings() == []


def test_the_summary_and_the_exported_page_show_words(hostile: Meeting, server: Server, watched: Watched) -> None:
    """Rendered from Markdown: no picture from anywhere, no script, no link but to the web and to mail."""
    reader, dog = watched(hostile.links.summary)
    reader.page.get_by_text("Take it with you").wait_for()
    for name in ("At a glance", "Everything"):
        reader.page.get_by_role("radio", name=name).click()
        expect(reader.page.locator("h2", has_text="Timeline")).to_have_count(int(name == "Everything"))
        _rendered(reader.page)
        assert dog.findings() == []
    with server.app() as app:
        page = exports.export(app, hostile.id, "html").data.decode()
    reader.page.route("http://127.0.0.1/exported", lambda route: route.fulfill(body=page, content_type="text/html"))
    reader.page.goto("http://127.0.0.1/exported")
    expect(reader.page.locator("body")).to_contain_text(":material/home:")
    assert reader.page.locator("img, svg, iframe, form, input, script").count() == 0


def _rendered(page: Page) -> None:
    """What came through the one renderer: the words are there, and nothing but words."""
    expect(page.locator(".doc", has_text=":material/home:").first).to_be_attached(timeout=PATIENCE)
    _as_text(page, [":red[x] :material/home:"])
    assert page.locator(".doc img, .doc svg, .doc iframe, .doc form, .doc input, .doc style").count() == 0
    outward = (
        '.doc a:not([rel~="noopener"]):not([href^="#"]):not([href^="follow_up?owner="]):not([href^="summary?pm="])'
    )
    assert page.locator(outward).count() == 0


def test_what_is_published_and_its_history_show_words(hostile: Meeting, server: Server, watched: Watched) -> None:
    """Later edits by somebody whose name is code, every field told as added and as removed, and the panel's toasts."""
    whole, _ = filled_with(ALL)
    with server.app() as app:
        ana = access.rename(app, access.known_or_new_visitor(app, None)[0], HOSTILE_NAME)
        pm_id = postmortems.create(app, f"{CODE[2]} {LINKS[0]}"[:120], by=ana)
        document_store.compact_and_revise(app, pm_id, "ten minutes of work", ana.id)
        publications.publish(app, pm_id, ana)
        for field in ("summary.what_happened", "summary.impact", "lessons.lucky"):
            document_store.edit(app, pm_id, edits.set_text(field, ALL), ana.id)
        for row in whole.actions:
            owned = edits.add_row("actions", row.id, row.text, "V", owner=row.owner, done_when=row.done_when)
            document_store.edit(app, pm_id, owned, ana.id)
        link = publications.link(app, pm_id, server.url)
    reader, dog = watched(link)
    expect(reader.page.get_by_text(f"Edited after publishing by {HOSTILE_NAME}")).to_be_visible(timeout=PATIENCE)
    reader.page.get_by_role("radio", name="Everything").click()
    reader.page.locator("h2", has_text="Lessons learned").wait_for()
    _rendered(reader.page)
    problems = dog.findings()
    reader.page.goto(f"{server.url}/summary?pm={pm_id}&show=History")
    expect(reader.page.locator(".changes")).to_contain_text(":material/home:", timeout=PATIENCE)
    _rendered(reader.page)
    reader.page.get_by_text("How it read then").click()
    reader.press("Bring it back…")
    reader.page.get_by_role("button", name="Bring it back", exact=True).click()
    expect(reader.page.locator(".changes")).not_to_contain_text(":material/home:", timeout=PATIENCE)
    assert not problems + dog.findings()


def test_the_room_and_the_shared_screen_show_words(hostile: Meeting, watched: Watched) -> None:
    """All seven sections on the board and on the wall, and a person whose name is code."""
    ana, dog = watched(hostile.links.facilitator)
    screen, wall = watched(hostile.links.present)
    ana.page.locator("[data-section-view]").wait_for()
    ana.choose("You are")
    ana.page.get_by_label("Your name, as the others see it").fill(HOSTILE_NAME)
    ana.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Save", exact=True).click()
    expect(ana.page.get_by_text(re.compile(SHOWN_NAME)).first).to_be_visible(timeout=PATIENCE)
    expect(screen.page.locator(".people").first).to_contain_text(HOSTILE_NAME, timeout=PATIENCE)
    hostile.command(lambda seen: Start(seen=seen))
    for section in SectionId:
        if section != SectionId.SUMMARY:
            hostile.command(partial(_jump, section))
        expect(screen.timer()).to_have_attribute("data-section", section, timeout=PATIENCE)
        expect(ana.page.locator(f'[data-section-view="{section}"]')).to_be_visible(timeout=PATIENCE)
        expect(screen.page.locator(f'.content[data-section="{section}"]')).to_contain_text(SIGN)
        assert ana.page.locator(".board svg, .board img:not(.cm-widgetBuffer), .board form").count() == 0
        assert dog.findings() + wall.findings() == []
    _as_text(ana.page, [])
    hostile.command(lambda seen: Finish(seen=seen))
    expect(screen.page.locator(".stage[data-status=finished]")).to_be_visible(timeout=PATIENCE)


def _jump(section: SectionId, seen: int) -> Jump:
    return Jump(section=section, seen=seen)


def test_what_is_typed_into_every_field_is_words(meeting: Meeting, watched: Watched) -> None:
    """By hand into every text, row, input, set and note of the board, while a second one and the wall look on."""
    ana, dog = watched(meeting.links.participant)
    bo, other = watched(meeting.links.participant)
    filled = 0
    for section in SectionId:
        for item in (ana, bo):
            item.page.locator(f'[data-section-link="{section}"]').click()
            item.page.locator(f'[data-section-view="{section}"]').wait_for()
        filled += _fill_all(ana, section)
        ana.saved()
        assert dog.findings() + other.findings() == []
    assert filled > 25
    written = meeting.written().model_dump_json()
    assert written.count("<svg/onload=alert(1)>") > 25
    with meeting.server.app() as app:
        view = postmortems.summary(app, meeting.id)
    assert "<svg" not in f"{view.glance}{view.whole}"


def _fill_all(person: Laptop, section: str) -> int:
    """Types into every editor of the section, then into every one-line input. Returns how many there were."""
    place = person.page.locator(f'[data-section-view="{section}"]')
    editors = place.locator('.cm-content[contenteditable="true"]')
    count = editors.count()
    for at in range(count):
        editors.nth(at).click()
        person.page.keyboard.insert_text(ONE_LINE)
    lines = place.locator('input[type="text"]:visible, input:not([type]):visible')
    for at in range(lines.count()):
        _fill_line(lines.nth(at))
    return count + lines.count()


def _fill_line(line: Locator) -> None:
    line.fill(ONE_LINE[: int(line.get_attribute("maxlength") or 200)])
    line.press("Enter")


def test_what_was_typed_is_no_code_at_the_start_either(server: Server, watched: Watched) -> None:
    """A title typed into home's form stands as typed in the room's head and in the browser tab."""
    person, dog = watched(server.url)
    title = "<svg/onload=alert(1)> :red[x] $x$ ![x](http://evil.example/t.png)"
    person.page.get_by_label("What happened, in a few words").fill(title)
    person.press("Create postmortem")
    expect(person.page.locator("h1.room")).to_have_text(title, timeout=PATIENCE)
    person.page.locator("[data-section-view]").wait_for()
    assert dog.findings() == []


@pytest.mark.parametrize(
    "live",
    [
        "<script>alert(1)</script>",
        "<img src=http://evil.example/t.png>",
        "<p onclick=x()>a</p>",
        "<a href='javascript:alert(1)'>a</a>",
        "<iframe srcdoc='<p>a</p>'></iframe>",
        "<div><template shadowrootmode=open><form action=//evil.example></form></template></div>",
        "<style>@import '//evil.example/x.css'</style>",
    ],
)
def test_the_watchdog_would_bark(laptop: Open, live: str) -> None:
    """A page on which words did become code is found out, or all of the above would say nothing."""
    person = laptop("about:blank")
    dog = Watchdog(person.page)
    person.page.route("**/*", lambda route: route.fulfill(body=live, content_type="text/html"))
    person.page.goto("http://127.0.0.1/")
    assert dog.findings()
