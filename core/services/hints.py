"""Blameless hints for what somebody is typing, less what the meeting waved away for good.

Hints are private: what is stored is which phrase stays as it is, and how each rule fares. No name goes with either.
"""

import logging
from dataclasses import dataclass
from typing import Final

from core.domain.blameless import Category, Hint
from core.domain.blameless import check as check_text
from core.domain.examples import finished_example
from core.domain.guide_examples import badly_written
from core.domain.people import known_people
from core.domain.postmortem import Postmortem, SectionId
from core.domain.roles import Deed
from core.domain.written import Passage, passages
from core.errors import BadInput, DebriefError, NotMember
from core.services.app import App
from core.services.authority import may_now
from core.services.hint_rules import heard_not_helpful, in_force, is_known, require_known
from core.store import dismissals, hint_rules, members, postmortems
from core.store.members import Member
from core.store.transaction import Transaction

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


@dataclass(frozen=True)
class LeftHint:
    """A phrase that is still there and worth another look. Whoever wrote it is not known here."""

    section: SectionId
    field: str
    row_id: str | None
    phrase: str
    category: Category
    message: str
    question: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True)
class Left:
    """``per_section`` has every section, in the order of the meeting."""

    total: int
    per_section: dict[SectionId, tuple[LeftHint, ...]]


def check(app: App, pm_id: str, field: str, section: SectionId | None, text: str) -> list[Hint]:
    """Hints for the text of one field, offsets in code points; without those dismissed in this field."""
    with app.db.read() as tx:
        waved_away = dismissals.dismissed(tx, pm_id, field)
        people = people_of(tx, pm_id)
        rules = in_force(app, tx).rules
    return [hint for hint in check_text(text, section, people, rules) if phrase_of(text, hint) not in waved_away]


def dismiss(app: App, pm_id: str, field: str, phrase: str, rule: str, reason: str, member: Member) -> str | None:
    """Never hint at this phrase in this field again, for nobody. Whoever may write may do this.

    Returns a sentence when this was the third "not helpful" of its rule, which is muted for the team by that.
    """
    said = _plain(phrase)
    if not said or len(said) > LONGEST_PHRASE or len(field) > LONGEST_FIELD:
        raise BadInput("Choose the words that the hint is about.")
    if reason not in REASONS:
        raise BadInput("Choose one of the reasons: not blame, not helpful, fits here, a quote.")
    rule = rule if is_known(app, rule) else ""
    with app.db.write() as tx:
        _may_write(tx, pm_id, member)
        if not dismissals.dismiss(tx, pm_id, field, said, rule, reason) or not rule:
            return None
        tally = hint_rules.count_dismissed(tx, rule, not_helpful=reason == "not_helpful")
        muted = reason == "not_helpful" and not tally.silent and heard_not_helpful(tx, rule, tally.not_helpful)
    return MUTED if muted else None


def accept(app: App, pm_id: str, field: str, rule: str, member: Member) -> None:
    """Count that a rewrite of this rule was taken: in this workspace, not by whom or where. Raises NotFound."""
    if len(field) > LONGEST_FIELD:
        raise BadInput()
    require_known(app, rule)
    with app.db.write() as tx:
        _may_write(tx, pm_id, member)
        hint_rules.count_accepted(tx, rule)


def left(app: App, pm_id: str, by: Member) -> Left:
    """What is still worth another look in everything that is written, less what was dismissed. For facilitators only.

    Raises NotAllowed for anybody else. Of a record longer than any meeting writes, the first part is read.
    """
    with app.db.read() as tx:
        if by.postmortem_id != pm_id:
            raise NotMember()
        may_now(tx, by, Deed.SEE_LEFT_HINTS)
        record = postmortems.record(tx, pm_id)
        waved_away = dismissals.dismissed_anywhere(tx, pm_id)
        people = people_of(tx, pm_id)
        rules = in_force(app, tx).rules
    found: dict[SectionId, list[LeftHint]] = {section: [] for section in SectionId}
    read = 0
    for passage in passages(Postmortem.model_validate_json(record.postmortem_json)) if record else ():
        text = passage.text[:LONGEST_READ]
        read += len(text)
        if read > MOST_READ:
            break
        for hint in check_text(text, passage.section, people, rules):
            if phrase_of(text, hint) not in waved_away[passage.field]:
                found[passage.section].append(_left(passage, hint))
    return Left(sum(map(len, found.values())), {section: tuple(hints) for section, hints in found.items()})


def _left(passage: Passage, hint: Hint) -> LeftHint:
    return LeftHint(
        section=passage.section,
        field=passage.field,
        row_id=passage.row_id,
        phrase=passage.text[hint.start : hint.end],
        category=hint.category,
        message=hint.message,
        question=hint.question,
        suggestions=hint.suggestions,
    )


def warm(app: App) -> None:
    """Make the rules ready before anybody types: read them, and try them once on a text that has some of everything."""
    try:
        with app.db.read() as tx:
            rules = in_force(app, tx).rules
    except DebriefError as error:
        log.warning("the hints are not ready yet: %s", error.sentence)
        return
    for pm in (finished_example(), badly_written()):
        for passage in passages(pm):
            check_text(passage.text, passage.section, (), rules)


def phrase_of(text: str, hint: Hint) -> str:
    """The words of a hint as dismissals keep them: however they are spaced or capitalised."""
    return _plain(text[hint.start : hint.end])


def people_of(tx: Transaction, pm_id: str) -> frozenset[str]:
    """Names that may stand in a sentence: of those in the meeting, of owners, and of who did what."""
    here = [member.name for member in members.members(tx, pm_id) if not member.name.startswith("Guest ")]
    record = postmortems.record(tx, pm_id)
    return known_people(here, Postmortem.model_validate_json(record.postmortem_json) if record else None)


def _may_write(tx: Transaction, pm_id: str, member: Member) -> None:
    if member.postmortem_id != pm_id:
        raise NotMember()
    may_now(tx, member, Deed.WRITE)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
