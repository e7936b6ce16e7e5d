"""A postmortem as a PDF: the cover line, the picture, every section, and page numbers.

The words are those of the Markdown export, read by the one renderer and cleaned by the one sanitiser; here
they become data for the template in ``typeset``. Never in here: a second reading of what people typed, and
text that is part of the template. What no font on this computer can draw is shown as an empty box.
"""

from datetime import datetime
from typing import Any, Final

from core.domain.incident_picture import picture
from core.domain.metrics import in_words, times
from core.domain.postmortem import Postmortem, TimelineKind
from core.domain.severity import GUIDE
from core.domain.timeline import first, zone_named
from core.export.blocks import Node, Run, blocks
from core.export.markdown import UNTITLED, minute, to_markdown
from core.export.markdown_text import visible
from core.export.meta import Meta
from core.export.paper import on_paper, paged, spaced, words
from core.export.picture import drawn
from core.export.sanitise import render
from core.export.typeset.press import Press

INK: Final = "#1f2a37"
# As wide as the page's text, in units a little smaller than its points.
_PICTURE: Final = 700.0
# Both come with the typesetter, with Latin, Greek and Cyrillic letters. For other scripts it asks this computer.
FONTS: Final = ("Libertinus Serif",)
MONO: Final = ("DejaVu Sans Mono",)

_MONTHS: Final = "January February March April May June July August September October November December"
# Said by the cover line and the four figures already.
_ON_THE_COVER: Final = frozenset(
    ("Severity", "Started", "Duration", "Time to detect", "Time to respond", "Time to resolve")
)


def to_pdf(pm: Postmortem, meta: Meta) -> bytes:
    """The whole document as a PDF file, the same bytes each time. Raises TooLarge when a minute is not enough."""
    with Press() as press:
        return press.pages(document(pm, meta), max(0, int(meta.exported_at.timestamp())))


def document(pm: Postmortem, meta: Meta) -> dict[str, Any]:
    """What the template is given: strings, numbers and the blocks of ``core.export.blocks``."""
    title = " ".join(visible(pm.title).split()) or UNTITLED
    shape = picture(pm, _PICTURE)
    facts, body, ending = _parted(blocks(render(to_markdown(pm, meta))))
    return {
        "title": title,
        "heading": spaced(title),
        "footer": spaced(title if len(title) <= 90 else f"{title[:89]}…"),
        "kicker": "Incident postmortem",
        "severity": {"level": pm.severity.value, "words": GUIDE[pm.severity].title} if pm.severity else None,
        "cover": [spaced(part) for part in _cover(pm, meta)],
        "measures": _measures(pm),
        "picture": drawn(shape, INK, FONTS[0]) if shape else None,
        "picture-says": shape.says if shape else "",
        "facts": facts,
        "body": paged(on_paper(body)),
        "ending": ending,
        "fonts": FONTS,
        "mono": MONO,
    }


def _parted(body: list[Node]) -> tuple[list[list[list[Run]]], list[Node], str]:
    """The facts of the first table, the sections, and the last line. The title stands on the cover."""
    if len(body) < 4 or (body[0]["is"], body[1]["is"]) != ("h", "table"):
        # What could not be read as Markdown stands here as it was typed.
        return [], body, ""
    facts = [row for row in on_paper(body[1:2])[0]["rows"] if words(row[0]) not in _ON_THE_COVER]
    return facts, body[2:-2], words(body[-1]["runs"])


def _cover(pm: Postmortem, meta: Meta) -> list[str]:
    """When it happened, and how finished this document is."""
    started, resolved = first(pm.timeline, TimelineKind.STARTED), first(pm.timeline, TimelineKind.RESOLVED)
    when = ""
    if started and started.at:
        when = _moment(started.at, pm)
        if resolved and resolved.at and resolved.at > started.at:
            until = _moment(resolved.at, pm)
            same_day = until.rpartition(",")[0] == when.rpartition(",")[0]
            when = f"{when} to {until.rpartition(', ')[2] if same_day else until}"
        if zone_named(pm.zone):
            when = f"{when} ({pm.zone})"
    state = (
        f"Meeting finished {_moment(meta.finished_at.replace(second=0, microsecond=0), pm)}"
        if meta.finished_at
        else "Draft"
    )
    return [part for part in (when, state) if part]


def _moment(at: datetime, pm: Postmortem) -> str:
    """``10 March 2026, 02:14`` in the postmortem's zone."""
    day, _, time = minute(at, pm).partition(" ")
    year, month, number = day.split("-")
    return f"{int(number)} {_MONTHS.split()[int(month) - 1]} {int(year)}, {time}"


def _measures(pm: Postmortem) -> list[tuple[str, str]]:
    computed = times(pm)
    labelled = (
        ("Duration", computed.duration),
        ("To detect", computed.detect),
        ("To respond", computed.respond),
        ("To resolve", computed.resolve),
    )
    return [(label, in_words(each.value) if each.value is not None else "–") for label, each in labelled]
