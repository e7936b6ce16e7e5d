"""The PDF export: pages that a company can pass around, made from the same words as every other export."""

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it brings no types
import pytest
from pypdf import PdfReader

from core.domain.content.checklist import checklist
from core.domain.postmortem import Postmortem, Severity, Summary, TimelineRow
from core.errors import TooLarge
from core.export.markdown import writer as markdown
from core.export.markdown.sections import DocumentPart, parts
from core.export.markdown.writer import around_figures
from core.export.meta import ExportMetadata
from core.export.pdf import writer
from core.export.pdf.typeset import fonts, worker
from core.export.pdf.typeset import typesetter as press
from core.export.pdf.typeset.fonts import TEXT, families, font_advice, missing_scripts_sentence, undrawable_scripts
from core.export.pdf.typeset.scripts import SCRIPTS, Script, scripts_in
from core.export.pdf.typeset.typesetter import Typesetter
from core.export.pdf.writer import document, to_pdf
from core.export.process.documents import DOCUMENTS
from tests.support.postmortems import example

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="secret-id", created_at=NOW, exported_at=NOW, people=("Mara",))


def opened(made: bytes) -> PdfReader:
    return PdfReader(BytesIO(made))


def text_of(made: bytes) -> str:
    """What another reader finds on the pages, without white space: lines end where the page does."""
    return "".join("".join(page.extract_text() for page in opened(made).pages).split())


def root_of(made: bytes) -> Any:
    """The file's own table of contents."""
    return opened(made).trailer["/Root"]


def assert_says(made: bytes, *sentences: str) -> None:
    text = text_of(made)
    for sentence in sentences:
        assert "".join(sentence.split()) in text, sentence


def typed(pm: Postmortem) -> Iterator[str]:
    """Every sentence that somebody typed in the example, as it should stand on paper."""
    for row in (*pm.timeline, *pm.factors, *pm.actions, *pm.parking, *pm.ideas):
        yield re.sub(r"[`*]", "", row.text)
    yield from (item.text for item in checklist(pm))
    for answers in (getattr(pm.root_cause, lens) for lens in type(pm.root_cause).model_fields):
        yield from (row.text for row in answers)
    yield from (action.done_when for action in pm.actions)
    yield from (pm.title, pm.summary.what_happened, pm.summary.impact, *pm.services, *pm.tags)
    for text in (pm.lessons.went_right, pm.lessons.went_wrong, pm.lessons.differently, pm.lessons.lucky):
        yield from (line.removeprefix("- ") for line in text.splitlines())


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_pdf(example(), META)


def test_every_sentence_arrives_on_paper(made: bytes) -> None:
    """Nothing that the team wrote is missing from the file that goes round."""
    assert_says(made, *typed(example()))


def test_the_cover_says_what_how_bad_and_when(made: bytes) -> None:
    """Whoever reads only the first lines knows."""
    first = "".join(opened(made).pages[0].extract_text().split())
    for text in (
        example().title,
        "P1 · Critical",
        "10 March 2026, 02:14 to 02:51 (Europe/Berlin)",
        "37 min",
        "12 min",
    ):
        assert "".join(text.split()) in first


def test_a_draft_says_so_and_a_finished_one_when(made: bytes) -> None:
    """Nobody takes an unfinished document for the last word."""
    assert_says(made, "Draft")
    assert_says(
        to_pdf(example(), META.model_copy(update={"finished_at": NOW})), "Meeting finished 10 March 2026, 15:00"
    )


def test_every_page_has_its_number(made: bytes) -> None:
    """A page that got lost on a desk is found again."""
    pages = opened(made).pages
    for number, page in enumerate(pages, 1):
        assert f"{number}/{len(pages)}" in "".join(page.extract_text().split())


def test_the_same_postmortem_is_the_same_file(made: bytes) -> None:
    """Two people who export one state hold one file."""
    assert to_pdf(example(), META) == made


def test_it_says_its_title_and_its_time_and_nothing_of_the_meetings_keys(made: bytes) -> None:
    """Metadata is what a library needs."""
    about = opened(made).metadata
    assert about is not None
    assert about.title == example().title
    assert about.creation_date == NOW
    assert b"secret-id" not in made
    assert root_of(made).get("/Lang") == "en"


def test_the_picture_is_on_the_cover_and_is_read_aloud(made: bytes) -> None:
    """Drawn with real letters, and with words for those who do not see it."""
    assert_says(made, "02:43 Mitigated", "to detect 12 min")
    assert document(example(), META, around_figures(example(), META))["picture-says"].startswith(
        "A time axis with 02:14 Started"
    )
    assert "/StructTreeRoot" in root_of(made)


@pytest.mark.parametrize(
    "text",
    [
        "Les œuvres coûtent 3 € – naïve façade, ÅØÆ ßẞ ğışŁőž ¿Qué? „so“",
        "Ο δίσκος γέμισε στις 02:14 και η βάση σταμάτησε ΑΒΓΔ",
        "Диск базы данных заполнен в 02:14, Україна Ї Є Ґ, Ћирилица",
    ],
    ids=["Latin", "Greek", "Cyrillic"],
)
def test_three_alphabets_are_in_the_file_with_their_letters(text: str) -> None:
    """On every computer: the letters come with us, and the words can be searched."""
    made = to_pdf(Postmortem(title=text, summary=Summary(impact=text)), META)
    assert unicodedata.normalize("NFC", text_of(made)).count("".join(text.split())) >= 2
    assert embedded(made)


def embedded(made: bytes) -> bool:
    """Whether every font of the file is in the file."""
    fonts = [
        font.get_object()
        for page in opened(made).pages
        for font in page["/Resources"].get("/Font", {}).values()  # type: ignore[attr-defined]  # pypdf says object
    ]
    inner = [item.get_object() for font in fonts for item in font.get("/DescendantFonts", [font])]
    return bool(inner) and all(
        any(key.startswith("/FontFile") for key in font["/FontDescriptor"].get_object()) for font in inner
    )


@pytest.mark.parametrize(
    "script", [script for script in SCRIPTS if script.name != "Tibetan"], ids=lambda item: item.name
)
def test_every_script_of_the_wheels_has_its_letters(script: Script) -> None:
    """Whatever fonts this computer has: each letter is drawn, and found by two readers."""
    made = to_pdf(Postmortem(title="x", summary=Summary(impact=f"before {script.sample} after")), META)
    assert is_accessible(made), "a letter without a font is against that standard"
    assert embedded(made)
    assert undrawable_scripts(script.sample) == ()


def is_accessible(made: bytes) -> bool:
    return b"pdfuaid:part" in root_of(made)["/Metadata"].get_data()


def test_what_no_font_has_is_said_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the wheels there are boxes, and a sentence that says which and what to do."""
    monkeypatch.setattr(fonts, "_folder", lambda wheel: "")
    monkeypatch.setattr(fonts, "_known", {"Korean": False, "Thai": False, "Arabic": True})
    assert undrawable_scripts("디스크 and ข้อมูล and القرص, é, Ω, ★, →") == ("Korean", "Thai")
    assert "Korean and Thai:" in missing_scripts_sentence(undrawable_scripts("디스크 ข้อมูล"))
    assert "debrief[fonts]" in font_advice()
    assert missing_scripts_sentence(undrawable_scripts("plain")) == ""


def test_a_typesetter_that_does_not_answer_hides_no_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """The summary asks it; nothing is claimed then, and it is asked again the next time."""

    def silent(*_: object) -> list[bool]:
        raise TooLarge("no")

    monkeypatch.setattr(fonts, "_known", {})
    with monkeypatch.context() as broken:
        broken.setattr(Typesetter, "draws", silent)
        assert undrawable_scripts("디스크") == ()
    monkeypatch.setattr(Typesetter, "draws", lambda *_: [False])
    assert undrawable_scripts("디스크") == ("Korean",)


def test_the_typesetter_itself_says_what_it_cannot_draw() -> None:
    """A sign of nobody's, which no font has."""
    with Typesetter() as press:
        assert press.draws([{"text": "abc", "fonts": [TEXT]}, {"text": "\U0010fffd", "fonts": [TEXT]}]) == [True, False]


def test_japanese_and_korean_are_written_as_at_home() -> None:
    """One set of characters, three ways to write them."""
    for text, face in (("データ 直", "JP"), ("디스크 直", "KR"), ("数据 直", "SC")):
        assert families(scripts_in(text))[-1] == f"Noto Sans CJK {face}"


def test_what_is_read_from_the_right_begins_there() -> None:
    """Title, paragraphs, bullets with their signs, numbers and cells; by the first letter that has a side."""
    hebrew = "הדיסק מלא"
    impact = f"{hebrew}\n\nThe disk\n\n- {hebrew}\n- plain\n\n1. {hebrew}"
    rows = (TimelineRow(id="t1", at=NOW, text=hebrew, who="on call"),)
    made = to_pdf(Postmortem(title=hebrew, summary=Summary(impact=impact), timeline=rows), META)
    drawn = pypdfium2.PdfDocument(made)
    page = drawn[0]
    text = page.get_textpage()
    wide, whole = page.get_width(), text.get_text_range()
    rights = [max(text.get_charbox(place)[2] for place in range(*at.span())) for at in re.finditer("הדיסק", whole)]
    assert len(rights) >= 5
    assert sum(right > wide - 90 for right in rights) >= 4, "all but the cell and the footer end at the right"
    assert text.get_charbox(whole.index("The disk"))[0] < 70
    bullets = sorted(text.get_charbox(at.start())[0] for at in re.finditer("•", whole))
    assert bullets[0] < 80
    assert bullets[-1] > wide - 90, "its bullet stands on the right"
    for item in (text, page, drawn):
        item.close()


def test_other_scripts_and_signs_do_not_break_it() -> None:
    """What no font can draw is an empty box; the words around it stay."""
    odd = "before 数据库 データ القرص הדיסק 👩🏽‍🚒🏳️‍🌈 e\u0301 \u202egnp.exe\u202c \x00\x1b[31m \ud800 after"
    made = to_pdf(Postmortem(title=odd, zone=odd, services=(odd,), summary=Summary(impact=odd)), META)
    assert text_of(made).count("before") >= 3
    assert text_of(made).count("after") >= 3


def test_markdown_is_set_as_markdown() -> None:
    """Lists, code, bold words and links look like it, and links lead where they say."""
    impact = "- one\n- **two** with `df -h`\n\n1. first\n2. second\n\n> quoted\n\n[our page](https://status.example.org/a?b=1&c=2)"
    made = to_pdf(Postmortem(summary=Summary(impact=impact)), META)
    assert_says(made, "two with df -h", "1. first 2. second", "quoted", "our page")
    assert "**" not in text_of(made)
    assert links(made) == ["https://status.example.org/a?b=1&c=2"]


def links(made: bytes) -> list[str]:
    notes = [note.get_object() for page in opened(made).pages for note in page.get("/Annots", [])]
    return [str(note["/A"]["/URI"]) for note in notes if "/A" in note and "/URI" in note["/A"]]


def test_a_long_address_is_one_link() -> None:
    """On as many lines as it needs: one area, one address, whole."""
    address = "https://grafana.example.org/d/abc-def/" + "panel-7/" * 16 + "?orgId=1&from=2026-12-01"
    made = to_pdf(Postmortem(summary=Summary(impact=f"See {address} and [a list](https://x.example/)")), META)
    assert links(made) == [address, "https://x.example/"]
    assert address in text_of(made)


NAMES = ("2026-12-01", "prod-eu-west-1", "check-out-service", "read/write", "2026-12-01T02:58", "db-7/replica-2")


def test_names_and_dates_are_found_as_they_were_typed() -> None:
    """Wherever a line ends, with a word broken before them or not, for two readers."""
    paragraphs = [f"{'x' * before} {' '.join(NAMES * 3)}" for before in range(0, 58, 3)]
    impact = "\n\n".join(("w" * 150, "soft\u00adly", *paragraphs))
    rows = tuple(TimelineRow(id=f"t{n}", at=NOW, text=f"{'y' * n} {' '.join(NAMES)}", who="on-call") for n in range(18))
    made = to_pdf(Postmortem(title="On 2026-12-01", summary=Summary(impact=impact), timeline=rows), META)
    first = "\n".join(page.extract_text() for page in opened(made).pages)
    drawn = pypdfium2.PdfDocument(made)
    second = ""
    for page in drawn:
        text = page.get_textpage()
        second += text.get_text_range()
        text.close()
        page.close()
    drawn.close()
    for name in (*NAMES, "softly"):
        typed_often = sum(
            item.count(name) for item in (impact.replace("\u00ad", ""), "On 2026-12-01", *(row.text for row in rows))
        )
        assert first.count(name) >= typed_often, name
        assert second.count(name) >= typed_often, name


def test_nothing_runs_out_of_its_page_or_column() -> None:
    """A token of 200 letters is broken, in prose, in code, in an address, in a title and in a table."""
    endless = "w" * 200
    impact = f"{endless}\n\n`{endless}`\n\n```\n    {endless}\n```\n\nhttps://example.org/{endless}"
    row = TimelineRow(id="t1", at=NOW, text=endless, who=endless)
    made = to_pdf(Postmortem(title=endless, summary=Summary(impact=impact), timeline=(row,)), META)
    assert text_of(made).count(endless) >= 5
    drawn = pypdfium2.PdfDocument(made)
    for page in drawn:
        text = page.get_textpage()
        rights = [text.get_charbox(place)[2] for place in range(text.count_chars())]
        assert max(rights) <= page.get_width() - 50
        text.close()
        page.close()
    drawn.close()


def test_an_empty_postmortem_is_one_calm_page() -> None:
    """An export works at any moment, also before anybody wrote a word."""
    made = to_pdf(Postmortem(), META)
    assert len(opened(made).pages) == 1
    assert_says(made, "Postmortem without a title", "1 / 1")


@pytest.mark.parametrize("severity", list(Severity))
def test_each_severity_has_its_words(severity: Severity) -> None:
    """Not only a colour."""
    assert_says(to_pdf(Postmortem(severity=severity), META), severity.value)


def test_several_people_export_at_once() -> None:
    """From many threads: each gets their own document."""
    titles = [f"Incident {name}" for name in ("alpha", "beta", "gamma", "delta")]
    found: dict[str, str] = {}

    def one(title: str) -> None:
        found[title] = text_of(to_pdf(Postmortem(title=title), META))

    threads = [threading.Thread(target=one, args=(title,)) for title in titles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("".join(title.split()) in found[title] for title in titles)


def test_the_template_can_read_no_file_and_fetch_nothing() -> None:
    """Nothing outside of its folder, and no package: there is nobody to ask."""
    source = Path(worker.__file__).with_name("postmortem.typ").read_text()
    assert not re.search(r"#?(import|include)\s|read\(|\bplugin\(|csv\(|yaml\(|toml\(|xml\(|eval\(", source)


def test_a_typesetter_that_fails_says_what_to_do_instead() -> None:
    """A kind sentence on the page, and the reason in the log."""
    with Typesetter() as broken, pytest.raises(TooLarge, match="Export it as HTML") as caught:
        broken.pages({"title": "no template can work with this"}, 0)
    assert "postmortem.typ" in str(caught.value.__cause__) or "TypstError" in str(caught.value.__cause__)


def test_a_typesetter_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It holds nobody up, and does not stay behind."""
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(press, "_WORKER", slow)
    monkeypatch.setattr(press, "_SECONDS", 0.2)
    with Typesetter() as late:
        with pytest.raises(TooLarge):
            late.pages({}, 0)
        process = late._process
    assert process.poll() is not None


def test_an_export_that_breaks_off_leaves_no_process_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """And the next one finds its place free."""

    def broken(*_: object) -> dict[str, object]:
        raise ValueError("on the way")

    monkeypatch.setattr(writer, "document", broken)
    for _ in range(3):
        with pytest.raises(ValueError, match="on the way"):
            to_pdf(Postmortem(), META)


def test_a_document_is_written_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Writing a megabyte takes as long as laying out forty pages; it was done three times."""
    written: list[str] = []

    def counted(pm: Postmortem) -> tuple[DocumentPart, ...]:
        written.append(pm.title)
        return parts(pm)

    monkeypatch.setattr(markdown, "parts", counted)
    assert DOCUMENTS["pdf"](example(), META).startswith(b"%PDF")
    assert written == [example().title]


def test_the_typesetter_gets_its_memory_in_large_pieces(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shows = tmp_path / "shows.py"
    shows.write_text("import os, sys\nsys.stdin.read()\nprint(os.environ['GLIBC_TUNABLES'])\n")
    monkeypatch.setattr(press, "_WORKER", shows)
    with Typesetter() as shown:
        given = dict(item.split("=") for item in shown.pages({}, 0).decode().strip().split(":"))
    assert given["glibc.malloc.hugetlb"] == "1"
    assert int(given["glibc.malloc.top_pad"]) == 64 * 1024 * 1024
    assert all(value.isdecimal() for value in given.values())


def test_the_typesetter_learns_nothing_of_the_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The database's password is none of its business."""
    shows = tmp_path / "shows.py"
    shows.write_text("import os, sys\nsys.stdin.read()\nprint(sorted(os.environ))\n")
    monkeypatch.setattr(press, "_WORKER", shows)
    monkeypatch.setenv("DEBRIEF_DATABASE_URL", "postgresql://user:password@db/debrief")
    with Typesetter() as curious:
        assert b"DEBRIEF" not in curious.pages({}, 0)
    assert sys.executable
