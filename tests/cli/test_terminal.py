"""What people typed, on a terminal."""

import pytest

from core.cli.terminal import one_line


@pytest.mark.parametrize(
    ("text", "shown"),
    [("two\nlines", "two lines"), ("\x1b[31mred", "[31mred"), ("a\u202eb", "ab"), ("Zoë 陳", "Zoë 陳"), ("", "")],
)
def test_a_terminal_obeys_none_of_it(text: str, shown: str) -> None:
    assert one_line(text) == shown
