"""Before Finish: what is still open, and the button. Finishing locks nothing: everything can still be written."""

from core.domain.clock.state import Finish
from core.domain.content import completeness
from core.services.access import Member
from core.services.meetings.meeting_clock import MeetingView
from core.services.postmortems import summary_view
from pages.parts.frame import html, state
from pages.parts.review import review_html
from pages.parts.room import facilitator_notes
from pages.parts.room.command_buttons import command_button

SHOWN_GAPS = 6


def render(view: MeetingView, me: Member) -> None:
    if view.review is not None:
        html.block(review_html.still_open(view.review))
    else:
        _still_open(me)
    command_button("Finish now", "finish", me, Finish(seen=view.meeting.version), primary=True)


def _still_open(me: Member) -> None:
    postmortem, _ = summary_view.recorded(state.app(), me.postmortem_id)
    facilitator_notes.before_finish(postmortem, me)
    gaps = completeness.missing(postmortem)
    if gaps:
        html.block(
            "<p>Still open. It can be written afterwards too:</p><ul>"
            + "".join(f"<li>{html.esc(gap.sentence)}</li>" for gap in gaps[:SHOWN_GAPS])
            + "</ul>"
            + (f"<p class='quiet'>and {len(gaps) - SHOWN_GAPS} more</p>" if len(gaps) > SHOWN_GAPS else "")
        )
    else:
        html.block("<p>Everything that is needed is there.</p>")
