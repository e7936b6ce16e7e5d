"""The one renderer and the one sanitiser: Markdown in, harmless HTML out, for every surface there is.

Raw HTML, images, reference links and automatic links are switched off in the reader, so that what looks
like HTML is shown as text; the sanitiser behind it lets a short list of tags pass and nothing else. No
output of this module runs, loads or styles anything. Never in here: a second list for a special case.
"""

import re
import xml.etree.ElementTree as etree
from html import escape

import markdown
import nh3
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from core.export.markdown_text import visible

_TAGS = {"a", "blockquote", "br", "code", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "ul"}
_SCHEMES = {"http", "https", "mailto"}
_TEXT_TAGS = ("blockquote", "h1", "h2", "h3", "h4", "li", "p", "td", "th")

# Each text decides its own direction, so that Arabic or Hebrew reads right beside English.
_SET = {tag: {"dir": "auto"} for tag in _TEXT_TAGS} | {"a": {"target": "_blank"}}

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}, "ol": {"start"}},
    set_tag_attribute_values=_SET,
    url_schemes=_SCHEMES,
    url_relative="deny",
    link_rel="noopener noreferrer",
)

_OFF_INLINE = (
    "reference",
    "link",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",
    "em_strong",
)
_MORE_ESCAPES = "<&~=|:$\"'%,/;?@^"

_LINK = r"\[(?P<text>[^\[\]]{1,600})\]\((?P<url>(?:https?://|mailto:)[^\s()<>\[\]\\`|*]{1,2000})\)"
_BARE = r"(?<![\w/])https?://[^\s<>()\[\]\\`*|\"'\x02\x03]{1,2000}(?<![.,:;!?_~&])"


# Highest priority last. Marks inside a word are no emphasis: 2*3*4 and some_long_name stay as they are.
_EMPHASIS = (
    (r"(?<![\w_])_(?![\s_])([^_\n]+)(?<!\s)_(?![\w_])", "em"),
    (r"(?<![\w*])\*(?![\s*])([^*\n]+)(?<!\s)\*(?![\w*])", "em"),
    (r"(?<!\w)\*\*(?![\s*])([^*\n]+)(?<!\s)\*\*(?!\w)", "strong"),
)

# More marks than this in one paragraph is no writing; reading them one by one would hold up everybody else.
_MARKS_AT_MOST = 1_500
_MARK = re.compile(r"[\\`*_\[<&]|  \n|https?:")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]+;)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def render(text: str) -> str:
    """The HTML of a piece of Markdown; what cannot be read as Markdown is shown as it was typed."""
    text = visible(text)
    try:
        html = _reader().convert(text)
    except RecursionError:
        html = f"<pre>{escape(text)}</pre>"
    return _CLEANER.clean(html)


class _Link(InlineProcessor):
    """A link in one narrow form: ``[words](https://…)``. Anything else stays text."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # a wider type there
        element = etree.Element("a", {"href": self.unescape(m["url"])})
        element.text = m["text"]
        return element, m.start(0), m.end(0)


class _Address(InlineProcessor):
    """An address that stands in the text by itself."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # a wider type there
        element = etree.Element("a", {"href": m[0]})
        element.text = AtomicString(m[0])
        return element, m.start(0), m.end(0)


class _Emphasis(InlineProcessor):
    """Words between two marks. The library's own reading of unpaired marks swallows letters (3.11)."""

    def __init__(self, pattern: str, tag: str, md: markdown.Markdown) -> None:
        super().__init__(pattern, md)
        self.tag = tag

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # a wider type there
        element = etree.Element(self.tag)
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _Break(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # a wider type there
        return etree.Element("br"), m.start(0), m.end(0)


class _Tick(InlineProcessor):
    """A box of a checklist, as a sign; a real checkbox would promise that it can be ticked."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[str, int, int]:  # type: ignore[override]  # a wider type there
        return ("☑ " if m[1] == "x" else "☐ "), m.start(0), m.end(0)


class _Crowded(Treeprocessor):
    """Leaves a paragraph that is full of marks as it was typed: no emphasis, no links, but at once.

    One without any mark is as it was typed anyway; saying so spares the reader a dozen searches through it.
    """

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.text and not isinstance(element.text, AtomicString) and not _MARK.search(element.text):
                element.text = AtomicString(element.text)
            elif element.text and len(element.text) > _MARKS_AT_MOST and not isinstance(element.text, AtomicString):
                marks = sum(1 for _ in _MARK.finditer(element.text))
                if marks > _MARKS_AT_MOST:
                    element.text = AtomicString(_ESCAPED.sub(r"\1", element.text.replace("<br>", "\n")))


class _Literal(Treeprocessor):
    """Shows ``&lt;`` as it was typed; the library would let it pass as the sign it stands for."""

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            # The library has escaped code already.
            if element.text and element.tag != "code":
                element.text = _ENTITY.sub("&amp;", element.text)
            if element.tail:
                element.tail = _ENTITY.sub("&amp;", element.tail)
            if "href" in element.attrib:
                element.set("href", _ENTITY.sub("&amp;", element.attrib["href"]))


def _reader() -> markdown.Markdown:
    """A reader for one text: the library keeps state in it, and pages render at the same time."""
    reader = markdown.Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    reader.preprocessors.deregister("html_block")
    reader.parser.blockprocessors.deregister("reference")
    for name in _OFF_INLINE:
        reader.inlinePatterns.deregister(name)
    reader.inlinePatterns.register(_Link(_LINK, reader), "link", 170)
    reader.inlinePatterns.register(_Address(_BARE, reader), "address", 165)
    reader.inlinePatterns.register(_Break(r"<br>", reader), "break", 160)
    reader.inlinePatterns.register(_Tick(r"^\[([ x])\] ", reader), "tick", 155)
    for priority, (pattern, tag) in enumerate(_EMPHASIS, 60):
        reader.inlinePatterns.register(_Emphasis(pattern, tag, reader), f"emphasis {priority}", priority)
    reader.treeprocessors.register(_Crowded(reader), "crowded", 30)
    reader.treeprocessors.register(_Literal(reader), "literal", -10)
    reader.ESCAPED_CHARS = [*reader.ESCAPED_CHARS, *_MORE_ESCAPES]
    return reader
