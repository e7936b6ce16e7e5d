"""StyledText from right to left in a Word document: each run says so for itself, as Word needs it."""

import io
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from core.domain.postmortem import ActionRow, Evidence, Postmortem, Summary, TimelineRow
from core.export.docx.run_direction import directed
from core.export.docx.runs import StyledText, runs
from core.export.docx.writer import to_docx
from core.export.docx.xml import W, legal_xml
from core.export.meta import ExportMetadata
from tests.support.postmortems import lines

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)
META = ExportMetadata(id="pm", created_at=NOW, exported_at=NOW)


def pieces(text: str, *, around: bool) -> list[tuple[str, bool]]:
    return [(text[begin:end], from_right) for begin, end, from_right in directed(text, around)]


@pytest.mark.parametrize(
    ("text", "around", "parts"),
    [
        ("הדיסק מלא.", True, [("הדיסק מלא.", True)]),
        ("מילה Word בעברית.", True, [("מילה ", True), ("Word", False), (" בעברית.", True)]),
        ("הדיסק מלא (100%) שוב", True, [("הדיסק מלא (100%) שוב", True)]),
        ("בשרת db-01. See it!", True, [("בשרת ", True), ("db-01. See it", False), ("!", True)]),
        ("القرص ممتلئ في 02:14", True, [("القرص ممتلئ في 02:14", True)]),
        ("Ask הצוות שלנו, now.", False, [("Ask ", False), ("הצוות שלנו", True), (", now.", False)]),
        ("(מלא)", False, [("(", False), ("מלא", True), (")", False)]),
        ("א\nb", True, [("א\n", True), ("b", False)]),
        ("12 ב", True, [("12 ב", True)]),
        ("plain, 数据 and 1.", False, [("plain, 数据 and 1.", False)]),
        ("שלום עולם", True, [("שלום עולם", True)]),
    ],
)
def test_signs_go_with_the_letters_around_them(text: str, around: bool, parts: list[tuple[str, bool]]) -> None:
    """And otherwise with the paragraph, so that a sentence ends on its own side."""
    assert pieces(text, around=around) == parts


@given(st.text(alphabet="אבgh 1.,(%\n"), st.booleans())
def test_pieces_are_the_whole_text_and_change_direction_each_time(text: str, around: bool) -> None:
    """Nothing is lost, and no piece has letters of the other direction."""
    found = pieces(text, around=around)
    assert "".join(piece for piece, _ in found) == text
    assert all(one != other for (_, one), (_, other) in pairwise(found))
    for piece, from_right in found:
        assert not set(piece) & set("gh" if from_right else "אב")


def test_marks_and_links_keep_their_words_in_both_directions() -> None:
    """A bold word between two others shares its spaces with them."""
    made = runs(
        [
            StyledText("הדיסק "),
            StyledText("מלא see", "<w:b/>"),
            StyledText(" it", to="https://x.example"),
            StyledText("."),
        ],
        lambda url: f"to {url}",
        right_to_left=True,
    )
    assert made.count("<w:rtl/>") == 3
    assert "<w:rPr><w:b/><w:rtl/></w:rPr>" in made
    assert '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">see</w:t></w:r>' in made
    assert made.endswith('<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">.</w:t></w:r>')


@given(st.lists(lines()), st.booleans())
def test_runs_have_the_words_that_they_were_given(texts: list[str], right_to_left: bool) -> None:
    """Whatever the direction of the paragraph."""
    made = runs([StyledText(text, literal=True) for text in texts], right_to_left=right_to_left)
    read = etree.fromstring(f'<w:p xmlns:w="{W}">{made}</w:p>')
    told = ("\n" if piece.tag == qn("w:br") else piece.text for piece in read.iter(qn("w:t"), qn("w:br")))
    assert "".join(told) == legal_xml("".join(texts))


def test_every_place_of_a_document_says_it() -> None:
    """Paragraphs, headings, cells, captions and the foot of the page."""
    hebrew = "הדיסק מלא."
    pm = Postmortem(
        title=hebrew,
        summary=Summary(impact=f"{hebrew}\n\n- {hebrew}\n\n```\n{hebrew}\n```"),
        timeline=(TimelineRow(id="t", text=hebrew, evidence=(Evidence(id="e", caption=hebrew),)),),
        actions=(ActionRow(id="a", text=hebrew, owner="מיכל כהן"),),
    )
    document = Document(io.BytesIO(to_docx(pm, META)))
    whole = [document.element.body, document.sections[0].footer._element]
    found = [run for part in whole for run in part.iter(qn("w:r"))]
    texts = ["".join(piece.text or "" for piece in run.iter(qn("w:t"))) for run in found]
    marked = [run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in found]
    assert {says for text, says in zip(texts, marked, strict=True) if any("א" <= sign <= "ת" for sign in text)} == {
        True
    }
    assert {says for text, says in zip(texts, marked, strict=True) if text.strip().isascii() and text.isalnum()} == {
        False
    }
    assert sum(marked) >= 9


def test_styles_are_as_large_and_as_bold_in_every_script() -> None:
    """A run from the right takes its size and its weight from properties of their own."""
    document = Document(io.BytesIO(to_docx(Postmortem(title="x"), META)))
    for name in ("Normal", "Title", "Heading 1", "Heading 3", "Table Text", "Source Code"):
        properties = document.styles[name].element.rPr
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == properties.find(qn("w:sz")).get(qn("w:val")), name
    for name in ("Title", "Heading 1", "Table Heading"):
        assert document.styles[name].font.cs_bold, name
