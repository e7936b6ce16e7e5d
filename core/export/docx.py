"""A postmortem as a Word document that people can go on working with: real headings, lists, tables, page numbers.

The words are the Markdown export through the one renderer, so every format says the same. Around them stand our own
styles and properties. What opens it runs nothing and loads nothing: no macro, no picture, no field but page numbers.
"""

import io
from datetime import UTC, datetime
from typing import Final

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.shared import Cm
from lxml import etree

from core.domain.postmortem import Postmortem
from core.export.docx_body import DEEPEST, Lists, body
from core.export.docx_parts import W, legal, run
from core.export.docx_styles import set_styles
from core.export.markdown import UNTITLED, to_markdown
from core.export.markdown_text import visible
from core.export.meta import Meta
from core.export.sanitise import render

_PARSER: Final = etree.XMLParser(huge_tree=True, resolve_entities=False)
_PROPERTY_AT_MOST: Final = 255  # what the format allows
_FOOTER_AT_MOST: Final = 90


def to_docx(pm: Postmortem, meta: Meta) -> bytes:
    """The whole file."""
    document = Document()
    _forget_the_template(document)
    set_styles(document)
    title = " ".join(visible(pm.title).split()) or UNTITLED
    _set_page(document, title)
    _set_properties(document, pm, meta, title)
    _write(document, render(to_markdown(pm, meta)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(document: Doc, page: str) -> None:
    """The body, read once from text. Relations and lists are made as they are met."""
    relations = document.part.rels
    known: dict[str, str] = {}

    def link(url: str) -> str:
        if url not in known:
            known[url] = f"rIdLink{len(known) + 1}"
            relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, known[url], is_external=True)
        return known[url]

    numbering = document.part.numbering_part.element
    lists = Lists(first=max(each.numId for each in numbering.num_lst) + 1)
    written = body(page, link, lists).encode()
    # The blocks go in as text: moving them over element by element takes four seconds for a long postmortem.
    before, end, after = etree.tostring(document.element).rpartition(b"<w:sectPr")
    document.part._element = etree.fromstring(before + written + end + after, _PARSER)
    kinds = {depth: _kind(document, depth) for depth in range(1, DEEPEST + 1)}
    for number, (start, depth) in enumerate(lists.begun, lists.first):
        numbering.append(parse_xml(_NUMBER.format(w=W, number=number, kind=kinds[depth], start=start)))


def _kind(document: Doc, depth: int) -> int:
    """Which of the template's kinds of numbers the list style of this depth counts by."""
    style = document.styles["List Number" if depth == 1 else f"List Number {depth}"]
    numbering = document.part.numbering_part.element
    kind: int = numbering.num_having_numId(style.element.pPr.numPr.numId.val).abstractNumId.val
    return kind


def _set_page(document: Doc, title: str) -> None:
    """A4, and a foot that says what one holds and on which page one is."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.bottom_margin = page.top_margin = Cm(2)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = title if len(title) <= _FOOTER_AT_MOST else f"{title[:_FOOTER_AT_MOST]} …"
    pieces = run(f"{shown} · "), _field("PAGE"), run(" / "), _field("NUMPAGES")
    for piece in etree.fromstring(f'<w:p xmlns:w="{W}">{"".join(pieces)}</w:p>'):
        foot._p.append(piece)


def _field(name: str) -> str:
    """A number that Word fills in; 1 until it does."""
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'


def _set_properties(document: Doc, pm: Postmortem, meta: Meta, title: str) -> None:
    about = document.core_properties
    about.title = legal(title)[:_PROPERTY_AT_MOST]
    about.subject = "Incident postmortem"
    about.author = "Debrief"
    about.last_modified_by = about.comments = ""
    about.keywords = legal(" ".join(visible(", ".join(pm.tags)).split()))[:_PROPERTY_AT_MOST]
    about.created = _utc(meta.created_at)
    about.modified = _utc(meta.exported_at)
    about.revision = 1


def _utc(at: datetime) -> datetime:
    """The library writes what it is given and calls it UTC."""
    return at.astimezone(UTC).replace(tzinfo=None)


def _forget_the_template(document: Doc) -> None:
    """The empty template brings a small picture of itself."""
    relations = document.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith("/thumbnail")]:
        del relations[key]


_NUMBER: Final = (
    '<w:num xmlns:w="{w}" w:numId="{number}"><w:abstractNumId w:val="{kind}"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
)
