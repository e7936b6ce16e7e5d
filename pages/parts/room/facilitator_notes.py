"""For facilitators only: phrases that are worth another look, and how many of the actions are commitments.

Who wrote a phrase is not known here. The notes are read when the menu is drawn anyway, so they cost no rerun.
"""

from core.domain import template
from core.domain.actions import commitments
from core.domain.clock.steps import as_section
from core.domain.guide.entries import topic_of
from core.domain.permissions import Permission
from core.domain.postmortem import Postmortem
from core.services.access import Member
from core.services.hints import hint_service
from core.services.hints.hint_service import OpenHint, OpenHints
from core.services.meetings.meeting_clock import MeetingView
from pages.parts.frame import access, error_boundary, html, state
from pages.parts.room.menu import entry, opened_entry

SHOWN = 30
SHOWN_SUGGESTIONS = 2


def render(view: MeetingView, me: Member) -> bool:
    """In the menu: how many phrases there are in the current section, and an entry that lists all of them.

    True while that entry is open.
    """
    if not access.allows(me, Permission.SEE_LEFT_HINTS):
        return False
    is_open = False
    with error_boundary.show_errors():  # whatever fails here, the meeting's buttons around it work
        hints = hint_service.open_hints(state.app(), me.postmortem_id, me)
        section = as_section(view.meeting.section)
        here = len(hints.per_section[section]) if section else 0
        if here and not opened_entry():
            text = f'<b class="num">{here}</b> {_phrases(here)} worth another look'
            html.block(f'<p class="small quiet in-menu">{text}</p>')
        is_open = bool(hints.total) and entry("Another look…", "left-over", lambda: _all(hints))
    return is_open


def _all(hints: OpenHints) -> None:
    html.block(
        '<p class="quiet small">Only facilitators see this, and it does not know who wrote what. '
        "A question aloud often does it.</p>" + _by_section(hints)
    )


def _by_section(hints: OpenHints) -> str:
    pieces, shown = [], 0
    for section, found in hints.per_section.items():
        if found and shown < SHOWN:
            pieces.append(f"<h3>{html.esc(template.section(section).title)}</h3>")
            pieces += [_hint(hint) for hint in found[: SHOWN - shown]]
            shown += len(found[: SHOWN - shown])
    if hints.total > shown:
        pieces.append(f'<p class="quiet">and {hints.total - shown} more</p>')
    return "".join(pieces)


def _hint(hint: OpenHint) -> str:
    suggestions = [text for text in hint.suggestions if text.strip()][:SHOWN_SUGGESTIONS]
    rewrites = "".join(f'<br><span class="small">Perhaps: “{html.esc(text)}”</span>' for text in suggestions)
    why = f'<a class="small" href="guide?topic={topic_of(hint.category)}" target="_blank">why</a>'
    return (
        f'<p class="left-over"><b>“{html.esc(hint.phrase)}”</b> {why}'
        f'<br><span class="small">{html.esc(hint.question)}</span>{rewrites}</p>'
    )


def before_finish(pm: Postmortem, me: Member) -> None:
    """How many phrases there are now (the menu's number is from its last run), and the commitments."""
    total = (
        hint_service.open_hints(state.app(), me.postmortem_id, me).total
        if access.allows(me, Permission.SEE_LEFT_HINTS)
        else 0
    )
    if total:
        html.block(
            f'<p><b class="num">{total}</b> {_phrases(total)} {"is" if total == 1 else "are"} worth another look; '
            "“Another look…” lists them, for you alone.</p>"
        )
    _commitments(pm)


def _commitments(pm: Postmortem) -> None:
    """How many of the actions are commitments, what the others lack, and whether there are too many."""
    counted = commitments.commitments_text(commitments.commitments(pm))
    if not counted:
        return
    lines = [f"<p><b>{html.esc(counted)}.</b></p>"]
    many = commitments.too_many(commitments.with_text(pm))
    if many:
        lines.append(
            f"<p>{many} actions are more than a handful. Which three matter most? "
            "Park the others; they are not lost.</p>"
        )
    html.block("".join(lines))


def _phrases(count: int) -> str:
    return "phrase" if count == 1 else "phrases"
