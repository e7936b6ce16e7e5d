"""How our Word documents look: the template's own styles, made quieter, and the few that it does not have.

Whoever opens the document can change them in Word as any others; no paragraph is formatted by hand.
"""

from typing import Final

from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from core.export.docx.xml import W

FONT: Final = "Calibri"
MONO: Final = "Consolas"
CODE_BLOCK: Final = "Source Code"
CODE: Final = "Verbatim Char"
INK: Final = RGBColor(0x1D, 0x27, 0x33)
SOFT: Final = RGBColor(0x55, 0x60, 0x6E)
LINK: Final = RGBColor(0x0B, 0x5C, 0xAD)

_SIZES: Final = {"Title": 24, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
_LINE: Final = '<w:pBdr xmlns:w="{w}"><w:bottom w:val="single" w:sz="6" w:space="1" w:color="D0D6DE"/></w:pBdr>'
_SHADE: Final = '<w:shd xmlns:w="{w}" w:val="clear" w:color="auto" w:fill="F1F4F7"/>'


def set_styles(document: Doc) -> None:
    _set_font(_paragraph(document, "Normal"), FONT, 10.5)
    _spaced(_paragraph(document, "Normal"), 0, 6)
    for name, size in _SIZES.items():
        _set_heading(_paragraph(document, name), size)
    _paragraph(document, "Quote").font.color.rgb = SOFT
    for name in ("List Bullet", "List Number", "List Continue"):
        for suffix in ("", " 2", " 3"):
            _spaced(_paragraph(document, name + suffix), 0, 3)
    _set_bullets(document)
    table = _new(document, "Table Text")
    _set_font(table, FONT, 9.5)
    _spaced(table, 0, 0)
    heading = _new(document, "Table Heading", based_on="Table Text")
    _set_bold(heading)
    heading.font.color.rgb = SOFT
    heading.paragraph_format.keep_with_next = True
    after = _new(document, "After Table")
    after.font.size = Pt(4)
    _spaced(after, 0, 2)
    _add(_new(document, "Line"), _LINE)
    # Code by the names that converters know it by; pandoc reads paragraphs of any other as ordinary ones.
    code = _new(document, CODE_BLOCK)
    _set_font(code, MONO, 9)
    _add(code, _SHADE)
    _character(document, CODE).font.name = MONO
    link = _character(document, "Hyperlink")
    link.font.color.rgb = LINK
    link.font.underline = True


def _set_bullets(document: Doc) -> None:
    """The template's bullets are a sign of a font that not every computer has."""
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            level.find(qn("w:lvlText")).set(qn("w:val"), "•")
            level.remove(level.find(qn("w:rPr")))


def _set_heading(style: ParagraphStyle, size: float) -> None:
    _set_font(style, FONT, size)
    style.font.color.rgb = INK
    _set_bold(style)
    style.font.italic = style.font.cs_italic = False
    _spaced(style, 0 if style.name == "Title" else size, 4)
    border = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)


def _set_font(style: ParagraphStyle, name: str, size: float) -> None:
    """In every script: a theme's fonts would win over a name that stands beside them."""
    style.font.name = name
    style.font.size = Pt(size)
    fonts = style.element.get_or_add_rPr().rFonts
    for key in [key for key in fonts.attrib if "theme" in str(key).lower()]:
        del fonts.attrib[key]
    for script in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), name)
    height = style.element.rPr.find(qn("w:sz"))
    other = style.element.rPr.find(qn("w:szCs"))  # the size of Arabic, Hebrew and their like
    if other is None:
        height.addnext(other := OxmlElement("w:szCs"))
    other.set(qn("w:val"), height.get(qn("w:val")))


def _set_bold(style: ParagraphStyle) -> None:
    """In every script; Arabic, Hebrew and their like have a property of their own."""
    style.font.bold = style.font.cs_bold = True


def _spaced(style: ParagraphStyle, before: float, after: float) -> None:
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)


def _add(style: ParagraphStyle, properties: str) -> None:
    """A property that the library does not know, at the place that the format asks for: before the spacing."""
    _spaced(style, 0, 6)
    style.element.get_or_add_pPr().spacing.addprevious(parse_xml(properties.format(w=W)))


def _paragraph(document: Doc, name: str) -> ParagraphStyle:
    found: ParagraphStyle = document.styles[name]
    return found


def _new(document: Doc, name: str, based_on: str = "Normal") -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = _paragraph(document, based_on)
    return style


def _character(document: Doc, name: str) -> CharacterStyle:
    style: CharacterStyle = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
    return style
