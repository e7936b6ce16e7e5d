"""P13, on paper: what people type is never code in a PDF, and never anything but words in the incident picture.

The files are opened by another reader, which walks through every object: no script, no attachment, no form, no
action but a link that somebody typed. The words of each field are searched on the pages.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.domain.postmortem import (
    ActionRow,
    FactorRow,
    Lessons,
    NoteRow,
    Postmortem,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.export.meta import ExportMetadata
from core.export.pdf.writer import to_pdf
from tests.support.payloads import CODE, FOREIGN, HUGE, LINKS, STRUCTURE, UNICODE, filled_with

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
POWERS = {
    *("/JS", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/EF", "/AF", "/Filespec", "/Launch", "/OpenAction"),
    *("/AA", "/AcroForm", "/XFA", "/RichMedia", "/Movie", "/Sound", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData"),
}
GROUPS = {"code": CODE, "links": LINKS, "structure": STRUCTURE, "foreign": FOREIGN, "unicode": UNICODE}


def meta(person: str = "Mara") -> ExportMetadata:
    return ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW, people=(person,))


def objects(made: bytes) -> Iterator[Any]:
    """Every object of the file, also those that no page leads to."""
    reader = PdfReader(BytesIO(made))
    size = int(reader.trailer["/Size"])  # type: ignore[call-overload]  # a number object
    yield reader.trailer
    for number in range(1, size):
        yield reader.get_object(IndirectObject(number, 0, reader))


def inside(thing: Any) -> Iterator[DictionaryObject]:
    if isinstance(thing, DictionaryObject):
        yield thing
        for item in dict.values(thing):
            yield from inside(item)
    elif isinstance(thing, ArrayObject):
        for item in list.__iter__(thing):
            yield from inside(item)


def assert_powerless(made: bytes) -> list[str]:
    """Nothing in the file can run, open or send anything. Returns where its links lead."""
    led = []
    for found in objects(made):
        for part in inside(found):
            names = {*part.keys(), *(str(value) for value in dict.values(part) if isinstance(value, str))}
            assert not names & POWERS, part
            if "/S" in part and "/URI" in part:
                led.append(str(part["/URI"]))
            elif part.get("/Type") == "/Annot":
                assert str(part["/Subtype"]) == "/Link", part
    assert all(urlsplit(address).scheme in ("http", "https", "mailto") for address in led), led
    return led


def text_of(made: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def beside(text: str, word: str) -> str:
    return f"{word}begin {text} {word}end"


def on_lines_of_its_own(text: str, word: str) -> str:
    return f"{word}begin\n{text}\n{word}end"


def holding(payloads: tuple[str, ...], put: Callable[[str, str], str]) -> tuple[Postmortem, list[str]]:
    """All payloads in one document: each in a row of every kind, and all of them in prose."""
    texts: list[str] = []

    def typed(place: int, payload: str, where: str) -> str:
        texts.append(f"{where}{chr(97 + place)}")
        return put(payload, texts[-1])

    item = list(enumerate(payloads))
    return Postmortem(
        title="; ".join(payloads),
        timeline=tuple(
            TimelineRow(id=f"t{n}", at=None, text=typed(n, p, "timeline"), who=typed(n, p, "who")) for n, p in item
        ),
        factors=tuple(FactorRow(id=f"f{n}", text=typed(n, p, "factor")) for n, p in item),
        actions=tuple(
            ActionRow(id=f"a{n}", text=typed(n, p, "action"), owner=typed(n, p, "owner"), done_when=typed(n, p, "done"))
            for n, p in item
        ),
        lessons=Lessons(went_right="\n\n".join(typed(n, p, "lesson") for n, p in item)),
        parking=tuple(NoteRow(id=f"p{n}", text=typed(n, p, "parked")) for n, p in item),
    ), texts


@pytest.mark.parametrize("put", [beside, on_lines_of_its_own])
@pytest.mark.parametrize("group", list(GROUPS))
def test_hostile_rows_are_words_on_paper(group: str, put: Callable[[str, str], str]) -> None:
    """Nothing of it has any power, nothing leads anywhere but to the web, and every row arrives once."""
    pm, phrase = holding(GROUPS[group], put)
    made = to_pdf(pm, meta(GROUPS[group][0]))
    assert_powerless(made)
    text = text_of(made)
    for word in phrase:
        assert (text.count(f"{word}begin"), text.count(f"{word}end")) == (1, 1), word


@pytest.mark.parametrize(
    "payload",
    [CODE[0], CODE[11], LINKS[0], LINKS[8], LINKS[15], STRUCTURE[5], FOREIGN[1], FOREIGN[2], FOREIGN[8], UNICODE[2]],
)
def test_in_every_field(payload: str) -> None:
    """The cover, the facts, the sections: all are only words."""
    pm, phrase = filled_with(payload)
    made = to_pdf(pm, meta(payload))
    assert_powerless(made)
    text = text_of(made)
    for word in phrase[4:]:
        assert (text.count(f"{word}begin"), text.count(f"{word}end")) == (1, 1), word


def test_links_that_people_typed_lead_where_they_typed() -> None:
    """And to nothing else: the file itself leads nowhere."""
    impact = (
        "[a](https://one.example/) https://two.example/x [m](mailto:a@b.example) [no](javascript:alert(1)) file:///x"
    )
    led = assert_powerless(to_pdf(Postmortem(summary=Summary(impact=impact)), meta()))
    assert led == ["https://one.example/", "https://two.example/x", "mailto:a@b.example"]


@pytest.mark.parametrize(
    "hostile", ['#read("/etc/passwd")', "#sys.inputs", "$ sqrt(2) $", "= Title\n#pagebreak()", "@label <label>"]
)
def test_the_template_languages_own_words_are_words(hostile: str) -> None:
    """What the typesetter would do with them in a template, it shows."""
    pm, _ = filled_with(hostile)
    text = text_of(to_pdf(pm, meta(hostile)))
    assert text.count("".join(hostile.split())) >= 20


@pytest.mark.parametrize("payload", HUGE, ids=lambda payload: f"{payload[:4]!r}-{len(payload)}")
def test_huge_texts_are_set_in_a_moment(payload: str) -> None:
    """Marks without end, a word of 100,000 letters: some pages, and no more than seconds."""
    pm, _ = filled_with("ordinary words")
    row = TimelineRow(id="t1", at=NOW, kind=TimelineKind.STARTED, text=payload)
    pm = pm.model_copy(
        update={
            "summary": Summary(impact=payload),
            "timeline": (row, TimelineRow(id="t2", at=NOW + timedelta(hours=1), kind=TimelineKind.RESOLVED)),
        }
    )
    assert_powerless(to_pdf(pm, meta()))


@pytest.mark.parametrize("group", list(GROUPS))
def test_the_picture_on_the_cover_holds_only_words(group: str) -> None:
    """The words of named moments pass through a drawing; they stay words there."""
    kinds = [*TimelineKind] * 5
    rows = tuple(
        TimelineRow(id=f"t{place}", at=NOW + timedelta(minutes=7 * place), kind=kinds[place], text=payload, star=True)
        for place, payload in enumerate(GROUPS[group])
    )
    made = to_pdf(Postmortem(title="Picture", zone=GROUPS[group][0], timeline=rows), meta())
    assert_powerless(made)
    assert "15:00Started★" in text_of(made) or "14:00Started★" in text_of(made)
