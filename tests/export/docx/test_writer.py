"""The Word document, opened again: real headings, lists and tables, and every word of the postmortem."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from core.domain.content.checklist import checklist
from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    Lens,
    Lessons,
    NoteRow,
    Postmortem,
    RootCause,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import SECTIONS
from core.errors import TooLarge
from core.export.docx import writer
from core.export.docx.lists import Lists, OpenList
from core.export.docx.writer import to_docx
from core.export.docx.xml import W14, address, legal_xml
from core.export.markdown.direction import is_right_to_left
from core.export.meta import ExportMetadata, SectionTime
from core.export.pdf.typeset.typesetter import Typesetter
from tests.support.files import parts_of
from tests.support.machine import assert_beside_fixed_work
from tests.support.postmortems import example, postmortems

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(
    id="secret-id",
    created_at=NOW - timedelta(days=1),
    exported_at=NOW,
    finished_at=NOW,
    people=("Mara", "Jonas"),
    sections=(SectionTime(section="summary", planned_s=120, used_s=99.5),),
)
# The order that the format asks for; Word refuses a file that has another one.
ORDER = ["pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "bidi", "spacing", "ind", "contextualSpacing", "jc"]

# Nine to ten times where it was found; a writer that takes twice as long does not pass.
MEGABYTE_AT_MOST = 16


def opened(pm: Postmortem, meta: ExportMetadata = META) -> Doc:
    return Document(io.BytesIO(to_docx(pm, meta)))


def with_impact(text: str) -> Doc:
    return opened(Postmortem(title="x", summary=Summary(impact=text)))


def style_of(paragraph: Paragraph) -> str:
    return str(paragraph.style.name) if paragraph.style is not None else ""


def styled(document: Doc, prefix: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if style_of(paragraph).startswith(prefix)]


def under(document: Doc, heading: str) -> list[Paragraph]:
    """The paragraphs between a heading and the next one."""
    found: list[Paragraph] = []
    inside = False
    for paragraph in document.paragraphs:
        if style_of(paragraph).startswith(("Heading", "Line")):
            inside = paragraph.text == heading
        elif inside:
            found.append(paragraph)
    return found


def table_with(document: Doc, heading: str) -> Table:
    return next(table for table in document.tables if heading in [cell.text for cell in table.rows[0].cells])


def all_text(document: Doc) -> str:
    """Every word, those inside links too, which the library leaves out of a paragraph's text in old versions."""
    return "\n".join("".join(piece.itertext(qn("w:t"))) for piece in document.element.body.iter(qn("w:p")))


def every_word(pm: Postmortem) -> Iterator[str]:
    yield from (pm.summary.what_happened, pm.summary.impact, pm.lessons.differently, pm.lessons.lucky)
    yield from (row.text for row in pm.timeline)
    yield from (row.text for lens in Lens for row in pm.root_cause.of(lens))
    yield from (row.text for row in (*pm.factors, *pm.parking, *pm.ideas))
    yield from (item.text for item in checklist(pm))
    for row in pm.actions:
        yield from (row.text, row.owner, row.done_when)


IMPACT = "Who was impacted, and how"


def test_headings_are_headings() -> None:
    """Word's navigation pane shows the sections; the title is the title."""
    pm = example()
    document = opened(pm)
    assert styled(document, "Title") == [pm.title]
    assert styled(document, "Heading 1")[:7] == [part.title for part in SECTIONS]
    assert "What went right" in styled(document, "Heading 2")
    assert (
        sum(
            text.startswith(("Technical", "Monitoring", "Process", "Architecture", "Culture"))
            for text in styled(document, "Heading 2")
        )
        == 5
    )


def test_nothing_that_was_written_is_missing() -> None:
    """Each field of the model stands in the document."""
    pm = example()
    text = " ".join(all_text(opened(pm)).split())
    for phrase in every_word(pm):
        assert " ".join(phrase.replace("`", "").split()) in text, phrase


def test_the_timeline_is_a_table_with_its_rows_in_order() -> None:
    """A real one, whose first row is repeated on every page and whose rows are not torn apart."""
    pm = example()
    table = table_with(opened(pm), "What happened")
    assert [cell.text for cell in table.rows[0].cells] == ["Time", "Kind", "What happened", "Who or what"]
    assert [row.cells[2].text for row in table.rows[1:]] == [row.text.replace("`", "") for row in pm.timeline]
    flags = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert flags == [True] + [False] * len(pm.timeline)
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_the_commitments_are_a_table() -> None:
    """Owner and date of each action, as the model has them."""
    pm = example()
    table = table_with(opened(pm), "Owner")
    read = [(row.cells[0].text, row.cells[1].text, row.cells[2].text) for row in table.rows[1:]]
    assert read == [(row.text, row.owner, row.due.isoformat() if row.due else "") for row in pm.actions]


def test_columns_are_as_wide_as_the_page_and_none_is_a_sliver() -> None:
    """A program that believes the widths in the file shows a readable table."""
    for table in opened(example()).tables:
        widths = [int(item.get(qn("w:w"))) for item in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert sum(widths) == 9638
        assert min(widths) > 600


def test_lists_are_lists() -> None:
    """Bullets and numbers are Word's own, so that another item can be added with Enter."""
    document = with_impact("- one\n- two\n\nthen\n\n1. first\n2. second")
    kinds = [(style_of(item), item.text) for item in under(document, IMPACT)]
    assert kinds == [
        ("List Bullet", "one"),
        ("List Bullet", "two"),
        ("Normal", "then"),
        ("List Number", "first"),
        ("List Number", "second"),
    ]


def numbers_of(document: Doc) -> list[tuple[str, int]]:
    found = ((paragraph.text, next(paragraph._p.iter(qn("w:numId")), None)) for paragraph in document.paragraphs)
    return [(text, int(number.get(qn("w:val"), "0"))) for text, number in found if number is not None]


def test_each_numbered_list_counts_from_one() -> None:
    """The second list does not go on where the first one stopped."""
    document = opened(
        Postmortem(title="x", summary=Summary(impact="1. a\n2. b"), lessons=Lessons(lucky="1. c\n2. d")),
    )
    found = numbers_of(document)
    assert [text for text, _ in found] == ["a", "b", "c", "d"]
    assert found[0][1] == found[1][1] != found[2][1] == found[3][1]
    numbering = document.part.numbering_part.element
    for _, number in found:
        (start,) = numbering.num_having_numId(number).iter(qn("w:startOverride"))
        assert start.get(qn("w:val")) == "1"


def levels_of(document: Doc, heading: str) -> list[tuple[str, int, int]]:
    """Each item with its list and its level."""
    found = []
    for item in under(document, heading):
        number, level = next(item._p.iter(qn("w:numId")), None), next(item._p.iter(qn("w:ilvl")), None)
        if number is not None and level is not None:
            found.append((item.text, int(number.get(qn("w:val"), "")), int(level.get(qn("w:val"), ""))))
    return found


def counted(document: Doc, heading: str) -> list[str]:
    """The bullets and numbers as a reader of the file counts them: each list for itself, deeper levels anew."""
    numbering = document.part.numbering_part.element
    counters: dict[int, dict[int, int]] = {}
    shown = []
    for text, number, level in levels_of(document, heading):
        num = numbering.num_having_numId(number)
        kind = next(
            count
            for count in numbering.iter(qn("w:abstractNum"))
            if count.get(qn("w:abstractNumId")) == str(num.abstractNumId.val)
        )
        (lvl,) = [count for count in kind.iter(qn("w:lvl")) if count.get(qn("w:ilvl")) == str(level)]
        begun = {over.get(qn("w:ilvl")): over for over in num.iter(qn("w:lvlOverride"))}
        counts = counters.setdefault(number, {})
        for deeper in [count for count in counts if count > level]:
            del counts[deeper]
        if level not in counts:
            over = begun.get(str(level))
            start = next(iter(over)) if over is not None else lvl.find(qn("w:start"))
            counts[level] = int(start.get(qn("w:val"))) - 1
        counts[level] += 1
        sign = lvl.find(qn("w:lvlText")).get(qn("w:val"))
        shown.append(f"{'  ' * level}{sign.replace(f'%{level + 1}', str(counts[level]))} {text}")
    return shown


def reading(monkeypatch: pytest.MonkeyPatch, markdown: str) -> Doc:
    """A document of this Markdown, whatever the fields let pass."""
    text = f"# x\n\n### {IMPACT}\n\n{markdown}\n"
    monkeypatch.setattr(writer, "around_figures", lambda pm, meta: (text, (), ""))
    return opened(Postmortem())


COUNTED = {
    "numbers in numbers": (
        "1. a\n2. b\n   1. c\n   2. d\n3. e\n   1. f\n   2. g",
        ["1. a", "2. b", "  1. c", "  2. d", "3. e", "  1. f", "  2. g"],
    ),
    "numbers in bullets": ("- a\n  1. b\n  2. c\n- d\n  - e", ["• a", "  1. b", "  2. c", "• d", "  – e"]),
    "three levels": (
        "1. a\n   - b\n     1. c\n     2. d\n2. e",
        ["1. a", "  – b", "    1. c", "    2. d", "2. e"],
    ),
    "two lists": ("4. a\n5. b\n\nthen\n\n1. c\n2. d", ["4. a", "5. b", "1. c", "2. d"]),
    "twice in one item": (
        "- a\n  1. b\n  2. c\n\n  then\n\n  1. d\n  2. e\n- f",
        ["• a", "  1. b", "  2. c", "  1. d", "  2. e", "• f"],
    ),
    "a paragraph inside": ("1. a\n\n   more\n2. b", ["1. a", "2. b"]),
    "a list at once": ("1. - a\n   - b\n2. c", ["1. ", "  – a", "  – b", "2. c"]),
}


@pytest.mark.parametrize("kind", COUNTED)
def test_lists_count_as_they_were_typed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On real levels of one list, so that every reader of the file comes to the same numbers."""
    typed, expected = COUNTED[kind]
    assert counted(reading(monkeypatch, typed), IMPACT) == expected


def test_a_list_inside_a_list_is_a_level_of_it() -> None:
    """Word's own buttons move its items in and out."""
    found = levels_of(with_impact("1. a\n   - b\n     - c\n2. d"), IMPACT)
    assert [level for _, _, level in found] == [0, 1, 2, 0]
    assert len({number for _, number, _ in found}) == 1


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=12))
@settings(max_examples=30, deadline=None)
def test_any_tree_of_lists_has_a_level_for_each_item(rows: list[tuple[int, bool]]) -> None:
    """No item loses its bullet or number, and no level is skipped upwards."""
    pieces, path = [], list[bool]()
    for depth, ordered in rows:
        depth = min(depth, len(path))
        path = [*path[:depth], ordered]
        pieces.append(("<ol>" if ordered else "<ul>", depth))
    lists = Lists(1)
    opened_: list[OpenList] = []
    for tag, depth in pieces:
        opened_ = opened_[:depth]
        opened_.append(lists.begin(1 if tag == "<ol>" else None, opened_[-1] if opened_ else None))
        assert f'w:val="{depth}"' in lists.mark(opened_[-1])
    kinds, numbers = lists.written(1)
    assert numbers.count("<w:num ") >= 1
    assert kinds.count("<w:lvl ") % 9 == 0


def test_a_checklist_has_boxes_that_can_be_ticked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word's own, which need no letter of a font to be what they are."""
    document = reading(monkeypatch, "- [x] told\n- [ ] moved")
    boxes = [item.get(f"{{{W14}}}val") for item in document.element.body.iter(f"{{{W14}}}checked")]
    assert boxes == ["1", "0"]
    assert "☑ told" in all_text(document)


def test_the_picture_stands_between_the_facts_and_the_first_section() -> None:
    """As wide as the text, and read aloud."""
    document = opened(example())
    (shape,) = document.inline_shapes
    (blip,) = document.element.body.iter(qn("a:blip"))
    assert {name: document.part.rels[to].is_external for name, to in blip.attrib.items()} == {qn("r:embed"): False}
    assert round(shape.width.cm, 1) == 17.0
    message = next(document.element.body.iter(qn("wp:docPr"))).get("descr")
    assert message.startswith("A time axis with 02:14 Started")
    places = list(document.element.body)
    at = next(place for place, item in enumerate(places) if next(item.iter(qn("w:drawing")), None) is not None)
    assert next(places[at + 1].iter(qn("w:pStyle"))).get(qn("w:val")) == "Heading1"


def test_a_document_without_its_picture_is_still_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be drawn stops nobody from taking the words along."""

    def broken(*_: object) -> bytes:
        raise TooLarge("no")

    monkeypatch.setattr(Typesetter, "picture", broken)
    document = opened(example())
    assert not list(document.inline_shapes)
    assert styled(document, "Heading 1")


@pytest.mark.parametrize("who", ["on call", "a-very-long-service-name-of-production", "w" * 60])
def test_short_words_and_headings_are_never_broken(who: str) -> None:
    """“Responded” and “Owner” fit into their columns, in bold, in a font a third wider than ours."""
    rows = tuple(
        TimelineRow(id=f"t{n}", at=NOW, kind=TimelineKind.RESPONDED, text="word " * 60, who=who) for n in range(3)
    )
    actions = (ActionRow(id="a", text="word " * 60, owner=who, kind=ActionKind.PREVENT, done_when="word " * 50),)
    for table in opened(Postmortem(title="x", timeline=rows, actions=actions)).tables:
        widths = [int(item.get(qn("w:w"))) for item in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        for row in table.rows:
            for cell, width in zip(row.cells, widths, strict=True):
                longest = max((len(word) for word in cell.text.split() if len(word) <= 12), default=0)
                assert width >= longest * 112 * 1.29 + 160, (cell.text, width)


def test_bullets_are_a_sign_that_every_computer_has() -> None:
    """The library's template takes them from a font of signs, and elsewhere they are boxes."""
    numbering = opened(example()).part.numbering_part.element
    kinds = {item.getparent().find(qn("w:lvlText")).get(qn("w:val")) for item in numbering.iter(qn("w:numFmt"))}
    assert kinds == {"•", "–", *(f"%{level}." for level in range(1, 10) if f"%{level}." in kinds)}
    assert "Symbol" not in etree.tostring(numbering).decode()


def test_no_theme_paints_over_our_styles() -> None:
    """What a style says is what is shown."""
    styles = opened(example()).styles
    for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Quote"):
        keys = [str(key) for item in styles[name].element.rPr for key in item.attrib]
        assert not [key for key in keys if "theme" in key.lower()]


def test_lists_inside_lists_stand_further_in() -> None:
    """Three levels have a style of their own; deeper ones look like the third."""
    document = with_impact("- a\n    - b\n        - c\n            - d")
    assert [(style_of(item), item.text) for item in under(document, IMPACT)] == [
        ("List Bullet", "a"),
        ("List Bullet 2", "b"),
        ("List Bullet 3", "c"),
        ("List Bullet 3", "d"),
    ]


def runs_of(paragraph: Paragraph) -> list[tuple[str, bool | None, bool | None, str]]:
    return [(run.text, run.bold, run.italic, str(run.style.name)) for run in paragraph.runs]


def test_bold_italic_and_code_are_what_they_say() -> None:
    """And stay so when somebody changes the styles."""
    (line,) = under(with_impact("a **bold** and *slanted* word, `df -h` and **both _of_ them**"), IMPACT)
    assert [piece for piece in runs_of(line) if piece[0].strip() in ("bold", "slanted", "df -h", "of")] == [
        ("bold", True, None, "Default Paragraph Font"),
        ("slanted", None, True, "Default Paragraph Font"),
        ("df -h", None, None, "Verbatim Char"),
        ("of", True, True, "Default Paragraph Font"),
    ]
    assert line.text == "a bold and slanted word, df -h and both of them"


def test_code_keeps_its_lines_and_spaces() -> None:
    """A log is read by its columns."""
    (code,) = under(with_impact("```\none   two\n\n  three <b>\n```"), IMPACT)
    assert style_of(code) == "Source Code"
    assert code.text == "one   two\n\n  three <b>"


def test_a_quote_is_a_quote_and_a_line_end_a_line_end() -> None:
    """As it stood on the screen."""
    document = with_impact("> said on the phone\n\none line\nand the next")
    assert [(style_of(item), item.text) for item in under(document, IMPACT)] == [
        ("Quote", "said on the phone"),
        ("Normal", "one line\nand the next"),
    ]


def links_of(document: Doc) -> dict[str, str]:
    relations = document.part.rels
    return {
        link.text: relations[link._hyperlink.rId].target_ref
        for paragraph in document.paragraphs
        for link in paragraph.hyperlinks
    }


def test_links_are_links() -> None:
    """To the web and to mail, and to nothing else."""
    document = with_impact(
        "[log](https://x.example/q?a=1&b=2) [mail](mailto:a@b.example) https://y.example [bad](javascript:alert(1)) "
        "[file](file:///etc/passwd)"
    )
    assert links_of(document) == {
        "log": "https://x.example/q?a=1&b=2",
        "mail": "mailto:a@b.example",
        "https://y.example": "https://y.example",
    }


def test_one_address_is_one_relation() -> None:
    """However often it stands in the text."""
    document = with_impact("[a](https://x.example/) [b](https://x.example/)")
    assert set(links_of(document)) == {"a", "b"}
    assert sum(rel.is_external for rel in document.part.rels.values()) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://[::1",
        "https://user:pw@x.example/",
        "https://x.example:999999999/",
        "https://ex ample.org",
        "https://.example/",
        "https://münchen.example/",
        "mailto:nobody",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x.example",
        "//x.example",
        "",
        "https://x.example/" + "a" * 3_000,
        "https://x.example/\x00",
    ],
)
def test_an_address_that_word_would_choke_on_stays_text(url: str) -> None:
    """One bad address, and Word opens nothing of the file."""
    assert address(url) is None


def test_an_address_is_spelled_as_the_standard_asks() -> None:
    """Letters of all scripts in a path are fine, once they are spelled."""
    assert address("https://x.example/größe?q=100%&r=%20") == "https://x.example/gr%C3%B6%C3%9Fe?q=100%25&r=%20"


def test_text_from_right_to_left_is_set_so() -> None:
    """The first letter with a direction decides, paragraph by paragraph."""
    document = with_impact("القرص ممتلئ\n\nThe disk\n\n- הדיסק מלא")
    flags = [next(item._p.iter(qn("w:bidi")), None) is not None for item in under(document, IMPACT)]
    assert flags == [True, False, True]
    assert not is_right_to_left("12:30 a מלא")
    assert is_right_to_left("12:30 מלא a")


def test_the_properties_tell_what_it_is() -> None:
    """Title, dates and tags for whoever searches a drive; nothing of the library's own."""
    pm = example().model_copy(update={"tags": ("capacity", "database")})
    about = opened(pm).core_properties
    assert about.title == pm.title
    assert (about.author, about.subject, about.comments) == ("Debrief", "Incident postmortem", "")
    assert about.keywords == "capacity, database"
    assert about.created.replace(tzinfo=UTC) == META.created_at
    assert about.modified.replace(tzinfo=UTC) == META.exported_at


def test_pages_are_counted() -> None:
    """At the foot, with the title, so that a printed page finds its way back."""
    foot = opened(example()).sections[0].footer.paragraphs[0]._p
    assert [item.get(qn("w:instr")).strip() for item in foot.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]
    assert example().title in "".join(foot.itertext())


def test_no_other_part_comes_with_it() -> None:
    """No macro, no thumbnail of the template, no comment, nothing that loads anything; one picture, our own."""
    names = set(parts_of(to_docx(example(), META)))
    assert not [name for name in names if re.search(r"vba|thumbnail|embed|comment|\.bin", name)]
    assert [name for name in names if "media" in name] == ["word/media/image1.png"]
    empty = parts_of(to_docx(Postmortem(title="x"), META))
    assert not [name for name in empty if "media" in name]


def test_no_id_leaves_the_house() -> None:
    """As in every export."""
    assert "secret-id" not in "".join(parts_of(to_docx(example(), META)).values())


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "\x85"])
def test_a_sign_that_xml_cannot_hold_breaks_no_file(sign: str) -> None:
    """In the text, in the title, in a tag, in a table, in an address."""
    text = f"a{sign}b"
    pm = Postmortem(
        title=text,
        tags=(text,),
        summary=Summary(impact=f"{text} `{text}` [{text}](https://x.example/{text})"),
        actions=(ActionRow(id="a", text=text, owner=text),),
    )
    document = opened(pm)
    assert "a" in document.core_properties.title
    assert sign not in all_text(document)


def test_long_titles_fit_where_they_have_to() -> None:
    """The properties have a limit, the page has none."""
    document = opened(Postmortem(title="word " * 500))
    assert len(document.core_properties.title) <= 255
    assert len(styled(document, "Title")[0]) > 2_000


def children(properties: Any) -> list[str]:
    return [etree.QName(item).localname for item in properties]


def test_properties_stand_in_the_order_that_word_asks_for() -> None:
    """Other programs are patient about it, Word is not."""
    document = with_impact(
        "1. א\n\n> - א\n>\n>     ```\n>     x\n>     ```\n\n```\nא\n```\n\n- a\n\n    second paragraph\n"
    )
    found = [item for item in document.element.body.iter(qn("w:pPr"))]
    found += list(document.styles.element.iter(qn("w:pPr")))
    assert found
    for properties in found:
        known = [name for name in children(properties) if name in ORDER]
        assert known == sorted(known, key=ORDER.index), known


@given(postmortems())
@settings(max_examples=30)
def test_any_postmortem_is_a_document_with_its_headings(pm: Postmortem) -> None:
    """Whatever was typed, Word's headings are ours, and each table is whole."""
    document = opened(pm)
    assert len(styled(document, "Title")) == 1
    ours = {part.title for part in SECTIONS} | {"Parking lot", "Action ideas", "Ideas, not promised", "The meeting"}
    assert set(styled(document, "Heading 1")) <= ours
    for table in document.tables:
        columns = len(table.columns)
        assert all(len(row._tr.tc_lst) == columns for row in table.rows)


def test_a_megabyte_takes_ten_times_as_long_as_other_work() -> None:
    """A long night makes a long document, and nobody waits for it: half a second or a second, no line like another."""

    def line(number: int) -> str:
        return (
            f"The disk of the **orders {number}** database filled up and `pg_wal_{number}` could not grow, "
            f"see [it](https://x.example/q?a={number}). Nobody was told until {number} orders had failed."
        )

    rows = range(1_500)
    pm = Postmortem(
        title="Long",
        summary=Summary(impact="\n\n".join(f"{line(n)}\n\n- an item of a list\n- another" for n in range(400))),
        timeline=tuple(
            TimelineRow(id=f"t{n}", at=NOW + timedelta(minutes=n), text=f"{line(n)} A", who="on call") for n in rows
        ),
        root_cause=RootCause(technical=tuple(AnswerRow(id=f"r{n}", text=f"{line(n)} B") for n in rows)),
        parking=tuple(NoteRow(id=f"p{n}", text=f"{line(n)} C") for n in rows),
        actions=tuple(ActionRow(id=f"a{n}", text=line(n), due=date(2026, 4, 1)) for n in range(50)),
    )
    assert len(pm.model_dump_json()) > 1_000_000
    to_docx(example(), META)  # what is read only once is read before
    made: list[bytes] = []
    assert_beside_fixed_work(MEGABYTE_AT_MOST, lambda: made.append(to_docx(pm, META)))
    assert len(table_with(Document(io.BytesIO(made[0])), "What happened").rows) == 1_501


def test_legal_text_is_left_alone() -> None:
    """Only what XML cannot hold is replaced."""
    assert legal_xml("a\tb\nc 👩🏽‍🚒 数") == "a\tb\nc 👩🏽‍🚒 数"
    assert legal_xml("\ufffe\x0c") == "\ufffd\ufffd"
