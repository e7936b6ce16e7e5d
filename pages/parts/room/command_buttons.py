"""Buttons that send a command to the meeting's clock, with the version of the meeting they were drawn from."""

from collections.abc import Callable, Sequence
from typing import Literal, TypeVar, cast

import streamlit as st

from core.domain.clock import readings
from core.domain.clock.state import Command, Meeting
from core.domain.clock.steps import Place
from core.services.access import Member
from pages.parts.frame import state
from pages.parts.room import meeting_commands, menu

T = TypeVar("T")


def later_sections(meeting: Meeting) -> list[Place]:
    """The sections (or steps of a review) that follow the current one, without the skipped ones."""
    sections = [item.section for item in readings.upcoming(meeting)]
    return sections[1:] if meeting.section is None else sections


def meeting_kind(meeting: Meeting) -> str:
    """What the meeting is called on the screen."""
    return "review" if meeting.kind == "review" else "meeting"


def command_button(
    label: str,
    key: str,
    me: Member,
    command: Command,
    *,
    primary: bool = False,
    in_menu: bool = False,
    wide: bool = False,
    disabled: bool = False,
    icon: str | None = None,
    help: str | None = None,
) -> None:
    """A button that sends ``command`` and closes the menu."""
    kind: Literal["primary", "secondary", "tertiary"] = "tertiary" if in_menu else "primary" if primary else "secondary"

    def send() -> None:
        menu.close()
        meeting_commands.send(me, command)

    st.button(
        label,
        key=f"do-{key}",
        help=help,
        type=kind,
        icon=icon,
        width="stretch" if in_menu or wide else "content",
        disabled=disabled,
        on_click=send,
    )


def command_choice(
    label: str,
    options: Sequence[T],
    label_of: Callable[[T], str],
    key: str,
    me: Member,
    command_for: Callable[[T], Command],
) -> None:
    """An entry of the menu that offers ``options`` and sends the command for the chosen one."""
    key = f"menu-{key}"

    def send() -> None:
        chosen = state.peek(key)
        if chosen is not None:
            menu.close()
            meeting_commands.send(me, command_for(cast("T", chosen)))

    st.menu_button(label, options, format_func=label_of, key=key, type="tertiary", width="stretch", on_click=send)
