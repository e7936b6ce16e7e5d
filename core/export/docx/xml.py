"""Small pieces of WordprocessingML, as text: characters that XML can hold, runs, addresses that Word accepts.

Everything that is written into a document passes ``legal_xml``; nothing else here knows about postmortems.
"""

import re
from typing import Final
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape, quoteattr

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
_WIDE: Final = 6_120_000  # English metric units: A4 with margins of two centimetres
_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_BOXES: Final = {False: "☐", True: "☑"}
_SIGNS: Final = "Segoe UI Symbol"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# XML 1.0 has no place for these, not even escaped; one of them and Word opens nothing of the file.
_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_URL_AT_MOST: Final = 2_000  # Word takes 2083
_HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?\.?(:[0-9]{1,5})?")
_URL_SIGNS: Final = "%:/?#@!$&'()*+,;=~"
_LOOSE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def legal_xml(text: str) -> str:
    """The text without a sign that XML cannot hold; U+FFFD stands where one was."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)


def text_run(text: str) -> str:
    """Text between two tags."""
    return escape(legal_xml(text))


def run(text: str, style: str = "") -> str:
    """One run; a line end in it is a line break. ``style`` is what stands in its properties."""
    properties = f"<w:rPr>{style}</w:rPr>" if style else ""
    if text and "\n" not in text:
        return f'<w:r>{properties}<w:t xml:space="preserve">{text_run(text)}</w:t></w:r>'
    lines = (f'<w:t xml:space="preserve">{text_run(line)}</w:t>' if line else "" for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def address(url: str) -> str | None:
    """A web or mail address as Word accepts it, or None: one that it cannot read makes it refuse the whole file."""
    if len(url) > _URL_AT_MOST or not url.isprintable():
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "mailto"):
        return None
    if parts.scheme == "mailto":
        if "@" not in parts.path:
            return None
    elif not _HOST.fullmatch(parts.netloc):
        return None
    quoted = quote(_LOOSE_PERCENT.sub("%25", url), safe=_URL_SIGNS)
    return quoted if len(quoted) <= _URL_AT_MOST else None


def checkbox(done: bool) -> str:
    """A box that Word ticks at a click."""
    sign = _BOXES[done]
    fonts = f'<w:rFonts w:ascii="{_SIGNS}" w:hAnsi="{_SIGNS}" w:eastAsia="{_SIGNS}" w:cs="{_SIGNS}"/>'
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="{int(done)}"/>'
        f'<w14:checkedState w14:val="2611" w14:font="{_SIGNS}"/>'
        f'<w14:uncheckedState w14:val="2610" w14:font="{_SIGNS}"/>'
        "</w14:checkbox></w:sdtPr><w:sdtContent>"
        f"{run(sign, fonts)}"
        "</w:sdtContent></w:sdt>"
    )


def image(
    relation: str,
    shape: float,
    says: str,
    *,
    name: str = "The incident to scale",
    number: int = 1,
    share: float = 1.0,
) -> str:
    """A paragraph with a picture; ``shape`` is its width by its height, ``says`` is read aloud.

    ``share`` of the text's width is its own; ``name`` and ``number`` tell it from other drawings.
    """
    wide = round(_WIDE * share)
    size = f'cx="{wide}" cy="{max(1, round(wide / shape))}"'
    named = f'id="{number}" name={quoteattr(name)}'
    return (
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"><wp:extent {size}/>'
        f"<wp:docPr {named} descr={quoteattr(legal_xml(says))}/>"
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip xmlns:r="{R}" r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
