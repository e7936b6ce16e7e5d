"""The text of a postmortem as a page shows it: sanitised HTML, the first rows of long lists, and how many are left."""

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from core.domain.content.evidence import Figure
from core.domain.content.list_limits import first_part, more_sentence, omitted_count
from core.domain.postmortem import Postmortem, SectionId
from core.export.markdown.prose import prose
from core.export.markdown.sanitise import render
from core.export.markdown.sections import causes, parts

_PARKED: Final = {"Parking lot": "parking", "Action ideas": "ideas", "Ideas, not promised": "set_aside"}


@dataclass(frozen=True)
class PagePart:
    """A section without its heading as a sanitised fragment; ``section`` is None for what was parked.

    ``figures`` are as people wrote their captions, nothing of them is escaped: the page draws them behind the fragment.
    """

    section: SectionId | None
    title: str
    html: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class PageText:
    """Sanitised fragments. ``causes`` is why it happened in one list, for those who read no further.

    ``causes`` is empty in a whole text, ``parts`` in one at a glance.
    """

    what_happened: str = ""
    impact: str = ""
    causes: str = ""
    parts: tuple[PagePart, ...] = ()


PAGE_TEXT: Final = TypeAdapter(PageText)


def page_text(postmortem: Postmortem, *, whole: bool) -> PageText:
    """What readers see first, with all sections (``whole``) or with the causes only."""
    summary = postmortem.summary
    return PageText(
        what_happened=render(prose(summary.what_happened)),
        impact=render(prose(summary.impact)),
        causes="" if whole else _causes(postmortem),
        parts=_parts(postmortem) if whole else (),
    )


def _causes(postmortem: Postmortem) -> str:
    return _with_more(render(causes(first_part(postmortem))), omitted_count(postmortem).get("root_cause", 0))


def _parts(postmortem: Postmortem) -> tuple[PagePart, ...]:
    left = omitted_count(postmortem)
    return tuple(
        PagePart(
            part.section,
            part.title,
            _with_more(render(part.text), left.get(part.section or _PARKED[part.title], 0)),
            part.figures,
        )
        for part in parts(first_part(postmortem), postmortem)
    )


def _with_more(html: str, left: int) -> str:
    """Already a sanitised fragment; the sentence holds nothing that anybody typed."""
    return f"{html}<p><em>… {more_sentence(left)}</em></p>" if left else html
