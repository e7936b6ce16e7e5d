"""What the browser components of a room are given: by its page, and in the page's head, before Streamlit has started.

Both come from here, so that what is drawn early is what the page would draw. Made once for a page; what changes during
a meeting comes over the room's socket.
"""

from dataclasses import dataclass
from functools import cache

from core.domain import template
from core.domain.permissions import Permission, Role, may
from core.domain.template.severity import GUIDE
from core.errors import NotFound, NotMember
from core.services.actions import due_dates
from core.services.app import App
from core.services.authority import audience_of, require_member
from core.services.documents import document_store
from core.services.labels import names
from core.services.meetings import meeting_clock
from core.services.meetings.meeting_clock import MeetingView
from core.services.tracker.team import tracker_of_team
from core.store import closed
from core.store.people.members import Member
from core.store.people.visitors import Visitor


@dataclass(frozen=True)
class RoomProps:
    """What the components of one room get. ``connection`` is where the socket is, and which document it belongs to."""

    pm_id: str
    title: str
    connection: dict[str, object]
    sections: tuple[object, ...]
    readonly: bool
    zone: str
    labels: dict[str, list[str]]
    inside: bool
    tracker: str


def room_props(app: App, member: Member, *, inside: bool, zone: str) -> RoomProps:
    """For a member that was looked up just now. ``inside``: they may use the workspace, and so be told of other
    incidents. ``zone`` is their browser's. Raises NotFound."""
    title = meeting_clock.view(app, member.postmortem_id).title
    # Which services and tags other incidents have is nothing for a guest of this one.
    return _props(app, member, title, zone, inside=inside, labels=names.completions(app) if inside else {})


def board_data(app: App, props: RoomProps) -> dict[str, object]:
    """``BoardData`` of ``board_context.ts``."""
    return {
        **props.connection,
        "readonly": props.readonly,
        "seen": props.inside,
        "zone": props.zone,
        "labels": props.labels,
        "tracker": "" if props.readonly else props.tracker,
        "day_order": due_dates.day_order(app) or "",
        "due_days": {severity.value: days for severity, days in due_dates.due_days(app).items()},
        "sections": props.sections,
        "severity": [
            {"value": severity.value, "title": level.title, "meaning": level.meaning}
            for severity, level in GUIDE.items()
        ],
        "checklist": [{"id": item_id, "text": text} for item_id, text in template.CHECKLIST],
    }


def clock_data(props: RoomProps) -> dict[str, object]:
    """``BarData`` of ``bar_title.ts``."""
    return {**props.connection, "title": props.title}


def review_is_on(view: MeetingView) -> bool:
    """Whether the room is in a review now, which stands in the board's place; after its end the sections are back."""
    return view.meeting.kind == "review" and view.meeting.status != "finished"


def data_before_page(app: App, visitor: Visitor, pm_id: str, *, inside: bool) -> dict[str, object] | None:
    """What the room's page will give its components, ``{"board": …, "clock": …, "wide": …}``, None for whoever it shows
    no board. ``wide``: nothing stands beside it.

    That is who is no member, also somebody of the workspace who has not been here yet: reading makes nobody a member.
    The zone is left out, since only the browser knows it, and so are labels, which are needed when somebody types one.
    """
    mine = app.reading_for(audience_of(visitor))
    try:
        with mine.db.read() as tx:
            member = require_member(tx, pm_id, visitor.id)
            notice = closed.is_closed(tx, pm_id)
        view = meeting_clock.view(mine, pm_id)
    except (NotMember, NotFound):
        return None
    if member.role == Role.SCREEN or review_is_on(view):
        return None
    props = _props(mine, member, view.title, "", inside=inside, labels={})
    wide = view.meeting.status in ("running", "paused") and not notice
    return {"board": board_data(mine, props), "clock": clock_data(props), "wide": wide}


@cache
def _sections() -> tuple[object, ...]:
    """The same for everybody, and made once: each page that is open would keep 26 kB of it."""
    return tuple(template.board_schema(part.id) for part in template.SECTIONS)


def _props(app: App, member: Member, title: str, zone: str, *, inside: bool, labels: dict[str, list[str]]) -> RoomProps:
    pm_id = member.postmortem_id
    tracker = tracker_of_team(app)
    return RoomProps(
        pm_id=pm_id,
        title=title,
        connection={
            "pm": pm_id,
            "epoch": document_store.epoch_of(app, pm_id),
            "socket": f"live/ws/{pm_id}",
            "hints": f"live/hints/{pm_id}",
        },
        sections=_sections(),
        readonly=not may(Role(member.role), Permission.WRITE),
        zone=zone,
        inside=inside,
        tracker=tracker.name if tracker else "",
        labels=labels,
    )
