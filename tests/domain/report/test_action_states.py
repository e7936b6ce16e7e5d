"""Whether an action of a report is done or was given up."""

import pytest

from core.domain.report.action_states import done_by_status, done_by_words, dropped_by_status, dropped_by_words
from tests.domain.report.reading import read


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("Larger queue (DONE)", True),
        ("Larger queue - done.", True),
        ("✅ Larger queue", True),
        ("[DONE] Larger queue", True),
        ("~~Larger queue~~", True),
        ("Larger queue（完了）", None),
        ("Larger queue", None),
        ("Make sure that deploys are done at noon", None),
    ],
)
def test_done_in_words(text: str, done: bool | None) -> None:
    """Only where it stands apart."""
    assert done_by_words(text) is done


@pytest.mark.parametrize(
    ("status", "done"),
    [
        ("Done", True),
        ("**完了**", True),
        ("✅ merged", True),
        ("closed (#12)", True),
        ("In progress", False),
        ("TODO", False),
        ("Not started", False),
        ("not done", False),
        ("⬜", False),
        ("see Jira", None),
        ("", None),
    ],
)
def test_state_of_a_table(status: str, done: bool | None) -> None:
    """A word that is not known says nothing."""
    assert done_by_status(status) is done


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Larger queue (won't do)", "won't do"),
        ("Larger queue (Won’t fix).", "Won’t fix"),
        ("Larger queue - wontfix", "wontfix"),
        ("Larger queue — **Cancelled**", "Cancelled"),
        ("~~Larger queue~~ [no longer needed]", "no longer needed"),
        ("Larger queue. Status: rejected", "rejected"),
        ("Larger queue (obsolete)\nSee the ticket.", "obsolete"),
        ("Larger queue【中止】", "中止"),
        ("Größere Warteschlange (entfällt)", "entfällt"),
        ("Retry orders that were cancelled", ""),
        ("Alert on auto-cancelled orders", ""),
        ("Larger queue (cancelled orders only)", ""),
        ("Cancelled orders: send a mail", ""),
        ("Larger queue (duplicate)", ""),
        ("", ""),
    ],
)
def test_given_up_in_words(text: str, words: str) -> None:
    """Only where it stands apart, at the end of the first line or of all."""
    assert dropped_by_words(text) == words


@pytest.mark.parametrize(
    ("status", "given_up"),
    [
        ("Won't do", True),
        ("**Cancelled** (too dear)", True),
        ("❌ dropped", True),
        ("Canceled", True),
        ("取り下げ", True),
        ("Will not do", True),
        ("Done", False),
        ("Not started", False),
        ("Droppedx", False),
        ("", False),
    ],
)
def test_given_up_by_the_state_of_a_table(status: str, given_up: bool) -> None:
    """What stands first in the cell counts."""
    assert dropped_by_status(status) is given_up


def test_what_nobody_will_do_is_neither_done_nor_open() -> None:
    """Whether a cell, a tick or the words say it; the reason is what the report says."""
    text = """# Queue full

## Action items

| Action | Owner | Status |
|---|---|---|
| Larger queue | Mara | Dropped: too dear |
| Slower retries | Mara | Done |

- [x] Second queue (won't do)
- [ ] Alert on age
"""
    report = read(text)
    assert report.dropped == (("a_1", "Dropped: too dear"), ("a_3", "won't do"))
    assert [identity for identity, _ in report.done] == ["a_2"]
    assert [action.done for action in report.actions] == [False, True, False, False]
