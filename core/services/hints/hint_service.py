"""Blameless hints for what somebody is typing, without those the meeting dismissed.

Hints are private: what is stored is which phrase stays as it is, and how each rule fares. No name goes with either.
"""

import logging
import threading
from dataclasses import dataclass
from typing import Final

from core.domain.blameless import Category, Hint
from core.domain.blameless.hint import phrase_key
from core.domain.content.passages import Passage, passages
from core.domain.guide.finished_example import finished_example
from core.domain.guide.rewritten_example import badly_written
from core.domain.people.guest_names import is_guest_name
from core.domain.people.known_names import known_people
from core.domain.permissions import Permission
from core.domain.postmortem import SectionId
from core.errors import BadInput, DebriefError, NotMember
from core.services.app import App
from core.services.authority import require_member_permission
from core.services.documents.records import postmortem_of
from core.services.hints.hint_reading import cached_hints, read_hints
from core.services.hints.hint_rules import active_rules, note_not_helpful, require_known
from core.services.hints.hint_thresholds import note_not_blame
from core.store import dismissals, hint_rules, postmortems
from core.store.database.transaction import Transaction
from core.store.people import members
from core.store.people.members import Member

log = logging.getLogger(__name__)

LONGEST_PHRASE: Final = 500
LONGEST_FIELD: Final = 64
LONGEST_READ: Final = 20_000  # of one passage; beyond it the board asks for no hints either
MOST_READ: Final = 200_000  # of a whole record
# What a dismissal may say of itself; empty when nobody was asked.
REASONS: Final = ("", "not_blame", "not_helpful", "fits", "quote")
MUTED: Final = (
    "Three times this kind of hint did not help here, so it is silent for the whole team now. "
    "Settings can bring it back."
)

MUST_BE_SURER: Final = (
    "Most hints of this kind were no blame here, so it has to be surer from now on. "
    "Settings shows it and can take it back."
)


@dataclass(frozen=True)
class OpenHint:
    """A phrase that still gets a hint. Who wrote it is not known here."""

    section: SectionId
    field: str
    row_id: str | None
    phrase: str
    category: Category
    message: str
    question: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class OpenHints:
    """``per_section`` has every section, in the order of the meeting."""

    total: int
    per_section: dict[SectionId, tuple[OpenHint, ...]]


def check(
    app: App, pm_id: str, field: str, section: SectionId | None, text: str, *, closer: bool = False
) -> list[Hint]:
    """Hints for the text of one field, offsets in code points; without those dismissed in this field.

    ``closer``: the person asked for those too that are not ``sure``.
    """
    with app.db.read() as tx:
        dismissed = frozenset(dismissals.dismissed(tx, pm_id, field))
        people = people_of(tx, pm_id)
        active = active_rules(app, tx)
    return list(read_hints(text, section, people, active.rules, active.thresholds, dismissed, closer=closer))


def dismiss(
    app: App, pm_id: str, field: str, phrase: str, rule: str, reason: str, member: Member, *, sure: bool = True
) -> str | None:
    """Dismiss the hint at this phrase in this field, for everybody. For those who may write.

    A hint that was not ``sure`` is counted for no rule: it is silent already where nobody asks, and an answer to a
    closer look says nothing of how the rule does by itself. Returns a sentence when this was the third "not helpful" of
    its rule, which is muted for the team by that, or one "not blame" too many, so that the rule must be surer from now
    on.
    """
    message = phrase_key(phrase)
    if not message or len(message) > LONGEST_PHRASE or len(field) > LONGEST_FIELD:
        raise BadInput("Choose the words that the hint is about.")
    if reason not in REASONS:
        raise BadInput("Choose one of the reasons: not blame, not helpful, fits here, a quote.")
    with app.db.read() as tx:
        active = active_rules(app, tx)
    rule = rule if rule in active.known.ready else ""
    with app.db.write() as tx:
        _may_write(tx, pm_id, member)
        if not dismissals.dismiss(tx, pm_id, field, message, rule, reason) or not rule or not sure:
            return None
        not_helpful, not_blame = reason == "not_helpful", reason == "not_blame"
        tally = hint_rules.count_dismissed(tx, rule, not_helpful=not_helpful, not_blame=not_blame)
        if not_helpful and not tally.silent and note_not_helpful(tx, rule, tally.not_helpful):
            return MUTED
        if not_blame and note_not_blame(tx, tally, active.thresholds):
            return MUST_BE_SURER
    return None


def accept(app: App, pm_id: str, field: str, rule: str, member: Member, *, sure: bool = True) -> None:
    """Count that a rewrite of this rule was taken: in this workspace, not by whom or where. Raises NotFound.

    That of a hint that was not ``sure`` is not counted, as in ``dismiss``.
    """
    if len(field) > LONGEST_FIELD:
        raise BadInput()
    require_known(app, rule)
    with app.db.write() as tx:
        _may_write(tx, pm_id, member)
        if sure:
            hint_rules.count_accepted(tx, rule)


def open_hints(app: App, pm_id: str, by: Member) -> OpenHints:
    """All hints at the written text that were not dismissed. For facilitators only.

    Raises NotAllowed for anybody else. Of a record longer than any meeting writes, the first part is read.
    """
    with app.db.read() as tx:
        if by.postmortem_id != pm_id:
            raise NotMember()
        require_member_permission(tx, by, Permission.SEE_LEFT_HINTS)
        record = postmortems.record(tx, pm_id)
        dismissed = dismissals.dismissed_anywhere(tx, pm_id)
        people = people_of(tx, pm_id)
        active = active_rules(app, tx)
    found: dict[SectionId, list[OpenHint]] = {section: [] for section in SectionId}
    read = 0
    for passage in passages(postmortem_of(record)) if record else ():
        text = passage.text[:LONGEST_READ]
        read += len(text)
        if read > MOST_READ:
            break
        answered = frozenset(dismissed[passage.field])
        for hint in cached_hints(text, passage.section, people, active.rules, active.thresholds, answered):
            found[passage.section].append(_left(passage, hint))
    return OpenHints(sum(map(len, found.values())), {section: tuple(hints) for section, hints in found.items()})


def _left(passage: Passage, hint: Hint) -> OpenHint:
    return OpenHint(
        section=passage.section,
        field=passage.field,
        row_id=passage.row_id,
        phrase=passage.text[hint.start : hint.end],
        category=hint.category,
        message=hint.message,
        question=hint.question,
        suggestions=hint.suggestions,
    )


def warm_up(app: App, stopping: threading.Event | None = None) -> None:
    """Compile the rules before anybody types: load them and check a text that uses all of them.

    Ends between two texts once ``stopping`` is set.
    """
    try:
        with app.db.read() as tx:
            rules = active_rules(app, tx).rules
    except DebriefError as error:
        log.warning("the hints are not ready yet: %s", error.sentence)
        return
    for pm in (finished_example(), badly_written()):
        for passage in passages(pm):
            if stopping is not None and stopping.is_set():
                return
            read_hints(passage.text, passage.section, frozenset(), rules)


def people_of(tx: Transaction, pm_id: str) -> frozenset[str]:
    """Names that may stand in a sentence: of those in the meeting, of owners, and of who did what."""
    here = [member.name for member in members.members(tx, pm_id) if not is_guest_name(member.name)]
    record = postmortems.record(tx, pm_id)
    return known_people(here, postmortem_of(record) if record else None)


def _may_write(tx: Transaction, pm_id: str, member: Member) -> None:
    if member.postmortem_id != pm_id:
        raise NotMember()
    require_member_permission(tx, member, Permission.WRITE)
