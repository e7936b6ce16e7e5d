"""Incidents that came back, and what was open at that time."""

from datetime import date

from core.domain.insights.periods import period_of
from core.domain.insights.recurrences import recurrences
from core.domain.insights.rows import AgreedAction, Facts, Recurrence
from tests.domain.insights.rows import incident, several

YEAR = period_of("12m", date(2026, 11, 30))
DAY = date(2026, 11, 10)


def action(of: str, closed: str | None, since: str = "2026-01-01") -> AgreedAction:
    day = None if closed is None else date.fromisoformat(closed)
    return AgreedAction(of, "done" if day else "open", None, date.fromisoformat(since), day, "UTC")


def test_what_was_open_on_the_day_it_came_back() -> None:
    """Closed a day before is closed; closed a day later, or never, was open; agreed on later does not count."""
    rows = [*several(6, "2026-11-10"), incident(50, "2024-01-01")]
    links = [Recurrence(f"pm{number}", f"old{number}") for number in range(6)]
    actions = (
        action("old0", None),
        action("old1", "2026-11-09"),
        action("old2", "2026-11-11"),
        action("old3", "2026-11-10"),
        action("old4", None, since="2026-11-11"),
    )
    found = recurrences(rows, [], YEAR, links, Facts(actions=actions).actions_of)
    assert found.sentence == "6 incidents came back; in 2 of them an action of the earlier one was open."
    assert {row[0]: row[2] for row in found.rows} == {
        "an action was open": "2",
        "all were closed": "2",
        "none was agreed": "2",
    }
    assert found.warm


def test_an_incident_with_two_earlier_ones_came_back_once() -> None:
    """One open action of either is enough."""
    links = [Recurrence(f"pm{number}", old) for number in range(5) for old in ("a", "b")]
    actions = Facts(actions=(action("a", "2026-02-01"), action("b", None))).actions_of
    found = recurrences(several(5), [], YEAR, links, actions)
    assert found.counted == 5
    assert found.rows[0][2] == "5"


def test_links_of_other_periods_do_not_count() -> None:
    """Only incidents that are meant; those before have their own floor."""
    links = [Recurrence(f"pm{number}", "a") for number in range(9)]
    few = recurrences(several(4), several(9), YEAR, links, {})
    assert few.basis == "4 linked recurrences so far, 5 are needed: 1 to go."
    found = recurrences(several(5), several(2), YEAR, links, {})
    assert found.compared == "Too few to compare: the 12 months before had 2 recurrences, 3 short of 5."
