"""Why a socket is closed: one sentence, whole in the close frame and the same in the browser."""

import re
from pathlib import Path

import pytest

import core.live
from core.live.room.close_codes import SENTENCES, Close, reason

BROWSER = Path(core.live.__file__).parent / "editor" / "src" / "connection" / "connection_messages.ts"


@pytest.mark.parametrize("code", Close)
def test_a_sentence_fits_whole_into_the_close_frame(code: Close) -> None:
    """A frame holds 123 bytes of reason; a sentence that is cut says nothing of what to do."""
    assert reason(code) == SENTENCES[code]
    assert len(reason(code).encode()) <= 123
    assert reason(code).endswith(".")


def test_the_browser_shows_the_sentence_of_the_frame() -> None:
    """What stops for good is told in the same words, whoever tells it."""
    shown = dict(re.findall(r'^  (44\d\d): "(.*)",$', BROWSER.read_text(), re.M))
    final = {str(int(code)): SENTENCES[code] for code in Close if 4400 <= code < 4500}
    assert shown == final
