"""Owner, day and link of an action, out of its words."""

from datetime import date

import pytest

from core.domain.report.action_words import due_after, due_in, link_in, owner_in


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
        ("Owner: [Mara](https://people.example/mara)", "Mara"),
        ("Add an alert @mara ⏳ 2024-03-20 📅 2024-04-01", "@mara"),
        ("Add an alert @mara ➕ 2024-03-01 ✅ 2024-04-01", "@mara"),
        ("Ask @mara about 📅 2024-04-01", ""),
        ("Add a canary - Owner: Bo Lind - Due: Mar 20, 2026", "Bo Lind"),
        ("Add a canary. Owner: Bo Lind due: Friday", "Bo Lind"),
        ("Add a canary. Owner: Anne-Marie", "Anne-Marie"),
        ("增加监控 负责人：李雷 截止：2026-03-20", "李雷"),
        ("Alarm ergänzen, verantwortlich: Jana", "Jana"),
        ("Alerta nova. Responsável: Rui prazo: sexta", "Rui"),
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
        ("Add an alert ⏳ 2024-03-20 📅 2024-04-01", date(2024, 4, 1)),
        ("Add an alert – **Due:** April 1st, 2024", date(2024, 4, 1)),
        ("Add an alert ✅ 2024-04-01", None),
        ("Fixed since 2024-04-01", None),
        ("Add it by Monday", None),
        ("by 12 people", None),
    ],
)
def test_by_when(text: str, day: date | None) -> None:
    """A day with a year behind a word that promises it."""
    assert due_in(text)[0] == day


def test_a_link_that_a_page_broke_into_two_lines() -> None:
    """Text out of a PDF."""
    assert link_in("Fix it - https://tracker.example/team\n/issues/12") == "https://tracker.example/team/issues/12"
    assert link_in("see [#1](https://tracker.example/1) and https://x.example") == "https://tracker.example/1"
    assert link_in("no link") == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Add an alert – Owner: Mara – Due: Dec 24 – Priority: high", "Dec 24"),
        ("Add an alert (due Dec 24th, after the freeze)", "Dec 24th"),
        ("Add an alert by 24 Dec.", "24 Dec"),
        ("Add an alert. **Due**: Q1 2027", "Q1 2027"),
        ("Add an alert. ETA: Next sprint, perhaps", "Next sprint"),
        ("Add an alert. Due: TBD", ""),
        ("Add an alert by Monday", ""),
        ("Due: ", ""),
        ("by 12 people", ""),
    ],
)
def test_what_is_no_whole_day_is_kept_as_it_is_written(text: str, words: str) -> None:
    """A day without its year, and whatever stands behind "Due:"."""
    assert due_in(text) == (None, words)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Dec 24", date(2026, 12, 24)),
        ("24th December", date(2026, 12, 24)),
        ("Nov 30", date(2026, 11, 30)),
        ("4 Jan", date(2027, 1, 4)),
        ("Nov 29", date(2027, 11, 29)),
        ("12/24", None),
        ("Q1 2027", None),
        ("Dec", None),
        ("29 Feb", None),
        ("Dec 24 or later", None),
        ("", None),
    ],
)
def test_a_day_without_its_year_is_the_next_after_the_incident(words: str, day: date | None) -> None:
    """Numbers alone may be two days, and without the day of the incident nothing says which year it was."""
    assert due_after(date(2026, 11, 30), words) == day
    assert due_after(None, words) is None


@pytest.mark.parametrize(
    ("text", "owner", "due"),
    [
        ("Widen the pool @Gwen Ode @May 18, 2026", "Gwen Ode", date(2026, 5, 18)),
        ("Widen the pool @Gwen Ode", "Gwen Ode", None),
        ("Widen the pool @gwen @2026/05/18", "@gwen", date(2026, 5, 18)),
        ("Widen the pool @May 18, 2026.", "", date(2026, 5, 18)),
        ("Ask @Gwen Ode about the pool", "", None),
        ("Widen the pool @February 31, 2026", "", None),
    ],
)
def test_people_and_days_that_were_chosen_in_notion(text: str, owner: str, due: date | None) -> None:
    """An export has both behind an ``@``, at the end of a task."""
    assert (owner_in(text), due_in(text)[0]) == (owner, due)
