"""For the facilitator's eyes only: phrases that are still worth another look, and which actions are commitments.

Who wrote a phrase is not known here. It is read when the panel is drawn anyway, so it costs nobody a rerun.
"""

import streamlit as st

from core.domain import commitments, template
from core.domain.guide import topic_of
from core.domain.postmortem import Postmortem
from core.domain.roles import Deed
from core.domain.steps import as_section
from core.services import hints
from core.services.hints import Left, LeftHint
from core.services.meetings import MeetingView
from core.store.members import Member
from pages.parts import access, boundary, look, state

SHOWN = 30
SHOWN_REWRITES = 2


def draw(view: MeetingView, me: Member) -> None:
    """One number for the section the meeting is in, and a drawer with everything that is left."""
    if not access.allows(me, Deed.SEE_LEFT_HINTS):
        return
    with boundary.kind_errors():  # the clock's buttons around it work, whatever happens here
        left = hints.left(state.app(), me.postmortem_id, me)
        if not left.total:
            return
        section = as_section(view.meeting.section)
        here = len(left.per_section[section]) if section else 0
        if here:
            look.block(f'<p class="small quiet"><b class="num">{here}</b> {_phrases(here)} worth another look</p>')
        _drawer(left)


def _drawer(left: Left) -> None:
    drawer = st.popover(
        "Another look…", icon=":material/visibility_lock:", width="stretch", key="left-over", on_change="rerun"
    )
    with drawer:
        if not drawer.open:
            return
        look.block(
            '<p class="quiet small">Only facilitators see this, and it does not know who wrote what. '
            "A question aloud often does it.</p>" + _listed(left)
        )


def _listed(left: Left) -> str:
    pieces, shown = [], 0
    for section, found in left.per_section.items():
        if found and shown < SHOWN:
            pieces.append(f"<h3>{look.esc(template.section(section).title)}</h3>")
            pieces += [_one(hint) for hint in found[: SHOWN - shown]]
            shown += len(found[: SHOWN - shown])
    if left.total > shown:
        pieces.append(f'<p class="quiet">and {left.total - shown} more</p>')
    return "".join(pieces)


def _one(hint: LeftHint) -> str:
    offers = [offer for offer in hint.suggestions if offer.strip()][:SHOWN_REWRITES]
    rewrites = "".join(f'<br><span class="small">Perhaps: “{look.esc(offer)}”</span>' for offer in offers)
    why = f'<a class="small" href="guide?topic={topic_of(hint.category)}" target="_blank">why</a>'
    return (
        f'<p class="left-over"><b>“{look.esc(hint.phrase)}”</b> {why}'
        f'<br><span class="small">{look.esc(hint.question)}</span>{rewrites}</p>'
    )


def before_the_end(pm: Postmortem, me: Member) -> None:
    """What the drawer above holds, in one line: it was counted when it was drawn, and people went on writing."""
    total = hints.left(state.app(), me.postmortem_id, me).total if access.allows(me, Deed.SEE_LEFT_HINTS) else 0
    if total:
        look.block(
            f'<p><b class="num">{total}</b> {_phrases(total)} {"is" if total == 1 else "are"} worth another look; '
            "“Another look…” lists them, for you alone.</p>"
        )
    promises(pm)


def promises(pm: Postmortem) -> None:
    """Before Finish: how many of the actions can be kept, what the others lack, and whether there are too many."""
    counted = commitments.in_words(commitments.commitments(pm))
    if not counted:
        return
    lines = [f"<p><b>{look.esc(counted)}.</b></p>"]
    many = commitments.too_many(commitments.written(pm))
    if many:
        lines.append(
            f"<p>{many} actions are more than a handful. Which three matter most? "
            "Park the others; they are not lost.</p>"
        )
    look.block("".join(lines))


def _phrases(count: int) -> str:
    return "phrase" if count == 1 else "phrases"
