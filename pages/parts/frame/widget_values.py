"""Unreadable widget values from a tampered browser: one line in the log, and the widget's default is used.

Streamlit reads such a value where it is first asked for, before the page runs. One that cannot be read ends that run
with a traceback, and every later run of the session too, because the value stays where it is. The mapping in which
Streamlit keeps the values of a session is the only place where all of them pass, so two of its methods are wrapped;
a test sends such values to a real server, and fails when an upgrade of Streamlit changes this.
"""

import logging
from typing import Any, Final

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.state.common import GENERATED_ELEMENT_ID_PREFIX
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX, Serialized, Value, WStates

log = logging.getLogger("debrief.pages")
_ALSO_SENT_AS: Final = {"double_value": "int_value"}
"""A field of whole numbers sends them as such, and Streamlit registers every number field as one of doubles."""

_IDS: Final = (GENERATED_ELEMENT_ID_PREFIX, STREAMLIT_INTERNAL_KEY_PREFIX)

_read: Final = WStates.__getitem__
_set: Final = WStates.set_widget_from_proto


def guard_values() -> None:
    """Once for the process; called again it changes nothing."""
    WStates.__getitem__ = _read_or_default  # type: ignore[method-assign]
    WStates.set_widget_from_proto = _set_known_widget  # type: ignore[assignment, method-assign]
    _serialization_log = logging.getLogger("streamlit.components.v2.bidi_component.serialization")
    if not any(isinstance(item, _WithoutTraceback) for item in _serialization_log.filters):
        _serialization_log.addFilter(_WithoutTraceback())


def _read_or_default(states: WStates, widget: str) -> Any:
    """Raises KeyError for a widget that this session does not know, as Streamlit's own does."""
    state, metadata = states.states.get(widget), states.widget_metadata.get(widget)
    if not isinstance(state, Serialized) or metadata is None:
        return _read(states, widget)
    sent = state.value.WhichOneof("value")
    why = f"{sent} in the place of {metadata.value_type}"
    # No component here sends bytes for JSON, so a value of another kind than the widget's own is never right.
    if sent in (None, metadata.value_type, _ALSO_SENT_AS.get(metadata.value_type)):
        try:
            value = _read(states, widget)
        except Exception as error:  # whatever reads it, of Streamlit or of a component
            why = type(error).__name__
        else:
            # Nothing at all is what a browser sends of a widget that was emptied, such as a choice that was not made
            # yet. Streamlit then forgets the widget's kind, and the next choice would be taken for a wrong one.
            states.set_widget_metadata(metadata)
            return value
    log.warning("A browser sent a value that cannot be read to %s: %s", widget, why)
    default = metadata.deserializer(None)
    # Replaced, not removed: Streamlit iterates over these values while it reads them.
    states.states[widget] = Value(default)
    return default


def _set_known_widget(states: WStates, widget_state: WidgetState) -> None:
    """An id that no widget has would be looked up in the session's state, and end the run with an error."""
    if widget_state.id.startswith(_IDS):
        _set(states, widget_state)
    else:
        log.warning("A browser sent a value of no widget: %.40r", widget_state.id)


class _WithoutTraceback(logging.Filter):
    """Streamlit logs some of them itself, with a traceback, which is removed here."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True
