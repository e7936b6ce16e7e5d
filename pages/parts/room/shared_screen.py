"""The shared screen: one component over the whole page, and what a facilitator shows on it of other incidents.

It shows the join code, as text and as a QR code, and never the join link, whose token must not be on a screen.
"""

import segno
import streamlit as st

from core.domain.template.ground_rules import GROUND_RULES
from core.errors import DebriefError
from core.services import access as services
from core.services.meetings import overdue_opening
from pages.parts.follow_up import action_html
from pages.parts.frame import access, components, error_boundary, refresh_timer, state
from pages.parts.room import came_back
from pages.parts.room.room_components import RoomProps


@st.fragment(key="shared-screen")
def render(props: RoomProps) -> None:
    """Reruns when the meeting changed; the component is called again only when its data differs."""
    with error_boundary.show_errors():
        components.signal(props.pm_id, {**props.connection, "topics": ["meeting"]}, "present", script="screen_signal")
        links = services.links(state.app(), props.pm_id, state.base_url())
        code = links.code_shown
        data = {
            **props.connection,
            "code": code or "",
            "qr": _qr_code(f"{access.enter_url()}#c={links.code}") if code else None,
            "rules": [rule._asdict() for rule in GROUND_RULES],
            "sections": props.sections,
            "opening": _opening(props.pm_id),
            "seen": _seen(props.pm_id),
        }
        components.present(props.pm_id, data)


@st.fragment
def access_check(pm_id: str) -> None:
    """Beneath the screen: shows an error once this browser may no longer see the meeting. Renewed by a timer."""
    with error_boundary.show_errors():
        services.member(state.app(), state.visitor(), pm_id)
        refresh_timer.tick("present", refresh_timer.SLOW_MS)


def _opening(pm_id: str) -> dict[str, object] | None:
    """The overdue actions, with the instant the display ends in milliseconds; None unless they are being shown."""
    try:
        services.member(state.app(), state.visitor(), pm_id)
        opening = overdue_opening.opening_for_shared_screen(state.app(), pm_id)
    except DebriefError:
        return None  # ``access_check`` shows the error; the screen goes on
    if opening is None or opening.until is None:
        return None
    rows = [
        {
            "text": row.text.strip(),
            "owner": action_html.owner_text(row),
            "late": action_html.late_text(row),
            "from": row.postmortem_title,
        }
        for row in opening.rows
    ]
    return {"until": round(opening.until.timestamp() * 1000), "total": opening.total, "rows": rows}


def _seen(pm_id: str) -> list[str]:
    """One line for each earlier incident that a facilitator shows."""
    try:
        services.member(state.app(), state.visitor(), pm_id)
        return came_back.shown_lines(pm_id)
    except DebriefError:
        return []  # ``access_check`` shows the error; the screen goes on


def _qr_code(address: str) -> dict[str, object]:
    """A QR code as its side in modules and the SVG path of its dark modules; the component draws it."""
    matrix = segno.make(address, error="m").matrix
    dark = ((x, y) for y, row in enumerate(matrix) for x, module in enumerate(row) if module)
    return {"size": len(matrix), "path": "".join(f"M{x} {y}h1v1h-1z" for x, y in dark)}
