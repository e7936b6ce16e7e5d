"""A postmortem as a Word document that people can go on working with: real headings, lists, tables, page numbers.

The words are the Markdown export through the one renderer, so every format says the same. Around them stand our own
styles and properties. What opens it runs nothing and loads nothing: no macro, no field but page
numbers, one picture of our own.
"""

import base64
import io
import logging
from datetime import UTC, datetime
from typing import Final

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm
from lxml import etree

from core.domain.content.evidence import Figure
from core.domain.picture.incident_picture import incident_picture
from core.domain.postmortem import Postmortem
from core.errors import TooLarge
from core.export.docx.body import body
from core.export.docx.lists import Lists
from core.export.docx.runs import StyledText, runs
from core.export.docx.styles import set_styles
from core.export.docx.xml import W, image, legal_xml, run
from core.export.markdown.direction import is_right_to_left
from core.export.markdown.inline_text import visible
from core.export.markdown.sanitise import render
from core.export.markdown.writer import UNTITLED, around_figures
from core.export.meta import NOT_KEPT, ExportMetadata, PictureFile
from core.export.pdf.typeset.fonts import TEXT, families, folders
from core.export.pdf.typeset.scripts import scripts_in
from core.export.pdf.typeset.typesetter import Typesetter
from core.export.pdf.writer import INK
from core.export.picture_svg import svg_markup

log = logging.getLogger(__name__)

_PARSER: Final = etree.XMLParser(huge_tree=True, resolve_entities=False)
# In units of the picture; as wide as the page's text it is then a little smaller than they are.
PICTURE: Final = 700.0
_PPI: Final = 180
# A picture of the timeline that has so many pixels is as wide as the text; none is higher than this share of it.
_PIXELS_ACROSS: Final = 800
_HIGHEST: Final = 0.75
_PROPERTY_AT_MOST: Final = 255  # what the format allows
_FOOTER_AT_MOST: Final = 90


def to_docx(pm: Postmortem, meta: ExportMetadata) -> bytes:
    """The whole file."""
    document = Document()
    _forget_the_template(document)
    set_styles(document)
    title = " ".join(visible(pm.title).split()) or UNTITLED
    _set_page(document, title)
    _set_properties(document, pm, meta, title)
    _write(document, pm, meta)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _picture(document: Doc, pm: Postmortem) -> str:
    """The incident to scale, as a paragraph; nothing while there is nothing to draw, or when it cannot be drawn."""
    shape = incident_picture(pm, PICTURE)
    if shape is None:
        return ""
    scripts = scripts_in(shape.says)
    svg = svg_markup(shape, INK, ", ".join((TEXT, *families(scripts))))
    try:
        with Typesetter() as press:
            png = press.picture(svg, _PPI, folders(scripts) if scripts else ())
    except TooLarge:
        log.exception("The incident picture could not be drawn; the document goes without it.")
        return ""
    relation, _ = document.part.get_or_add_image(io.BytesIO(png))
    return image(relation, shape.width / shape.height, shape.says)


def _write(document: Doc, pm: Postmortem, meta: ExportMetadata) -> None:
    """The body, read once from text. Relations and lists are made as they are met."""
    picture = _picture(document, pm)
    before, shown, after = around_figures(pm, meta)
    relations = document.part.rels
    known: dict[str, str] = {}

    def link(url: str) -> str:
        if url not in known:
            known[url] = f"rIdLink{len(known) + 1}"
            relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, url, known[url], is_external=True)
        return known[url]

    numbering = document.part.numbering_part.element
    lists = Lists(first=max(item.numId for item in numbering.num_lst) + 1)
    figures = "".join(_figure(document, item, meta.picture(item.id), place) for place, item in enumerate(shown, 2))
    page = body(render(before), link, lists) + figures + body(render(after), link, lists)
    head, heading, rest = page.partition('<w:p><w:pPr><w:pStyle w:val="Heading1"/>')
    written = f"{head}{picture}{heading}{rest}".encode()
    # The blocks go in as text: moving them over element by element takes four seconds for a long postmortem.
    before, end, after = etree.tostring(document.element).rpartition(b"<w:sectPr")
    document.part._element = etree.fromstring(before + written + end + after, _PARSER)
    _number(document, lists)


def _figure(document: Doc, item: Figure, picture: PictureFile | None, number: int) -> str:
    """A picture of the timeline with its words under it. ``number`` is its own among all drawings of the document."""
    text = visible(item.text)
    if picture is None:
        return _caption(f"{item.title}: ", f"{text} ({NOT_KEPT})")
    relation, _ = document.part.get_or_add_image(io.BytesIO(base64.b64decode(picture.data)))
    share = min(1.0, picture.width / _PIXELS_ACROSS, _HIGHEST * picture.width / picture.height)
    shape = picture.width / picture.height
    return image(relation, shape, text, name=item.title, number=number, share=share) + _caption(f"{item.title}: ", text)


def _caption(title: str, text: str) -> str:
    """The line under a picture: in the direction of its words, and never alone on the next page."""
    right_to_left = is_right_to_left(text)
    written = runs([StyledText(title), StyledText(text, literal=True)], right_to_left=right_to_left)
    bidi = "<w:bidi/>" if right_to_left else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Caption"/>{bidi}</w:pPr>{written}</w:p>'


def _number(document: Doc, lists: Lists) -> None:
    """The lists into numbering.xml, where all kinds stand before all lists."""
    numbering = document.part.numbering_part.element
    last = max(int(item.get(qn("w:abstractNumId"))) for item in numbering.iter(qn("w:abstractNum")))
    kinds, numbers = (parse_xml(f'<w:x xmlns:w="{W}">{item}</w:x>') for item in lists.written(last + 1))
    first = numbering.find(qn("w:num"))
    for kind in list(kinds):
        first.addprevious(kind)
    numbering.extend(list(numbers))


def _set_page(document: Doc, title: str) -> None:
    """A4, and a foot that says what one holds and on which page one is."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.bottom_margin = page.top_margin = Cm(2)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = title if len(title) <= _FOOTER_AT_MOST else f"{title[:_FOOTER_AT_MOST]} …"
    pieces = (
        runs([StyledText(f"{shown} · ", literal=True)], right_to_left=False),
        _field("PAGE"),
        run(" / "),
        _field("NUMPAGES"),
    )
    for piece in etree.fromstring(f'<w:p xmlns:w="{W}">{"".join(pieces)}</w:p>'):
        foot._p.append(piece)


def _field(name: str) -> str:
    """A number that Word fills in; 1 until it does."""
    return f'<w:fldSimple w:instr=" {name} ">{run("1")}</w:fldSimple>'


def _set_properties(document: Doc, pm: Postmortem, meta: ExportMetadata, title: str) -> None:
    about = document.core_properties
    about.title = legal_xml(title)[:_PROPERTY_AT_MOST]
    about.subject = "Incident postmortem"
    about.author = "Debrief"
    about.last_modified_by = about.comments = ""
    about.keywords = legal_xml(" ".join(visible(", ".join(pm.tags)).split()))[:_PROPERTY_AT_MOST]
    about.created = _utc(meta.created_at)
    about.modified = _utc(meta.exported_at)
    about.revision = 1


def _utc(at: datetime) -> datetime:
    """The library writes what it is given and calls it UTC."""
    return at.astimezone(UTC).replace(tzinfo=None)


def _forget_the_template(document: Doc) -> None:
    """The empty template brings a small picture of itself."""
    relations = document.part.package.rels
    for key in [key for key, item in relations.items() if item.reltype.endswith("/thumbnail")]:
        del relations[key]
