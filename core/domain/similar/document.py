"""A postmortem as the comparison of incidents sees it: its texts by what they say, and the names that never count."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.domain.postmortem import Postmortem, Row, TimelineRow
from core.domain.report.notes import HEADINGS
from core.domain.similar.shapes import shapes_in
from core.domain.similar.weighting import general_weight
from core.domain.template import CHECKLIST, NOTES, SECTIONS, Field, FieldKind
from core.domain.template.values import cell_of, rows_of, value_of
from core.domain.terms import terms_of

# Bumped when documents are cut or indexed otherwise: an index of another form is filled again.
FORM: Final = "3"
MOST_TERMS: Final = 20_000
"""Terms of one part of a postmortem. A report with more repeats itself, or holds a log."""

MOST_LEAD: Final = 100
"""Terms of what happened that are compared with a title and a sentence; the others are told later."""

_GIVEN: Final = frozenset(text for _, text in CHECKLIST)
_ELSEWHERE: Final = frozenset(["summary.what_happened", "follow_up.tracker"])
_SERVICES: Final = "summary.services"
_NAMES: Final = frozenset(["who", "owner"])
_ADDRESS: Final = re.compile(r"https?://[^\s<>()\[\]]+")


@dataclass(frozen=True)
class Document:
    """``lead`` is what happened, as told in the first minute; ``rest`` everything else that people typed."""

    title: str
    lead: str = ""
    rest: str = ""
    services: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentTerms:
    """The terms of each part in the order of the text.

    ``counts``: how often each stands anywhere. ``length``: how many of them say anything. ``shapes``: how often the
    text speaks of each. ``short_shapes``: those of title and lead.
    """

    title: list[str]
    lead: list[str]
    body: list[str]
    services: frozenset[str]
    names: frozenset[str]
    counts: Counter[str]
    length: int
    shapes: dict[str, int]
    short_shapes: frozenset[str]


def document_of(pm: Postmortem) -> Document:
    """The names are those of owners, of who did what, and of who tracks the actions."""
    names = (*(row.who for row in pm.timeline), *(row.owner for row in pm.actions), pm.follow_up.tracker)
    return Document(
        title=pm.title,
        lead=pm.summary.what_happened,
        rest="\n".join(text for text in _texts(pm) if text.strip()),
        services=pm.services,
        names=tuple(sorted({name for name in names if name.strip()})),
    )


def terms_in(document: Document) -> DocumentTerms:
    """Everything that is kept of a document."""
    names = frozenset(term for name in document.names for term in terms_of(name))
    services = frozenset(term for service in document.services for term in terms_of(service))
    names -= services | frozenset(
        terms_of(document.title)
    )  # a team that owns an action is often named like its service
    title, told, rest = (
        _terms(text, names) for text in (document.title, document.lead, "\n".join((*document.services, document.rest)))
    )
    lead, body = told[:MOST_LEAD], told[MOST_LEAD:] + rest
    everything = [*title, *lead, *body]
    return DocumentTerms(
        title=title,
        lead=lead,
        body=body,
        services=services,
        names=names,
        counts=Counter(everything),
        length=sum(1 for term in everything if general_weight(term)),
        shapes={name: shape.count for name, shape in shapes_in(everything).items()},
        short_shapes=frozenset(shapes_in([*title, *lead])),
    )


def without_addresses(text: str) -> str:
    """A web address says where to read on, not what happened."""
    return _ADDRESS.sub(" ", text) if "://" in text else text


def _terms(text: str, names: frozenset[str]) -> list[str]:
    found = terms_of(without_addresses(text))[:MOST_TERMS]
    return [term for term in found if term not in names] if names else found


def _texts(pm: Postmortem) -> Iterator[str]:
    """All prose that people typed but for title, lead and names, whatever fields there are."""
    for field in (*(field for section in SECTIONS for field in section.fields), *NOTES):
        match field.kind:
            case FieldKind.PROSE | FieldKind.LINE if field.id not in _ELSEWHERE:
                yield _told(value_of(pm, field))
            case FieldKind.SET if field.id != _SERVICES:
                yield from value_of(pm, field)
            case FieldKind.ROWS:
                for row in rows_of(pm, field):
                    yield from _row_texts(field, row)


def _row_texts(field: Field, row: Row) -> Iterator[str]:
    if row.text not in _GIVEN:
        yield row.text
    if isinstance(row, TimelineRow):
        yield from (item.caption for item in row.evidence)
    for column in field.columns:
        if column.kind is FieldKind.LINE and column.key not in _NAMES:
            yield cell_of(row, column)


def _told(text: str) -> str:
    """Without the headings that a report had: they are of its template."""
    if HEADINGS not in text:
        return text
    return "\n".join(line for line in text.splitlines() if not line.startswith(HEADINGS))
