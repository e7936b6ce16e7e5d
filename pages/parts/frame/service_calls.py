"""Calling a service from a widget's callback, and showing its answer as a toast in the next run.

A callback runs before the page is drawn and outside the page's error boundary, so it cannot show anything itself: the
answer is kept in the session's state under a slot, and the fragment that owns the slot shows it once.
"""

from collections.abc import Callable

import streamlit as st

from core.errors import DebriefError
from pages.parts.frame import error_boundary, html, state


def run_service(slot: str, call: Callable[[], object], success: str = "") -> None:
    """Run ``call`` and keep the error's sentence, or ``success``, for ``show_message(slot)``."""
    try:
        call()
    except DebriefError as error:
        state.put(slot, error.sentence)
    except Exception as error:  # a callback runs outside the page's error boundary
        error_boundary.report(error)
    else:
        if success:
            state.put(slot, success)


def show_message(slot: str) -> None:
    """The message kept under ``slot`` as a toast, once."""
    message = state.take(slot)
    if isinstance(message, str):
        st.toast(html.plain(message))
