"""Form fields for a day, a time of day and a time zone. Days and times are typed as people say them.

How the text was read stands under the field; text with two readings offers both as buttons; text that cannot be read
stays in the field, with a sentence. The fields stand in a fragment and never in a form, where nothing is read before
the form's button is pressed.
"""

from dataclasses import dataclass
from datetime import date, time
from typing import Generic, TypeVar

import streamlit as st

from core.domain.dates.time_of_day import read_time_of_day
from core.domain.dates.zones import offered_zones
from core.errors import BadInput, DebriefError
from core.services.actions import due_dates
from pages.parts.frame import html, service_calls, state, times

T = TypeVar("T", date, time)
DAY_EXAMPLES, TIME_EXAMPLES = "Friday, 4 Dec, in two weeks", "14:05, 2pm"


@dataclass(frozen=True)
class Reading(Generic[T]):
    """One meaning of a typed text: its value, how it is written in full, and the day order it stands for, if any."""

    value: T
    text: str
    day_order: str | None = None


@dataclass(frozen=True)
class DateInput(Generic[T]):
    """A typed text with its readings: none for an empty field, one, or two to choose from.

    ``problem`` is the sentence for text that cannot be read, else empty.
    """

    typed: str
    readings: tuple[Reading[T], ...] = ()
    problem: str = ""

    def value(self) -> T | None:
        """The value; None for an empty field. Raises BadInput for text without exactly one reading."""
        if self.problem:
            raise BadInput(self.problem)
        if len(self.readings) > 1:
            first, second = (reading.text for reading in self.readings)
            raise BadInput(f"“{self.typed[:30]}” can be read in two ways: {first} or {second}. Choose one of the two.")
        return self.readings[0].value if self.readings else None


def read_day(text: object, zone: str, *, past: bool = False) -> DateInput[date]:
    """A day, seen from today in ``zone``. ``past``: the day something happened, never one to come."""
    typed = str(text or "").strip()
    try:
        found = due_dates.day_order_choices(state.app(), typed, zone, over=past) if typed else ()
    except DebriefError as error:
        return DateInput(typed, problem=error.sentence)
    return DateInput(typed, tuple(Reading(day, times.day_text(day), order) for day, order in found))


def read_time(text: object) -> DateInput[time]:
    """A time of day."""
    typed = str(text or "").strip()
    try:
        found = read_time_of_day(typed) if typed else ()
    except BadInput as error:
        return DateInput(typed, problem=error.sentence)
    return DateInput(typed, tuple(Reading(at, times.time_of_day_text(at)) for at in found))


def day_input(
    label: str, key: str, zone: str, *, past: bool = False, placeholder: str = DAY_EXAMPLES
) -> DateInput[date]:
    """The field of ``read_day``."""
    return _with_reading(key, read_day(_text_input(label, key, placeholder), zone, past=past))


def time_input(label: str, key: str, placeholder: str = TIME_EXAMPLES) -> DateInput[time]:
    """The field of ``read_time``."""
    return _with_reading(key, read_time(_text_input(label, key, placeholder)))


def zone_input(key: str) -> None:
    """All time zones, this browser's first."""
    own = state.zone()
    st.selectbox("Time zone", [own, *(zone for zone in offered_zones() if zone != own)], key=key)


def _text_input(label: str, key: str, placeholder: str) -> str:
    text = st.text_input(label, key=key, placeholder=placeholder, max_chars=due_dates.LONGEST, autocomplete="off")
    return text or ""


def _with_reading(key: str, found: DateInput[T]) -> DateInput[T]:
    """The line under the field is always there, so that nothing below it moves while a button is pressed."""
    service_calls.show_message(_slot(key))
    texts = [reading.text for reading in found.readings]
    if found.problem:
        html.block(f'<span role="alert">{html.esc(found.problem)}</span>', "as-read unread")
    elif len(texts) > 1:
        html.block(f"“{html.esc(found.typed)}” can be read in two ways. Which one is it?", "as-read unread")
        with st.container(horizontal=True, gap="small"):
            for reading in found.readings:
                args = (key, reading.text, reading.day_order)
                st.button(reading.text, key=f"{key}-{reading.text}", on_click=_choose, args=args)
    else:
        as_read = next((text for text in texts if text != found.typed), "")
        html.block(f'<span class="num">{html.esc(as_read)}</span>', "as-read")
    return found


def _choose(key: str, text: str, day_order: str | None) -> None:
    """The chosen reading replaces the field's text; its order of day and month is remembered for the team."""
    state.put(key, text)
    if day_order is not None:
        service_calls.run_service(_slot(key), lambda: due_dates.remember_day_order(state.app(), day_order))


def _slot(key: str) -> str:
    return f"{key}-message"
