"""P13 in Word documents, tables, calendars and chat messages: what people type is never code there either.

Each hostile text is put into every field. A Word document keeps its shape and its parts, holds no field but page
numbers and no address but http, https and mailto; a calendar keeps its lines; a chat message calls nobody; and every
field still arrives, once.
"""

import io
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from urllib.parse import urlsplit

import pytest
import vobject
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from lxml import etree

from core.domain.actions.action_view import ActionView
from core.export.actions_csv import HEADER, actions_csv
from core.export.calendar.deadlines import ReviewDay, actions_calendar
from core.export.docx.writer import to_docx
from core.export.meta import ExportMetadata
from core.export.slack.message import MOST_ACTIONS, to_slack
from tests.support.files import parts_of, rows_of
from tests.support.payloads import HUGE, PAYLOADS, filled_with

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)


def meta(payload: str = "Mara") -> ExportMetadata:
    return ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW, people=(payload,))


def beside(text: str, word: str) -> str:
    return f"{word}begin {text} {word}end"


def on_lines_of_its_own(text: str, word: str) -> str:
    return f"{word}begin\n{text}\n{word}end"


PLACES = [beside, on_lines_of_its_own]


def opened(data: bytes) -> Doc:
    return Document(io.BytesIO(data))


def words_of(document: Doc) -> str:
    return "\n".join("".join(item.itertext(qn("w:t"))) for item in document.element.body.iter(qn("w:p")))


def shape(document: Doc) -> list[str]:
    """Headings, tables and their rows and cells, in order, whatever stands in them."""
    found = []
    for item in document.element.body.iter(qn("w:pStyle"), qn("w:tbl"), qn("w:tr"), qn("w:tc")):
        name = item.get(qn("w:val"), etree.QName(item).localname)
        if name in ("tbl", "tr", "tc", "Title", "Line") or name.startswith("Heading"):
            found.append(name)
    return found


@cache
def ordinary() -> tuple[set[str], list[str]]:
    """The names of the parts and the shape of a document with ordinary words in every field."""
    data = to_docx(filled_with("ordinary words")[0], meta())
    return set(parts_of(data)), shape(opened(data))


# Everything that our documents are made of; what fetches, includes or runs is not among it.
BUILT_OF = {"p", "pPr", "pStyle", "numPr", "ilvl", "numId", "bidi", "ind", "r", "rPr", "rStyle", "b", "bCs", "i", "iCs"}
BUILT_OF |= {"strike", "rFonts", "rtl"}
# A check box of Word's own, and one picture of ours: a part of the file, not an address.
BUILT_OF |= {"sdt", "sdtPr", "sdtContent", "checkbox", "checked", "checkedState", "uncheckedState"}
BUILT_OF |= {"drawing", "inline", "extent", "docPr", "graphic", "graphicData", "pic", "nvPicPr", "cNvPr", "cNvPicPr"}
BUILT_OF |= {"blipFill", "blip", "stretch", "fillRect", "spPr", "xfrm", "off", "ext", "prstGeom", "avLst"}
BUILT_OF |= {"t", "br", "hyperlink", "tbl", "tblPr", "tblStyle", "tblW", "tblBorders", "top", "left", "bottom", "right"}
BUILT_OF |= {
    "insideH",
    "insideV",
    "tblCellMar",
    "tblLook",
    "tblGrid",
    "gridCol",
    "tr",
    "trPr",
    "cantSplit",
    "tblHeader",
}
BUILT_OF |= {"tc", "tcPr", "tcW", "shd", "body", "sectPr", "footerReference", "pgSz", "pgMar", "cols", "docGrid"}


def assert_harmless(document: Doc) -> None:
    """Only what shows text, and links that lead to other pages."""
    assert {etree.QName(item).localname for item in document.element.body.iter(etree.Element)} <= BUILT_OF
    used = {item.get(qn("r:id")) for item in document.element.body.iter(qn("w:hyperlink"))}
    for key, relation in document.part.rels.items():
        if relation.is_external:
            assert key in used
            assert urlsplit(relation.target_ref).scheme in ("http", "https", "mailto")
            assert re.fullmatch(r"[!-~]+", relation.target_ref)
    assert used <= set(document.part.rels)


@pytest.mark.parametrize("put", PLACES)
@pytest.mark.parametrize("payload", PAYLOADS)
def test_in_a_word_document(payload: str, put: Callable[[str, str], str]) -> None:
    """The parts and the shape of an ordinary postmortem, and every field once."""
    pm, phrase = filled_with(payload, put)
    data = to_docx(pm, meta(payload))
    parts = parts_of(data)
    document = opened(data)
    assert (set(parts), shape(document)) == ordinary()
    assert_harmless(document)
    text = words_of(document)
    for word in phrase:
        assert (text.count(f"{word}begin"), text.count(f"{word}end")) == (1, 1), word
    (foot,) = [part for name, part in parts.items() if name.startswith("word/footer")]
    assert re.findall(r'w:instr="([^"]*)"', foot) == [" PAGE ", " NUMPAGES "]


@pytest.mark.parametrize("payload", HUGE, ids=lambda payload: f"{payload[:4]!r}-{len(payload)}")
def test_huge_texts_open_in_word(payload: str) -> None:
    """A field full of marks keeps the document's shape around it, and holds nobody up."""
    pm, _ = filled_with("ordinary words")
    pm = pm.model_copy(update={"summary": pm.summary.model_copy(update={"impact": payload})})
    document = opened(to_docx(pm, meta()))
    assert_harmless(document)
    assert shape(document) == ordinary()[1]


def test_half_a_character_breaks_no_file() -> None:
    """A lone surrogate has no UTF-8; it is replaced on the way out of everything."""
    pm, _ = filled_with("\ud800")
    assert "\ufffd" in words_of(opened(to_docx(pm, meta("\ud800"))))
    assert to_slack(pm, meta()).encode()
    assert actions_csv([with_actions("\ud800")])
    assert calendar("\ud800")


def with_actions(payload: str) -> ActionView:
    return ActionView("pm", payload, None, "a1", payload, payload, date(2026, 12, 1), None, payload, "open", payload)


def calendar(payload: str, *, as_events: bool = False) -> bytes:
    return actions_calendar(
        name=payload,
        actions=[with_actions(payload)],
        reviews=[ReviewDay("pm", payload, date(2026, 12, 7))],
        now=NOW,
        base=f"https://x.example/{payload}",
        as_events=as_events,
    )


def line_names(data: bytes) -> list[str]:
    """The names of all lines, folded lines put together; no control character anywhere."""
    lines = data.decode().replace("\r\n ", "").split("\r\n")
    assert not any(ord(symbol) < 32 for line in lines for symbol in line)
    return [line.partition(":")[0].partition(";")[0] for line in lines]


@pytest.mark.parametrize("as_events", [False, True])
@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE])
def test_in_a_calendar(payload: str, as_events: bool) -> None:
    """Our own lines and no other; what was typed is the words of an entry."""
    data = calendar(payload, as_events=as_events)
    assert line_names(data) == line_names(calendar("x", as_events=as_events))
    (read,) = vobject.readComponents(data.decode())
    assert {component.name for component in read.components()} == ({"VEVENT"} if as_events else {"VTODO", "VEVENT"})
    assert not [inner for component in read.components() for inner in component.components()]


@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE])
def test_in_a_table(payload: str) -> None:
    """Each field is one cell; P14 looks at what the cells begin with."""
    read = rows_of(actions_csv([with_actions(payload)]))
    assert [len(row) for row in read] == [len(HEADER)] * 2


@pytest.mark.parametrize("pasted", [False, True])
@pytest.mark.parametrize("payload", [*PAYLOADS, *HUGE, "<!here> @channel", "<http://evil.example|Read it all>"])
def test_in_a_chat_message(payload: str, pasted: bool) -> None:
    """A program's message links to pages only, last to ours; a person's calls nobody; both keep to their lines."""
    pm, _ = filled_with(payload)
    message = to_slack(pm, meta(payload), "https://debrief.example/summary?pm=x", pasted=pasted)
    assert len(message.split("\n")) <= 8 + MOST_ACTIONS
    assert len(message) < 12_000
    assert not re.search(r"<[!@#]|(?<![\w.])@(here|channel|everyone)", message)
    if not pasted:
        links = re.findall(r"<[^>]*>", message)
        assert links[-1] == "<https://debrief.example/summary?pm=x|Read it all>"
        assert all(re.fullmatch(r"<(?:https?://|mailto:)[^\s<>|]+(?:\|[^\n<>|]+)?>", link) for link in links)
        assert not re.search(r"&(?!amp;|lt;|gt;)", message)
