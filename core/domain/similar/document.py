"""A postmortem as the comparison of incidents sees it: its texts by what they say, and the names that never count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from core.domain.postmortem import Postmortem
from core.domain.template import CHECKLIST
from core.domain.terms import terms_of

# Bumped when documents are cut or indexed otherwise: an index of another form is filled again.
FORM: Final = "1"
MOST_TERMS: Final = 20_000
"""Terms of one postmortem. A report with more repeats itself, or holds a log."""

_GIVEN: Final = frozenset(text for _, text in CHECKLIST)
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
    """The terms of each part in the order of the text."""

    title: list[str] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    services: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


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
    names = frozenset(term for name in document.names for term in terms_of(name))
    return DocumentTerms(
        title=_terms(document.title, names),
        lead=_terms(document.lead, names),
        body=_terms(document.rest, names),
        services=frozenset(term for service in document.services for term in terms_of(service)),
        names=names,
    )


def without_addresses(text: str) -> str:
    """A web address says where to read on, not what happened."""
    return _ADDRESS.sub(" ", text) if "://" in text else text


def _terms(text: str, names: frozenset[str]) -> list[str]:
    found = terms_of(without_addresses(text))[:MOST_TERMS]
    return [term for term in found if term not in names] if names else found


def _texts(pm: Postmortem) -> Iterator[str]:
    yield pm.summary.impact
    yield from (row.text for row in pm.timeline)
    root = pm.root_cause
    for answers in (root.technical, root.monitoring, root.process, root.architecture, root.culture):
        yield from (row.text for row in answers)
    yield from (row.text for row in pm.factors)
    for action in (*pm.actions, *pm.set_aside):
        yield from (action.text, action.done_when)
    yield from (pm.lessons.went_right, pm.lessons.went_wrong, pm.lessons.differently, pm.lessons.lucky)
    yield from (row.text for row in pm.follow_up.checklist if row.text not in _GIVEN)
    yield from (row.text for row in (*pm.parking, *pm.ideas))
    yield from pm.tags
