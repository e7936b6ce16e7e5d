"""Which severity a tool's own word proposes."""

import pytest

from core.domain.alerts.registry import read_alert
from core.domain.alerts.severity import DEFAULT_SEVERITIES, MOST_WORDS, checked_mapping, severity_of, worst_severity
from core.errors import BadInput
from tests.domain.alerts.bodies import NOW


@pytest.mark.parametrize(
    ("value", "severity"),
    [
        ("critical", "P1"),
        ("CRITICAL", "P1"),
        ("page", "P1"),
        ("P1", "P1"),
        ("SEV-1", "P1"),
        ("Sev 2", "P2"),
        ("Disaster", "P1"),
        ("High", "P2"),
        ("error", "P2"),
        ("Warning", "P3"),
        ("minor", "P3"),
        ("Average", "P3"),
        ("info", "P4"),
        ("none", "P4"),
        ("Not classified", None),
        ("SEV1 - Critical", "P1"),
        ("P2 (major)", "P2"),
        ("Sev 1: critical", "P1"),
        ("SEV2 - Critical", None),
        ("non-critical", None),
        ("not critical at all", None),
        ("Level 1", None),
        ("major or minor", None),
        ("purple", None),
        ("", None),
        ("critical" * 1_000, None),
    ],
)
def test_a_word_of_a_tool(value: str, severity: str | None) -> None:
    """In any letter case and with any mark between; an unknown one proposes nothing."""
    assert severity_of(value) == severity


def test_the_worst_counts() -> None:
    """Unknown ones do not hide a known one."""
    assert worst_severity(["warning", "purple", "page", ""]) == "P1"
    assert worst_severity([]) is None


def test_a_team_has_words_of_its_own() -> None:
    """They are stored in small letters, and stand in place of the usual ones."""
    own = checked_mapping({"Purple": "P1", "sev-3": "P2"})
    assert own == {"purple": "P1", "sev3": "P2"}
    assert (severity_of("PURPLE", own), severity_of("Sev 3", own), severity_of("critical", own)) == ("P1", "P2", None)
    body = b'{"title": "Mail is late", "status": "firing", "severity": "purple"}'
    assert read_alert("debrief", body, {}, NOW, own).severity == "P1"


@pytest.mark.parametrize(
    "mapping", [{"": "P1"}, {"!!": "P1"}, {"x" * 61: "P1"}, {"a": "P9"}, {str(n): "P1" for n in range(MOST_WORDS + 1)}]
)
def test_a_mapping_that_is_none_is_refused(mapping: dict[str, str]) -> None:
    """With a sentence."""
    with pytest.raises(BadInput):
        checked_mapping(mapping)


def test_the_usual_mapping_is_one_that_can_be_stored() -> None:
    """A team that changes one word begins with it."""
    assert checked_mapping(DEFAULT_SEVERITIES) == DEFAULT_SEVERITIES
