"""Blameless hints for what somebody is typing, less what the meeting waved away for good.

Hints are private: nothing about them is stored but dismissals, and no name ever goes with one.
"""

from core.domain.blameless import Hint
from core.domain.blameless import check as check_text
from core.domain.postmortem import Postmortem, SectionId
from core.domain.roles import Deed
from core.errors import BadInput
from core.services.app import App
from core.services.authority import may_now
from core.store import dismissals, members, postmortems
from core.store.members import Member
from core.store.transaction import Transaction

LONGEST_PHRASE = 500


def check(app: App, pm_id: str, field: str, section: SectionId | None, text: str) -> list[Hint]:
    """Hints for the text of one field, offsets in code points; without those dismissed in this field."""
    with app.db.read() as tx:
        waved_away = dismissals.dismissed(tx, pm_id, field)
        people = _people(tx, pm_id)
    return [
        hint for hint in check_text(text, section, people) if _phrase(text[hint.start : hint.end]) not in waved_away
    ]


def dismiss(app: App, pm_id: str, field: str, phrase: str, reason: str, member: Member) -> None:
    """Never hint at this phrase in this field again, for nobody. Whoever may write may do this."""
    said = _phrase(phrase)
    if not said or len(said) > LONGEST_PHRASE or len(field) > 64 or len(reason) > LONGEST_PHRASE:
        raise BadInput("Choose the words that the hint is about, and keep the reason short.")
    with app.db.write() as tx:
        may_now(tx, member, Deed.WRITE)
        dismissals.dismiss(tx, pm_id, field, said, reason, member.visitor_id)


def _phrase(words: str) -> str:
    return " ".join(words.casefold().split())


def _people(tx: Transaction, pm_id: str) -> set[str]:
    """Names that may stand in a sentence: of those in the meeting, of owners, and of who did what."""
    names = {member.name for member in members.members(tx, pm_id) if not member.name.startswith("Guest ")}
    record = postmortems.record(tx, pm_id)
    if record is not None:
        postmortem = Postmortem.model_validate_json(record.postmortem_json)
        names |= {row.owner for row in postmortem.actions} | {row.who for row in postmortem.timeline}
    return {name.strip() for name in names if name.strip()}
