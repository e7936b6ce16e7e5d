"""What a tampered browser sends as a widget's value, to a real server: one line in the log, and the session goes on."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import WStates

from core.services import postmortems
from pages.parts.frame import widget_values
from tests.attack.pages import Tab, errors_shown, tab, widgets_of
from tests.support.live import Guests
from tests.support.server import Server

SAYS = "A browser sent a value that cannot be read"
NO_JSON = ("", "{", "[" * 50_000, "\x00", "9" * 5_000, '{"changed": ')
NOT_OURS = ("null", "7", '"x"', "[[]]", "[[], [1]]", "NaN", '{"changed": 1, "down": [[]]}', '{"value": {"value": 1}}')
WRONG_KIND: list[dict[str, Any]] = [
    {"bool_value": True},
    {"double_value": float("nan")},
    {"int_value": 2**63 - 1},
    {"string_value": "["},
    {"bytes_value": b"\xff"},
    {"json_trigger_value": "[[]]"},
    {"arrow_value": {"data": b"xx"}},
    {"string_array_value": {"data": ["x"]}},
    {"double_array_value": {"data": [float("inf")] * 3}},
    {"file_uploader_state_value": {"uploaded_file_info": [{"file_id": "x"}]}},
    {"chat_input_value": {"data": "x"}},
]


@pytest.fixture(scope="module")
def guests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guests]:
    server = Server(tmp_path_factory.mktemp("forged"), {"DEBRIEF_ACCESS": "open"}).start()
    with Guests.of(server, access="open") as found:
        yield found
    server.stop()


async def lines_of(guests: Guests, one: Tab, state: WidgetState) -> list[str]:
    """What the server logs of one value, which must leave the page as it was."""
    before = len(guests.server.log)
    messages = await one.draw([state])
    assert errors_shown(messages) == [], str(state)[:200]
    log = guests.server.log[before:]
    assert "Traceback" not in log, f"{str(state)[:200]}\n{log}"
    return log.splitlines()


@pytest.mark.parametrize("page", ["room", "present"])
def test_a_component_that_sends_no_json_is_one_line(guests: Guests, page: str) -> None:
    """Each of the components of a page, Streamlit's own and the installed one; then the page is drawn as before."""
    pm_id = postmortems.create(guests.app, "Disk full")
    person = guests.person(pm_id, "facilitator")

    async def run() -> int:
        async with tab(guests.server, person.token, page, f"pm={pm_id}") as one:
            found = widgets_of(await one.draw())
            components = [widget for widget, kind in found.items() if kind in ("bidi_component", "component_instance")]
            assert {found[widget] for widget in components} == {"bidi_component", "component_instance"}
            for widget in components:
                for value in NO_JSON:
                    (line,) = await lines_of(guests, one, WidgetState(id=widget, json_value=value))
                    assert SAYS in line
                    assert len(line) < 300
                for value in NOT_OURS:
                    assert len(await lines_of(guests, one, WidgetState(id=widget, json_value=value))) <= 1
            messages = await one.draw()
            assert errors_shown(messages) == []
            assert widgets_of(messages) == found
        return len(components)

    assert asyncio.run(run()) >= 3 - (page == "present")


@pytest.mark.parametrize("page", ["room", "summary", "settings", "follow-up", "archive", "guide", ""])
def test_a_value_of_another_kind_is_one_line(guests: Guests, page: str) -> None:
    """Numbers for texts, files for buttons, nothing at all: for one widget of each kind on the page."""
    pm_id = postmortems.create(guests.app, "Disk full")
    person = guests.person(pm_id, "facilitator")

    async def run() -> None:
        async with tab(guests.server, person.token, page, f"pm={pm_id}" if page in ("room", "summary") else "") as one:
            found = widgets_of(await one.draw())
            assert found
            for widget in {kind: widget for widget, kind in found.items()}.values():
                told = 0
                for wrong in WRONG_KIND:
                    lines = await lines_of(guests, one, WidgetState(id=widget, **wrong))
                    assert len(lines) <= 1
                    told += len(lines)
                right = (
                    2 if found[widget] == "number_input" else 1
                )  # kinds that may be its own; out of bounds is silent
                assert told >= len(WRONG_KIND) - right, found[widget]
                await lines_of(guests, one, WidgetState(id=widget))
            assert errors_shown(await one.draw()) == []

    asyncio.run(run())


def test_a_widget_that_nobody_drew_is_nothing(guests: Guests) -> None:
    """And one with a long name, or lines in it, which stay one short line."""
    person = guests.person()

    async def run() -> None:
        async with tab(guests.server, person.token, "") as one:
            await one.draw()
            for widget in ("", "x", "y\n" * 50_000):
                (line,) = await lines_of(guests, one, WidgetState(id=widget, json_value="{"))
                assert len(line.partition("debrief.pages")[2]) < 120  # the time and the level before it are not ours
            for widget in ("$$ID-x-y", "$$ID", "$$ID-x-" + "y" * 100_000):
                assert await lines_of(guests, one, WidgetState(id=widget, json_value="{")) == []

    asyncio.run(run())


def test_guarding_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is imported once, tests may do so again."""
    for name in ("__getitem__", "set_widget_from_proto"):
        monkeypatch.setattr(WStates, name, getattr(WStates, name))
    widget_values.guard_values()
    first = WStates.__getitem__
    widget_values.guard_values()
    assert WStates.__getitem__ is first


def test_a_choice_is_read_after_it_was_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit 1.67 forgets the kind of a widget whose value was empty; the next value is right all the same."""
    for name in ("__getitem__", "set_widget_from_proto"):
        monkeypatch.setattr(WStates, name, getattr(WStates, name))
    widget_values.guard_values()
    states, widget = WStates(), "$$ID-1-choice"
    kept: WidgetMetadata[object] = WidgetMetadata(
        id=widget, deserializer=lambda value: value, serializer=lambda value: value, value_type="string_value"
    )
    states.set_widget_metadata(kept)
    for state, value in (({}, None), ({"string_value": "Dropped"}, "Dropped"), ({}, None), ({"int_value": 7}, None)):
        states.set_widget_from_proto(WidgetState(id=widget, **state))
        assert states[widget] == value


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ({"int_value": 14}, 14),
        ({"double_value": 14.0}, 14),
        ({"string_value": "14"}, 7),
        ({"double_value": float("nan")}, 7),
    ],
    ids=["whole", "double", "text", "none"],
)
def test_a_field_of_whole_numbers_is_read(monkeypatch: pytest.MonkeyPatch, sent: dict[str, Any], read: int) -> None:
    """A browser sends them as whole numbers, while the field is registered as one of doubles."""
    for name in ("__getitem__", "set_widget_from_proto"):
        monkeypatch.setattr(WStates, name, getattr(WStates, name))
    widget_values.guard_values()
    states, widget = WStates(), "$$ID-1-days"
    kept: WidgetMetadata[int] = WidgetMetadata(
        id=widget,
        deserializer=lambda value: 7 if value is None else int(value),
        serializer=lambda value: value,
        value_type="double_value",
    )
    states.set_widget_metadata(kept)
    states.set_widget_from_proto(WidgetState(id=widget, **sent))
    assert states[widget] == read
