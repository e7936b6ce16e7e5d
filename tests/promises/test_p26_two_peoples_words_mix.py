"""P26: two people's words never mix in one place that each took for their own.

Two browsers type at once, key by key, in every list and every one-line field, on a quick line and on a slow one. What
each wrote stands whole, in rows of its own, in the order of the keys, and both screens show what the document says.
"""

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Locator, expect
from pycrdt import Doc, Map

from core.domain.postmortem import Postmortem
from core.services import access
from core.services.documents import document_store
from tests.support.browsers import PATIENCE, Laptop
from tests.support.edits import add_row
from tests.support.network import Network, before
from tests.support.rooms import Meeting
from tests.support.server import Server

pytestmark = pytest.mark.e2e

Open = Callable[..., Laptop]
LATENCIES = pytest.mark.parametrize("delay", [0.0, 0.4], ids=["quick", "800 ms"])

LENSES = [f"root_cause.{lens}" for lens in ("technical", "monitoring", "process", "architecture", "culture")]
LISTS = [
    ("timeline", "timeline"),
    *(("root_cause", lens) for lens in LENSES),
    ("factors", "factors"),
    ("actions", "actions"),
    ("follow_up", "follow_up.checklist"),
    ("follow_up", "parking"),
    ("follow_up", "ideas"),
]
# From the time, which a row of the timeline begins with, Enter goes on to the words.
NEXT = {"timeline": ["Enter", "Enter"]}
ONE = ["ana begins", "ana goes on", "ana ends"]
OTHER = ["bo was here", "bo again", "bo at last"]

PASTE = """(node, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    with before(server.port) as between:
        yield between


@pytest.fixture
def open_two(network: Network, meeting: Meeting, server: Server, laptop: Open) -> Callable[[], tuple[Laptop, Laptop]]:
    """Two people of one meeting, both behind the network of the test, both boards open."""
    with server.app() as app:
        link = access.links(app, meeting.id, network.url).participant

    def come() -> tuple[Laptop, Laptop]:
        people = (laptop(link), laptop(link))
        for person in people:
            person.page.locator("[data-section-view]").wait_for()
        return people

    return come


@pytest.fixture
def two(open_two: Callable[[], tuple[Laptop, Laptop]]) -> tuple[Laptop, Laptop]:
    return open_two()


@pytest.fixture
def two_and_an_action(meeting: Meeting, open_two: Callable[[], tuple[Laptop, Laptop]]) -> tuple[Laptop, Laptop]:
    hold_an_action(meeting)
    return open_two()


def go(person: Laptop, section: str) -> None:
    person.page.locator(f'[data-section-link="{section}"]').click()
    expect(person.page.locator(f'[data-section-view="{section}"]')).to_be_visible()


def draft(person: Laptop, field: str) -> Locator:
    return person.field(field).locator("[data-draft] .cm-content")


def rows(person: Laptop, field: str) -> Locator:
    return person.field(field).locator("[data-row]")


def keys_of(field: str, texts: list[str]) -> list[str]:
    """The keys that write these rows, one after the other: letters, and Enter between two rows."""
    return [*itertools.chain(*([*text, *NEXT.get(field, ["Enter"])] for text in texts[:-1])), *texts[-1]]


def by_turns(*typing: tuple[Laptop, list[str]]) -> None:
    """Everybody presses a key, then everybody the next: each is in the middle of a word while the others write."""
    for turn in itertools.zip_longest(*(keys for _, keys in typing)):
        for (person, _), key in zip(typing, turn, strict=True):
            if key is not None:
                person.page.keyboard.press("Space" if key == " " else key)


def texts_of(written: Postmortem, field: str) -> list[str]:
    here: Any = written
    for name in field.split("."):
        here = getattr(here, name)
    return [row.text for row in here if row.text]


def settled(meeting: Meeting, *people: Laptop) -> Postmortem:
    for _ in range(2):
        for person in people:
            person.saved()
    return meeting.written()


@LATENCIES
def test_enter_makes_a_row_of_ones_own_in_every_list(
    delay: float, network: Network, meeting: Meeting, two: tuple[Laptop, Laptop]
) -> None:
    """Both begin at the same place, and press Enter while the other one's row stands right behind theirs."""
    network.slow(delay)
    ana, bo = two
    for section, fields in itertools.groupby(LISTS, lambda item: item[0]):
        for item in two:
            go(item, section)
        for _, field in fields:
            for item in two:
                draft(item, field).click()
            by_turns((ana, keys_of(field, ONE)), (bo, keys_of(field, OTHER)))
    written = settled(meeting, ana, bo)
    for _, field in LISTS:
        texts = texts_of(written, field)
        for own in (ONE, OTHER):
            assert [text for text in texts if text in own] == own, (field, texts)


def test_enter_behind_my_row_never_goes_into_a_row_that_is_there(meeting: Meeting, two: tuple[Laptop, Laptop]) -> None:
    """Somebody's new row behind mine, an emptied row, a row in the middle: mine comes directly behind where I was."""
    ana, bo = two
    for item in two:
        go(item, "factors")
    draft(ana, "factors").click()
    ana.page.keyboard.type("first")
    expect(rows(bo, "factors")).to_have_count(1)
    draft(bo, "factors").click()
    bo.page.keyboard.type("second")
    expect(rows(ana, "factors")).to_have_count(2)
    for _ in "second":
        bo.page.keyboard.press("Backspace")
    expect(rows(ana, "factors").last.locator(".cm-placeholder")).to_be_visible(timeout=PATIENCE)
    ana.page.keyboard.press("Enter")
    by_turns((ana, list("mine")), (bo, list("theirs")))
    assert texts_of(settled(meeting, ana, bo), "factors") == ["first", "mine", "theirs"]
    rows(bo, "factors").first.locator(".cm-content").click()
    bo.page.keyboard.press("Home")
    bo.page.keyboard.press("Enter")
    bo.page.keyboard.type("between")
    assert texts_of(settled(meeting, ana, bo), "factors") == ["first", "between", "mine", "theirs"]


def test_words_on_their_way_bring_an_emptied_row_back(
    network: Network, meeting: Meeting, two: tuple[Laptop, Laptop]
) -> None:
    """One empties a row and leaves, so it goes; the other was typing into it, which nobody could know yet."""
    ana, bo = two
    for item in two:
        go(item, "factors")
    draft(ana, "factors").click()
    ana.page.keyboard.type("x")
    expect(rows(bo, "factors")).to_have_count(1)
    rows(bo, "factors").locator(".cm-content").click()
    network.slow(0.6)
    ana.page.keyboard.press("Backspace")
    bo.page.keyboard.type("kept")
    ana.page.locator('[data-field="parking"] [data-draft] .cm-content').click()
    expect(rows(ana, "factors").locator(".cm-content")).to_contain_text("kept", timeout=PATIENCE)
    bo.page.locator('[data-field="parking"] [data-draft] .cm-content').click()
    expect(rows(bo, "factors").locator(".cm-content")).to_contain_text("kept", timeout=PATIENCE)
    assert [text.strip("x") for text in texts_of(settled(meeting, ana, bo), "factors")] == ["kept"]


def lines(person: Laptop) -> dict[str, Locator]:
    """Every one-line field that is on this screen, by its name."""
    return {
        "who": person.field("timeline").locator("[data-row] [data-key=who]").first,
        "owner": person.field("actions").locator("[data-row] [data-key=owner]").first,
        "done_when": person.field("actions").locator("[data-row] [data-key=done_when]").first,
        "tracker": person.field("follow_up.tracker").locator("[data-key=tracker]").first,
    }


def old_lines(**stored: str) -> Callable[[Doc[Any]], None]:
    """What an older version left behind: plain strings where several people may write, or nothing at all."""

    def change(doc: Doc[Any]) -> None:
        (action,) = doc.get("rows:actions", type=Map).values()
        moment = next(iter(doc.get("rows:timeline", type=Map).values()))
        holder = {"who": moment, "tracker": doc.get("facts", type=Map)}
        for key, message in stored.items():
            target = holder.get(key, action)
            if key in target:
                del target[key]
            if message:
                target[key] = message

    return change


def hold_an_action(meeting: Meeting, *changes: Callable[[Doc[Any]], None]) -> None:
    with meeting.server.app() as app:
        for change in (add_row("actions", "a", "Alert earlier", "V"), *changes):
            document_store.edit(app, meeting.id, change, None)


SECTION_OF = {"who": "timeline", "owner": "actions", "done_when": "actions", "tracker": "follow_up"}


def line_of(written: Postmortem, name: str) -> str:
    values = {
        "who": written.timeline[0].who,
        "owner": written.actions[0].owner,
        "done_when": written.actions[0].done_when,
        "tracker": written.follow_up.tracker,
    }
    return values[name]


@pytest.mark.parametrize(
    ("delay", "stored"),
    [(0.0, {"who": "", "owner": "Kim", "tracker": "Kim"}), (0.4, {"who": "Kim", "done_when": "Kim", "tracker": ""})],
    ids=["quick", "800 ms"],
)
def test_two_people_in_one_line_keep_every_letter(
    delay: float,
    stored: dict[str, str],
    network: Network,
    meeting: Meeting,
    open_two: Callable[[], tuple[Laptop, Laptop]],
) -> None:
    """Both type into it at once, letter by letter: each one's words are whole, and all screens show the document.

    Some lines are shared texts from their birth, some are what an older version stored: a plain string, or nothing.
    """
    hold_an_action(meeting, old_lines(**stored))
    ana, bo = two = open_two()
    network.slow(delay)
    for section, names in itertools.groupby(SECTION_OF, SECTION_OF.__getitem__):
        for item in two:
            go(item, section)
        for name in names:
            start = stored.get(name, "")
            entry, other = lines(ana)[name], lines(bo)[name]
            for line in (entry, other):
                expect(line).to_have_value(start, timeout=PATIENCE)
                line.click()
            ana.page.keyboard.press("Home")
            bo.page.keyboard.press("End")
            by_turns((ana, list("Alice ")), (bo, list(" Boris")))
            if name == "owner":  # a pause in which a value from elsewhere would once take the place of mine
                ana.page.wait_for_timeout(5_000)
            by_turns((ana, list("again ")), (bo, list(" too")))
            settled(meeting, ana, bo)
            message = entry.input_value()
            expect(other).to_have_value(message, timeout=PATIENCE)
            assert "Alice again " in message, (name, message)
            assert " Boris too" in message, (name, message)
            assert sorted(message) == sorted(f"Alice again {start} Boris too"), (name, message)
            assert line_of(meeting.written(), name) == message


def compose(wire: CDPSession, text: str) -> None:
    wire.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})


def test_a_composition_is_typing_and_the_screen_catches_up_after_it(
    meeting: Meeting, two_and_an_action: tuple[Laptop, Laptop]
) -> None:
    """While letters are composed the others' wait, because they would end it; afterwards all see the same."""
    ana, bo = two = two_and_an_action
    for item in two:
        go(item, "actions")
    wire = ana.page.context.new_cdp_session(ana.page)
    for name in ("owner", "done_when"):
        entry, other = lines(ana)[name], lines(bo)[name]
        other.fill("Bo")
        expect(entry).to_have_value("Bo", timeout=PATIENCE)
        entry.click()
        ana.page.keyboard.press("End")
        compose(wire, "に")
        compose(wire, "にほ")
        other.click()
        bo.page.keyboard.press("Home")
        bo.page.keyboard.type("Dr ")
        expect(other).to_have_value("Dr Boにほ", timeout=PATIENCE)
        compose(wire, "にほん")
        assert entry.input_value() == "Boにほん"
        wire.send("Input.insertText", {"text": "日本"})
        expect(entry).to_have_value("Dr Bo日本", timeout=PATIENCE)
        expect(other).to_have_value("Dr Bo日本", timeout=PATIENCE)
        ana.page.keyboard.type("!")
        expect(other).to_have_value("Dr Bo日本!", timeout=PATIENCE)
        assert line_of(settled(meeting, ana, bo), name) == "Dr Bo日本!"


def test_undo_in_a_line_takes_back_mine_and_leaves_theirs(
    meeting: Meeting, two_and_an_action: tuple[Laptop, Laptop]
) -> None:
    """Ctrl+Z in an owner that two people wrote."""
    ana, bo = two = two_and_an_action
    for item in two:
        go(item, "actions")
    entry, other = lines(ana)["owner"], lines(bo)["owner"]
    other.click()
    bo.page.keyboard.type("Bo")
    expect(entry).to_have_value("Bo", timeout=PATIENCE)
    entry.click()
    ana.page.keyboard.press("End")
    ana.page.keyboard.type(" and Ana")
    expect(other).to_have_value("Bo and Ana", timeout=PATIENCE)
    ana.page.keyboard.press("Control+z")
    expect(other).to_have_value("Bo", timeout=PATIENCE)
    expect(entry).to_have_value("Bo")
    ana.page.keyboard.press("Control+Shift+z")
    expect(other).to_have_value("Bo and Ana", timeout=PATIENCE)


PASTED = {
    "timeline": "02:58 Disk full\n- 03:10 Reboot\n2026-11-20 23:30\tBack",
    "root_cause.technical": "• One\n• Two\n• Three",
    "factors": "1. One\n2. Two\n3. Three",
    "actions": "One\tKim\t2030-12-01\nTwo\t\t2030-12-02\n- Three",
    "follow_up.checklist": "[x] One\n[ ] Two\n[ ] Three",
    "parking": "One\r\nTwo\r\n\r\nThree",
    "ideas": "One\nTwo\nThree\n",
}


def test_pasted_lines_are_rows_of_ones_own_and_one_step_to_undo(
    network: Network, meeting: Meeting, two: tuple[Laptop, Laptop]
) -> None:
    """In every list, while somebody else types at its end; taken back at once, and brought back at once."""
    ana, bo = two
    network.slow(0.1)
    for section, field in LISTS:
        if field not in PASTED:
            continue
        for item in two:
            go(item, section)
        count = rows(ana, field).count()
        draft(ana, field).click()
        draft(bo, field).click()
        bo.page.keyboard.type("bo ")
        # A line of the timeline begins with its time, so that is where the keyboard is.
        into = ana.field(field).locator("[data-draft] [data-key=at]") if field == "timeline" else draft(ana, field)
        into.evaluate(PASTE, PASTED[field])
        if field == "timeline":  # lines that hold times are shown first
            ana.page.get_by_role("button", name="Paste as text").click()
        expect(rows(ana, field)).to_have_count(count + 4, timeout=PATIENCE)
        bo.page.keyboard.type("here")
        ana.page.keyboard.press("Control+z")
        expect(rows(bo, field)).to_have_count(count + 1, timeout=PATIENCE)
        ana.page.keyboard.press("Control+Shift+z")
        expect(rows(bo, field)).to_have_count(count + 4, timeout=PATIENCE)
    written = settled(meeting, ana, bo)
    for field in PASTED:
        texts = [text for text in texts_of(written, field) if text in ("One", "Two", "Three", "bo here")]
        if field != "timeline":
            assert [text for text in texts if text != "bo here"] == ["One", "Two", "Three"], (field, texts)
            assert texts.count("bo here") == 1, (field, texts)
    at = {row.text: row.at.strftime("%d %H:%M") for row in written.timeline if row.at}
    assert {text: at[text] for text in ("Disk full", "Reboot", "Back")} == {
        "Disk full": at["Disk full"],
        "Reboot": f"{at['Disk full'][:2]} 03:10",
        "Back": "20 23:30",
    }
    assert at["Disk full"].endswith("02:58")
    assert [(row.owner, str(row.due)) for row in written.actions if row.text in ("One", "Two")] == [
        ("Kim", "2030-12-01"),
        ("", "2030-12-02"),
    ]
    assert [row.done for row in written.follow_up.checklist if row.text in ("One", "Two")] == [True, False]


def test_pasted_lines_begin_at_the_caret_and_one_line_stays_words(meeting: Meeting, two: tuple[Laptop, Laptop]) -> None:
    """The first line goes into the words that are there, the others stand behind; services become chips."""
    ana, bo = two
    go(ana, "factors")
    draft(ana, "factors").click()
    ana.page.keyboard.type("The disk was  full")
    for _ in " full":
        ana.page.keyboard.press("ArrowLeft")
    here = rows(ana, "factors").first.locator(".cm-content")
    here.evaluate(PASTE, "- nearly\n- Nobody looked\n")
    expect(rows(ana, "factors")).to_have_count(2)
    ana.page.keyboard.type("!")
    here.evaluate(PASTE, "- plain")
    assert texts_of(settled(meeting, ana), "factors") == ["The disk was nearly- plain full", "Nobody looked!"]
    go(ana, "summary")
    ana.field("summary.services").locator("input").evaluate(PASTE, "orders-db\n* checkout\tsearch")
    expect(bo.field("summary.services").locator(".chip")).to_have_count(3, timeout=PATIENCE)
    assert settled(meeting, ana).services == ("checkout", "orders-db", "search")


def test_dictated_line_breaks_make_rows(meeting: Meeting, two: tuple[Laptop, Laptop]) -> None:
    """Words that come with a line break in them, as a telephone hears them, stand in rows of one's own."""
    ana, bo = two
    for item in two:
        go(item, "factors")
    draft(bo, "factors").click()
    bo.page.keyboard.type("bo begins")
    expect(rows(ana, "factors")).to_have_count(1)
    draft(ana, "factors").click()
    wire = ana.page.context.new_cdp_session(ana.page)
    ana.page.keyboard.type("spoken")
    wire.send("Input.insertText", {"text": " words\nand more"})
    expect(rows(bo, "factors")).to_have_count(3, timeout=PATIENCE)
    bo.page.keyboard.type(" and ends")
    assert sorted(texts_of(settled(meeting, ana, bo), "factors")) == ["and more", "bo begins and ends", "spoken words"]


def test_the_enter_of_an_input_method_is_no_enter(meeting: Meeting, two_and_an_action: tuple[Laptop, Laptop]) -> None:
    """It confirms a word: no row is made, no chip is taken, no date is read, and the keyboard stays where it is."""
    ana, _ = two_and_an_action
    wire = ana.page.context.new_cdp_session(ana.page)

    def confirm() -> None:
        for kind in ("rawKeyDown", "keyUp"):
            wire.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "windowsVirtualKeyCode": 229})

    chips = ana.field("summary.services").locator("input")
    chips.click()
    ana.page.keyboard.type("日本")
    confirm()
    expect(chips).to_have_value("日本")
    go(ana, "timeline")
    time = ana.field("timeline").locator("[data-row] [data-key=at]").first
    time.click()
    confirm()
    expect(time).to_be_focused()
    go(ana, "factors")
    draft(ana, "factors").click()
    ana.page.keyboard.type("日本")
    confirm()
    ana.page.keyboard.type("語")
    assert texts_of(settled(meeting, ana), "factors") == ["日本語"]


def test_lines_stand_in_the_direction_of_their_first_letter(
    meeting: Meeting, two_and_an_action: tuple[Laptop, Laptop]
) -> None:
    """Hebrew from the right, English beside it from the left: in prose, in rows and in inputs."""
    ana, _ = two_and_an_action
    prose = ana.prose("summary.impact")
    prose.click()
    ana.page.keyboard.type("שלום 1")
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.type("Hello 2")
    direction = "node => getComputedStyle(node).direction"
    assert [line.evaluate(direction) for line in prose.locator(".cm-line").all()] == ["rtl", "ltr"]
    ana.page.keyboard.press("ArrowUp")
    ana.page.keyboard.press("Home")
    ana.page.keyboard.press("ArrowLeft")  # on screen to the left: behind the first letter
    ana.page.keyboard.type("א")
    assert settled(meeting, ana).summary.impact == "שאלום 1\nHello 2"
    go(ana, "actions")
    row = rows(ana, "actions").first
    row.locator(".cm-content").fill("שלום")
    assert row.locator(".cm-line").first.evaluate(direction) == "rtl"
    for key in ("owner", "done_when"):
        row.locator(f"[data-key={key}]").fill("שלום")
        assert row.locator(f"[data-key={key}]").evaluate(direction) == "rtl", key
        row.locator(f"[data-key={key}]").fill("")


def test_a_row_that_was_emptied_stays_while_its_time_is_typed(meeting: Meeting, two: tuple[Laptop, Laptop]) -> None:
    """The focus stays in the row, however the words went and the time came."""
    ana, _ = two
    go(ana, "timeline")
    # The key that empties the words stops at the time, and a press beside the inputs is no leaving.
    ana.field("timeline").locator("[data-draft] [data-key=at]").click()
    for key in ("0", "3", "0", "5", "Enter", "a", "b", *["Backspace"] * 4):
        ana.page.keyboard.press(key)
    row = ana.field("timeline").locator("[data-row]:focus-within")
    expect(row).to_have_count(1)
    expect(row.locator("[data-key=at]")).to_have_value("03:05")
    row.click(position={"x": 3, "y": 3})
    ana.page.keyboard.type("Still here")
    expect(row.locator(".cm-content")).to_have_text("Still here")
    count = rows(ana, "timeline").count()
    for typed in (["0", "3", "0", "0", "Enter"], ["0", "3", "0", "1", "Tab"], ["2", "9", "9", "9", "Tab"]):
        draft(ana, "timeline").click()
        ana.page.keyboard.type("Wrong words")
        count += 1
        expect(rows(ana, "timeline")).to_have_count(count)
        row = ana.field("timeline").locator("[data-row]:focus-within")
        name = row.get_attribute("data-row")
        mine = ana.field("timeline").locator(f'[data-row="{name}"]')
        ana.page.keyboard.press("Control+a")
        ana.page.keyboard.press("Delete")
        mine.locator("[data-key=at]").click()
        for key in typed:
            ana.page.keyboard.press(key)
        ana.page.wait_for_timeout(300)
        expect(mine).to_be_visible()
        assert mine.evaluate("node => node.matches(':focus-within')"), typed
    mine.locator("[data-key=at]").fill("03:02")
    mine.locator("[data-key=at]").press("Enter")
    ana.page.keyboard.type("Right words")
    assert {"Right words", "Still here"} <= set(texts_of(settled(meeting, ana), "timeline"))
