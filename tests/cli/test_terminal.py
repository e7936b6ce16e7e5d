"""What people typed, on a terminal."""

import time

import pytest

from core.cli import terminal
from core.cli.terminal import one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [("two\nlines", "two lines"), ("\x1b[31mred", "[31mred"), ("a\u202eb", "ab"), ("Zoë 陳", "Zoë 陳"), ("", "")],
)
def test_a_terminal_obeys_none_of_it(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_long_work_says_how_far_it_is_and_short_work_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the output, so that what reads it reads no other lines."""
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    told = terminal.Progress()
    for done in (100, 200, 300, 400):
        now[0] += 0.9
        told("looked through", done, 10_000)
    out, err = capsys.readouterr()
    assert not out
    assert err == "300 of 10,000 postmortems looked through\n"
