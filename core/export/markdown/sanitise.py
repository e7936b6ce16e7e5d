"""The one renderer and the one sanitiser: Markdown in, harmless HTML out, for every surface there is.

``core.export.markdown.parser`` reads the Markdown and shows as text what looks like HTML; the sanitiser behind it
lets a short list of tags pass and nothing else. No output of this module runs, loads or styles anything. Never in
here: a second list for a special case.
"""

from html import escape

import markdown
import nh3

from core.domain.content.web_addresses import SCHEMES
from core.export.markdown.inline_text import visible
from core.export.markdown.parser import GithubExtension, serialized

_TAGS = {"a", "blockquote", "br", "code", "del", "em", "h1", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "ul"}
_TEXT_TAGS = ("blockquote", "h1", "h2", "h3", "h4", "li", "p", "td", "th")

# Each text decides its own direction, so that Arabic or Hebrew reads right beside English.
_SET = {tag: {"dir": "auto"} for tag in _TEXT_TAGS} | {"a": {"target": "_blank"}}

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style"},
    attributes={"a": {"href"}, "ol": {"start"}},
    set_tag_attribute_values=_SET,
    url_schemes=set(SCHEMES),
    url_relative="deny",
    link_rel="noopener noreferrer",
)


def render(text: str) -> str:
    """The HTML of a piece of Markdown; what cannot be read as Markdown is shown as it was typed."""
    text = visible(text)
    try:
        html = _reader().convert(text)
    except RecursionError:
        html = f"<pre>{escape(text)}</pre>"
    return _CLEANER.clean(html)


def _reader() -> markdown.Markdown:
    """A reader for one text: the library keeps state in it, and pages render at the same time."""
    reader = markdown.Markdown(extensions=[GithubExtension()])
    reader.serializer = serialized
    return reader
