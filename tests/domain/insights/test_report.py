"""The whole report: filters, periods, and what holds for any rows at all."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.insights.finding import FLOOR
from core.domain.insights.query import InsightQuery
from core.domain.insights.report import Report, report
from core.domain.insights.rows import AgreedAction, Facts, Incident, Recurrence, SectionMinutes
from core.domain.postmortem import Lens, SectionId
from tests.domain.insights.rows import incident, several

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)

days = st.dates(date(1990, 1, 1), date(2150, 1, 1)) | st.dates(date(2025, 1, 1), date(2026, 11, 30))
names = st.sampled_from(["a", "b", "=1+1", "<b>", "x" * 200, "支払い"])
seconds = st.none() | st.integers(0, 10**9)
minutes = st.builds(
    SectionMinutes, st.sampled_from([*map(str, SectionId), "other"]), st.floats(0, 1e6), st.floats(0, 1e6)
)
incidents = st.builds(
    Incident,
    id=st.sampled_from([f"pm{number}" for number in range(30)]),
    day=days,
    severity=st.sampled_from(["P1", "P2", "P3", "", "P9"]),
    services=st.lists(names, max_size=3, unique=True).map(tuple),
    tags=st.lists(names, max_size=3, unique=True).map(tuple),
    detect=seconds,
    respond=seconds,
    resolve=seconds,
    lenses=st.lists(st.sampled_from([lens.value for lens in Lens]), unique=True).map(tuple),
    terms=st.lists(st.sampled_from(["disk=disk", "^deniz=deniz", "disk full=disk full", "full=full"]), unique=True).map(
        tuple
    ),
    minutes=st.lists(minutes, max_size=4).map(tuple),
)
actions = st.builds(
    AgreedAction,
    st.sampled_from([f"pm{number}" for number in range(30)]),
    st.sampled_from(["open", "moved", "done", "dropped"]),
    st.none() | days,
    days,
    st.none() | days,
    st.sampled_from(["UTC", "Asia/Tokyo", "no such zone"]),
)
queries = st.builds(
    InsightQuery,
    period=st.sampled_from(["12m", "all", "2026-Q3", "2026", "2026-11", "2026-01-01..2026-01-02", "?"]),
    severities=st.lists(st.sampled_from(["P1", "P2"]), unique=True).map(tuple),
    services=st.lists(names, max_size=2, unique=True).map(tuple),
    tags=st.lists(names, max_size=2, unique=True).map(tuple),
)


@given(
    st.lists(incidents, max_size=30, unique_by=lambda row: row.id),
    st.lists(actions, max_size=40),
    queries,
)
def test_any_rows_make_a_report(rows: list[Incident], agreed: list[AgreedAction], query: InsightQuery) -> None:
    """Never raises. Each finding has a sentence; what is under the floor shows no figure; shares sum up."""
    links = tuple(Recurrence(row.id, "pm1") for row in rows[::2])
    facts = Facts(tuple(rows), tuple(agreed), links, frozenset({"deniz"}))
    found = report(facts, query, NOW)
    assert len({finding.key for finding in found.findings}) == len(found.findings) == 11
    for finding in found.findings:
        assert finding.sentence.endswith(".")
        assert (finding.missing > 0) is (finding.counted < FLOOR)
        assert all(len(row) == len(finding.header) for row in finding.rows)
        if finding.missing:
            assert not finding.points
            assert not finding.rows
            assert finding.missing == FLOOR - finding.counted
        if finding.shape == "shares" and not finding.missing:
            assert sum(point.value for point in finding.points) == finding.counted
            assert abs(sum(float(row[-1].rstrip("%")) for row in finding.rows) - 100) <= 3
        assert "deniz" not in repr(finding).casefold()
    if query.period == "all" and not found.findings[0].missing and len({row.day.year for row in rows}) < 20:
        assert sum(point.value for point in found.findings[0].points) == found.counted


def counted(query: InsightQuery, *rows: Incident) -> int:
    return report(Facts(rows), query, NOW).counted


def test_filters_are_joined() -> None:
    """One of the severities, one of the services and one of the tags."""
    rows = (
        incident(1, severity="P1", services=("a",), tags=("x",)),
        incident(2, severity="P2", services=("a", "b"), tags=("y",)),
        incident(3, severity="P1", services=("b",), tags=()),
        incident(4, severity=""),
    )
    assert counted(InsightQuery(), *rows) == 4
    assert counted(InsightQuery(severities=("P1",)), *rows) == 2
    assert counted(InsightQuery(severities=("P1", "P2")), *rows) == 3
    assert counted(InsightQuery(services=("b",)), *rows) == 2
    assert counted(InsightQuery(services=("a",), tags=("x", "y"), severities=("P2",)), *rows) == 1
    assert counted(InsightQuery(tags=("z",)), *rows) == 0


def test_actions_are_those_of_the_incidents_that_are_meant() -> None:
    """An action of another severity is in no figure."""
    rows = (*several(5, severity="P1"), incident(9, severity="P2"))
    agreed = [AgreedAction("pm1", "done", None, date(2026, 11, 12), date(2026, 11, 20), "UTC")] * 5
    agreed += [AgreedAction("pm9", "open", None, date(2026, 11, 12), None, "UTC")] * 5

    def of(query: InsightQuery) -> Report:
        return report(Facts(rows, tuple(agreed)), query, NOW)

    by_key = {finding.key: finding for finding in of(InsightQuery(severities=("P1",))).findings}
    assert by_key["actions"].counted == 5
    assert by_key["ages"].basis == "No open action item so far, 5 are needed: 5 to go."
    assert {finding.key: finding.counted for finding in of(InsightQuery()).findings}["actions"] == 10


def test_the_period_before_is_narrowed_as_well() -> None:
    """A comparison of P1 with everything would be none."""
    rows = (*several(6, severity="P1"), *(incident(20 + at, "2025-06-01", severity="P2") for at in range(9)))
    found = report(Facts(rows), InsightQuery(severities=("P1",)), NOW)
    assert found.findings[0].compared == "Too few to compare: the 12 months before had 0 incidents, 5 short of 5."


def test_the_filters_in_words_and_the_day() -> None:
    """For the head of a file."""
    found = report(Facts(), InsightQuery("2026-Q3", ("P1",), ("a",), ("x", "y")), NOW)
    assert found.filters == ("Q3 2026", "severity P1", "service a", "tag x, y")
    assert found.day == NOW.date()
    assert found.total == 0


def test_a_day_at_the_edge_of_the_period_is_in_it() -> None:
    """Both ends belong to it, the day before does not."""
    first = date(2025, 12, 1)
    rows = [Incident("a", first), Incident("b", NOW.date()), Incident("c", first - timedelta(days=1))]
    assert counted(InsightQuery(), *rows) == 2
