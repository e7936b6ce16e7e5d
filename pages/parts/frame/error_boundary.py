"""What a person sees when a page fails: one sentence, and a number when the fault is Debrief's.

The traceback goes to the log under the same number.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import DebriefError
from pages.parts.frame import html

log = logging.getLogger("debrief.pages")


def report(error: Exception) -> bool:
    """Show a sentence for ``error`` and log it. Returns True, which tells Streamlit that it was shown."""
    if isinstance(error, DebriefError):
        st.error(html.plain(error.sentence))
        return True
    number = secrets.token_hex(3)
    log.error("A page failed (number %s)", number, exc_info=error, extra={"error_id": number})
    st.error(
        "Something went wrong while drawing this page. Reload it; what was typed on the board is kept. "
        f"If it comes back, tell whoever runs Debrief this number: **{number}**"
    )
    return True


@contextmanager
def show_errors() -> Iterator[None]:
    """Around a page or a fragment: an error ends it with a sentence, never with a traceback."""
    try:
        yield
    except Exception as error:  # the one place where everything is caught; all of it is logged
        report(error)
