"""What a person sees when something goes wrong: one sentence, and a number when it was ours.

The traceback goes to the log under the same number. Nothing here decides what is an error.
"""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import DebriefError
from pages.parts import look

log = logging.getLogger("debrief.pages")


def report(error: Exception) -> bool:
    """Draw ``error`` kindly and keep it whole in the log. True tells Streamlit that it is drawn."""
    if isinstance(error, DebriefError):
        st.error(look.plain(error.sentence))
        return True
    number = secrets.token_hex(3)
    log.error("A page failed (number %s)", number, exc_info=error)
    st.error(
        "Something went wrong while drawing this page. Reload it; what was typed on the board is kept. "
        f"If it comes back, tell whoever runs Debrief this number: **{number}**"
    )
    return True


@contextmanager
def kind_errors() -> Iterator[None]:
    """Around a page or a fragment: errors end it with a sentence, never with a traceback."""
    try:
        yield
    except Exception as error:  # the one place where everything is caught, and nothing is hidden from the log
        report(error)
