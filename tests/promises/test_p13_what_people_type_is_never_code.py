"""P13: what people type is never code.

Each hostile text is put into every field, and every output is read back with a reader that is not ours:
``html.parser`` for HTML, a CommonMark reader with raw HTML switched on for Markdown, ``json`` and
``icalendar``. Nothing runs, loads, styles or leads anywhere but to http, https or mailto; the document
keeps its shape; and every field still arrives, once.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from itertools import count
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.domain.review import ReviewedAction, ReviewNote, WouldRecur
from core.errors import BadFile
from core.export.calendar.meeting_invite import meeting_invite
from core.export.html import to_html
from core.export.json import from_json, to_json
from core.export.markdown.sanitise import render
from core.export.markdown.writer import to_markdown
from core.export.meta import ExportMetadata, LinkedIncident
from tests.support.payloads import HUGE, PAYLOADS, filled_with

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)

FRAME = {"html", "head", "title", "body", "main"}
TEXT = {"a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "hr", "li", "ol", "p", "pre", "strong", "ul"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
HARMLESS = {"dir": {"auto"}, "target": {"_blank"}, "rel": {"noopener noreferrer"}, "lang": {"en"}}
OWN_META = [
    ("charset", "utf-8"),
    ("http-equiv", "Content-Security-Policy"),
    ("name", "viewport"),
    ("name", "referrer"),
]


def meta(payload: str = "Mara") -> ExportMetadata:
    return ExportMetadata(
        id="secret-id",
        created_at=NOW,
        exported_at=NOW,
        people=(payload,),
        reviews=(looked_back(payload),),
        recurrence_of=(linked(payload), linked(payload)),
        came_back_as=(linked(payload),),
    )


def linked(payload: str) -> LinkedIncident:
    """Another incident with a hostile title, as a file of the workspace names it."""
    return LinkedIncident(title=payload, on=NOW.date(), id=payload)


def looked_back(payload: str) -> ReviewNote:
    """A finished review whose every word is hostile."""
    kept = f"kept {payload} kept"
    action = ReviewedAction(
        action_id="a", text=kept, owner=kept, done_when=kept, state="done", explanation=kept, in_review=True
    )
    note = f"{payload}\nin a line\n{payload}"
    return ReviewNote(at=NOW, by=kept, again=WouldRecur.YES, because=payload, note=note, actions=(action,))


class Reader(HTMLParser):
    """Reads a page as a browser's parser would, and writes down all that could do something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.metas: list[tuple[str, str]] = []
        self.styles: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.odd: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._in_style = tag == "style"
        if tag == "meta":
            self.metas.append((attrs[0][0], attrs[0][1] or ""))
        else:
            self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def handle_data(self, data: str) -> None:
        (self.styles if self._in_style else self.words).append(data)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def count(self, tags: set[str]) -> list[str]:
        return [tag for tag in self.tags if tag in tags]


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def assert_harmless(reader: Reader, *, page: bool) -> None:
    """Only tags and attributes that show text; links lead to other pages and to nothing else."""
    assert set(reader.tags) <= TEXT | TABLE | (FRAME | {"meta", "style"} if page else set())
    assert not reader.odd
    links = reader.tags.count("a")
    assert sum(name == "rel" for _, name, _ in reader.attributes) == links
    for tag, name, value in reader.attributes:
        if name == "href":
            assert tag == "a"
            assert urlsplit(value).scheme in ("http", "https", "mailto")
        elif (tag, name) == ("ol", "start"):
            assert value.isdigit()
        else:
            assert value in HARMLESS.get(name, set()), (tag, name, value)


def skeleton(reader: Reader) -> list[str]:
    """The shape of the document: its headings and tables, whatever stands in them."""
    return reader.count(TABLE | {"h1", "h2", "h3", "h4", "hr"})


def beside(text: str, word: str) -> str:
    return f"{word}begin {text} {word}end"


def on_lines_of_its_own(text: str, word: str) -> str:
    return f"{word}begin\n{text}\n{word}end"


PLACES = [beside, on_lines_of_its_own]

ORDINARY, _ = filled_with("ordinary words")


@cache
def ordinary_page() -> Reader:
    return read(to_html(ORDINARY, meta()))


@cache
def ordinary_shape() -> list[tuple[str, str]]:
    return shape(tokens_of(to_markdown(ORDINARY, meta())))


@pytest.mark.parametrize("put", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_the_html_file(payload: str, put: Callable[[str, str], str]) -> None:
    """One file, our own head and style, no script, no reference, and the shape of an ordinary postmortem."""
    pm, text = filled_with(payload, put)
    page = read(to_html(pm, meta(payload)))
    ordinary = ordinary_page()
    assert_harmless(page, page=True)
    assert page.metas == OWN_META
    assert page.styles == ordinary.styles
    assert "url(" not in "".join(page.styles)
    assert "@import" not in "".join(page.styles)
    assert skeleton(page) == skeleton(ordinary)
    for word in text[1:]:
        assert (page.text.count(f"{word}begin"), page.text.count(f"{word}end")) == (1, 1)
    # The title stands in the tab and above the document.
    assert page.text.count(f"{text[0]}end") == 2


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_each_field_by_itself(payload: str) -> None:
    """A text that is harmless beside others is harmless alone, with nothing before or after it."""
    for field in range(len(filled_with("")[1])):
        pm, _ = filled_with(payload, only(field))
        assert_harmless(read(render(to_markdown(pm, meta("")))), page=False)


def only(field: int) -> Callable[[str, str], str]:
    """The text in one field, and nothing in all others."""
    place = count()
    return lambda text, word: text if next(place) == field else ""


@pytest.mark.parametrize("put", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_the_markdown_file(payload: str, put: Callable[[str, str], str]) -> None:
    """Another reader of Markdown, one that lets HTML through, finds no HTML, no image and no bad link."""
    pm, phrase = filled_with(payload, put)
    text = to_markdown(pm, meta(payload))
    tokens = tokens_of(text)
    for token in tokens:
        assert token.type not in ("html_block", "image"), token.content
        assert token.type != "html_inline" or token.content == "<br>", token.content
        href = str(token.attrs.get("href", "https:"))
        assert urlsplit(href).scheme in ("http", "https", "mailto"), href
    assert shape(tokens) == ordinary_shape()
    for word in phrase:
        assert (text.count(f"{word}begin"), text.count(f"{word}end")) == (1, 1)


def tokens_of(text: str) -> list[Token]:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Let every link through, so that it is our text and not the reader's caution that is tested.
    reader.validateLink = lambda url: True  # type: ignore[method-assign]
    return [token for block in reader.parse(text) for token in (block, *(block.children or []))]


def shape(tokens: list[Token]) -> list[tuple[str, str]]:
    return [(t.type, t.tag) for t in tokens if t.type in ("heading_open", "table_open", "tr_open", "td_open", "hr")]


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE])
def test_in_the_json_file(payload: str) -> None:
    """JSON gives back exactly what was typed, and nothing of the meeting's keys or ids."""
    pm, _ = filled_with(payload)
    data = to_json(pm, meta(payload))
    assert from_json(data) == pm
    assert b"secret-id" not in data
    assert json.loads(data)["meta"]["people"] == [payload]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_the_calendar_file(payload: str) -> None:
    """One entry with our own lines; what was typed never begins a line of its own."""
    data = meeting_invite(
        pm_id="abc", title=payload, start=NOW, minutes=20, now=NOW, link=f"https://x.example/{payload}"
    )
    plain = meeting_invite(pm_id="abc", title="x", start=NOW, minutes=20, now=NOW, link="https://x.example/")
    assert line_names(data) == line_names(plain)
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert not event.subcomponents
    assert event["UID"] == "abc@debrief"
    assert str(event["SUMMARY"]).startswith("Postmortem: ")


def line_names(data: bytes) -> list[str]:
    """The names of all lines, folded lines put together; no control character anywhere."""
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert not any(ord(symbol) < 32 for line in lines for symbol in line)
    return [line.partition(":")[0].partition(";")[0] for line in lines]


@pytest.mark.parametrize("payload", HUGE, ids=lambda payload: f"{payload[:4]!r}-{len(payload)}")
def test_huge_texts_are_shown_and_hold_nobody_up(payload: str) -> None:
    """A field full of marks is read in no time, and the document keeps its shape around it."""
    pm, _ = filled_with("ordinary words")
    pm = pm.model_copy(update={"summary": pm.summary.model_copy(update={"impact": payload})})
    page = read(to_html(pm, meta()))
    assert_harmless(page, page=True)
    assert skeleton(page) == skeleton(ordinary_page())


def test_half_a_character_breaks_no_file() -> None:
    """A lone surrogate has no UTF-8; it is refused on the way in and replaced on the way out."""
    with pytest.raises(BadFile):
        from_json(b'{"format":"debrief.postmortem","schema_version":1,"postmortem":{"title":"\\ud800"}}')
    pm, _ = filled_with("\ud800")
    for output in (to_html(pm, meta()), to_markdown(pm, meta())):
        assert "\ufffd" in output.encode().decode()
    assert to_json(pm, meta())
    assert meeting_invite(pm_id="abc", title="\ud800", start=NOW, minutes=20, now=NOW)


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE])
def test_the_one_renderer_by_itself(payload: str) -> None:
    """Also Markdown that did not come through our own writer ends as harmless HTML."""
    assert_harmless(read(render(payload)), page=False)
