"""Causes by lens and services most hit."""

from datetime import date

from core.domain.insights.by_name import causes_by_lens, services_hit
from core.domain.insights.periods import period_of
from tests.domain.insights.rows import incident, several

YEAR = period_of("12m", date(2026, 11, 30))


def test_lenses_are_counted_over_postmortems_with_a_cause() -> None:
    """Three through monitoring, two through process, one through both, of five; a sixth has none."""
    rows = [
        incident(1, lenses=("monitoring",)),
        incident(2, lenses=("monitoring", "process")),
        incident(3, lenses=("monitoring",)),
        incident(4, lenses=("process",)),
        incident(5, lenses=("culture",)),
        incident(6),
    ]
    found = causes_by_lens(rows, several(5, lenses=("technical",)), YEAR)
    assert found.sentence == "“Why was it not caught earlier?” comes up most."
    assert [(row[0], row[2], row[3]) for row in found.rows] == [
        ("Monitoring", "3", "60%"),
        ("Process", "2", "40%"),
        ("Culture", "1", "20%"),
        ("Technical", "0", "0%"),
        ("Architecture", "0", "0%"),
    ]
    assert found.basis == "Postmortems, of 5 with a cause, that used the lens"
    assert found.compared == "In the 12 months before it was Technical: 5 of 5."


def test_two_lenses_in_front() -> None:
    """Neither is said to be the one."""
    found = causes_by_lens(several(5, lenses=("technical", "culture")), [], YEAR)
    assert found.sentence == "Most causes are found through technical and culture."


def test_services_by_the_number_of_incidents() -> None:
    """Incidents without a service are not among those that it is a share of."""
    rows = [*several(3, services=("orders-db",)), *several(2, services=("mail", "orders-db")), incident(9)]
    found = services_hit(rows, [], YEAR)
    assert found.sentence == "orders-db is hit most: 5 of 5 incidents."
    assert found.rows == (("orders-db", "5", "100%"), ("mail", "2", "40%"))


def test_services_that_are_level() -> None:
    """Two are named, more are counted, and when none came twice that is what is said."""
    assert services_hit(several(5, services=("b", "a")), [], YEAR).sentence == "a and b are hit most: 5 times each."
    three = services_hit(several(5, services=("b", "a", "c")), [], YEAR)
    assert three.sentence == "3 services are hit most: 5 times each."
    once = services_hit([incident(number, services=(f"s{number}",)) for number in range(5)], [], YEAR)
    assert once.sentence == "No service is hit twice."
    assert not any(point.strong for point in once.points)


def test_a_long_list_of_services_is_cut_in_the_chart_only() -> None:
    """The eight most frequent are drawn, the rest stands in the table."""
    rows = [incident(number, services=(f"s{number}", "all")) for number in range(30)]
    found = services_hit(rows, [], YEAR)
    assert len(found.points) == 8
    assert len(found.rows) == 31
    assert found.basis.endswith("; 23 more in the table")


def test_under_the_floor_nothing_is_said_of_services() -> None:
    """Four incidents that name one, whatever their number without."""
    found = services_hit([*several(4, services=("a",)), *several(50)], [], YEAR)
    assert found.basis == "4 postmortems with a service so far, 5 are needed: 1 to go."
    assert found.rows == ()
