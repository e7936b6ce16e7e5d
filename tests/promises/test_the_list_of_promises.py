"""The page of promises and the tests tell the same story."""

import re
from pathlib import Path

from core.live.room.close_codes import Close

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "promises.md"
LINK = re.compile(r"\(\.\./tests/promises/(test_\w+\.py)\)")


def _rows() -> list[str]:
    return [line for line in PAGE.read_text(encoding="utf8").splitlines() if re.match(r"\| (P\d+|Hints) \|", line)]


def test_every_promise_names_a_test_that_exists() -> None:
    """A promise without a proof is a wish."""
    for row in _rows():
        linked = LINK.findall(row)
        assert linked, row
        for name in linked:
            assert (HERE / name).is_file(), name


def test_every_test_of_a_promise_stands_on_the_page() -> None:
    """Who looks for what is proved finds all of it."""
    target = {path.name for path in HERE.glob("test_*.py")} - {Path(__file__).name}
    assert target == set(LINK.findall(PAGE.read_text(encoding="utf8")))


def test_a_linked_test_has_assertions() -> None:
    """No promise hangs on an empty test."""
    for row in _rows():
        for name in LINK.findall(row):
            text = (HERE / name).read_text(encoding="utf8")
            assert "def test_" in text or "TestCase" in text, name
            assert "assert" in text or "expect(" in text, name


def test_every_close_code_is_explained() -> None:
    """A code that the server sends stands on the page with what the browser does."""
    text = PAGE.read_text(encoding="utf8")
    for code in Close:
        assert f"| {int(code)} |" in text, code
