"""Owner, day, state and link of an action, out of its words."""

from datetime import date

import pytest

from core.domain.report.action_words import done_by_status, done_by_words, due_in, link_in, owner_in


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Add an alert. Owner: Mara", "Mara"),
        ("Add an alert (owner: @mara-k)", "@mara-k"),
        ("Add an alert **Owner**: Storage team, soon", "Storage team"),
        ("Add an alert (@mara)", "@mara"),
        ("Add an alert - @mara, @deniz", "@mara, @deniz"),
        ("@mara: add an alert", "@mara"),
        ("Ask @mara how @deniz did it", ""),
        ("Write to ops@example.com", ""),
        ("Add an alert", ""),
        ("Owner: TBD", ""),
        ("担当: 検索チーム", "検索チーム"),
    ],
)
def test_who_owns_it(text: str, owner: str) -> None:
    """Handles in running text own nothing."""
    assert owner_in(text) == owner


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Add an alert by 2024-04-01", date(2024, 4, 1)),
        ("Add an alert, due: 1 April 2024", date(2024, 4, 1)),
        ("Deadline 2024-04-01", date(2024, 4, 1)),
        ("Fixed since 2024-04-01", None),
        ("Add it by Monday", None),
        ("by 12 people", None),
    ],
)
def test_by_when(text: str, day: date | None) -> None:
    """A day with a year behind a word that promises it."""
    assert due_in(text)[0] == day


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


def test_a_link_that_a_page_broke_into_two_lines() -> None:
    """Text out of a PDF."""
    assert link_in("Fix it - https://tracker.example/team\n/issues/12") == "https://tracker.example/team/issues/12"
    assert link_in("see [#1](https://tracker.example/1) and https://x.example") == "https://tracker.example/1"
    assert link_in("no link") == ""
