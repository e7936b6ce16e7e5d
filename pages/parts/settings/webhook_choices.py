"""What can be chosen for a webhook: what it understands, what it is told of, and when."""

from datetime import time

import streamlit as st

from core.domain.webhook.events import Event
from core.domain.webhook.hours import Hours
from core.domain.webhook.shapes import Shape
from pages.parts.frame import state

SHAPES = {
    Shape.SLACK: "Slack, or a chat like it",
    Shape.TEAMS: "Microsoft Teams (a workflow's address)",
    Shape.DISCORD: "Discord",
    Shape.MATTERMOST: "Mattermost",
    Shape.GOOGLE_CHAT: "Google Chat",
    Shape.JSON: "JSON, for programs of your own",
}
EVENTS = {
    Event.OPENED: "a postmortem is opened",
    Event.NO_MEETING: "an incident has had no meeting for days",
    Event.MEETING_SET: "a meeting is set",
    Event.PUBLISHED: "a postmortem is published",
    Event.RECURRENCE: "an incident came back",
    Event.REVIEW_DUE: "a review is due",
    Event.DUE_SOON: "an action item is due in two days",
    Event.OVERDUE: "action items are overdue",
}
NAMES = {
    "opened": "Opened",
    "no_meeting": "No meeting yet",
    "meeting_set": "Meeting set",
    "published": "Published",
    "recurrence": "Came back",
    "review_due": "Review due",
    "due_soon": "Due soon",
    "overdue": "Overdue",
    "digest": "Digest",
    "collected": "What waited",
    "test": "Test",
}


def fields(key: str, shape: Shape, events: tuple[Event, ...], hours: Hours) -> None:
    """Inputs of a form; `chosen` reads them."""
    shapes = list(SHAPES)
    shown = SHAPES.__getitem__
    st.selectbox("It understands", shapes, index=shapes.index(shape), format_func=shown, key=f"{key}-shape")
    st.caption("Tell it when …")
    for event, text in EVENTS.items():
        st.checkbox(text, value=event in events, key=f"{key}-{event}")
    hours_fields(key, hours)
    st.checkbox("at most once a day, at 9:00", value=hours.daily, key=f"{key}-daily")


def hours_fields(key: str, hours: Hours) -> None:
    """Quiet hours and weekends, for webhooks and for mail."""
    st.caption("When, on the team's clocks. What happens in a quiet hour is told after it, in one message.")
    begin, end = st.columns(2)
    begin.time_input("Quiet from", value=hours.quiet_from, key=f"{key}-from")
    end.time_input("Quiet until", value=hours.quiet_until, key=f"{key}-until")
    st.checkbox("also on Saturdays and Sundays", value=hours.weekends, key=f"{key}-weekends")


def chosen(key: str) -> tuple[Shape, list[Event], Hours]:
    """What stands in a form."""
    shape = state.peek(f"{key}-shape")
    events = [event for event in EVENTS if state.peek(f"{key}-{event}")]
    return shape if isinstance(shape, Shape) else Shape.SLACK, events, chosen_hours(key)


def chosen_hours(key: str) -> Hours:
    """The hours that stand in a form."""
    begin, end = state.peek(f"{key}-from"), state.peek(f"{key}-until")
    return Hours(
        quiet_from=begin if isinstance(begin, time) else None,
        quiet_until=end if isinstance(end, time) else None,
        weekends=bool(state.peek(f"{key}-weekends")),
        daily=bool(state.peek(f"{key}-daily")),
    )


def hours_text(hours: Hours) -> str:
    """“quiet from 22:00 until 07:00, not at weekends, once a day at 9:00”; empty when there is nothing to say."""
    parts = []
    if hours.quiet_from is not None and hours.quiet_until is not None and hours.quiet_from != hours.quiet_until:
        parts.append(f"quiet from {hours.quiet_from:%H:%M} until {hours.quiet_until:%H:%M}")
    if not hours.weekends:
        parts.append("not at weekends")
    if hours.daily:
        parts.append("once a day at 9:00")
    return ", ".join(parts)
