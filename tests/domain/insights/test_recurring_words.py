"""Words that come back: over incidents, never by person."""

from datetime import date

from core.domain.insights.periods import period_of
from core.domain.insights.recurring_words import recurring, recurring_words
from core.domain.insights.rows import Incident
from core.domain.insights.terms import name_parts, terms_of
from tests.domain.insights.rows import incident, several

YEAR = period_of("12m", date(2026, 11, 30))


def written(*texts: str, services: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> list[Incident]:
    return [incident(number, terms=terms_of([text], names), services=services) for number, text in enumerate(texts)]


def counts(rows: list[Incident], *names: str) -> dict[str, int]:
    return dict(recurring(rows, name_parts(names)))


def test_a_word_counts_once_in_an_incident_whatever_its_form() -> None:
    """Two incidents with one form and two with the other are four; saying it twice changes nothing."""
    rows = written("certificates expired", "the certificate and certificate", "a certificate", "certificates", "quota")
    assert counts(rows) == {"certificate": 4} or counts(rows) == {"certificates": 4}


def test_twice_is_not_coming_back() -> None:
    """Three incidents is where a word begins to come back."""
    assert counts(written("quota", "quota", "disk", "disk", "disk")) == {"disk": 3}


def test_a_phrase_stands_for_its_words() -> None:
    """When they hardly stand alone; otherwise both are listed."""
    assert counts(written(*["retry storm"] * 4)) == {"retry storm": 4}
    assert counts(written(*["retry storm"] * 3, *["a storm"] * 4)) == {"retry storm": 3, "storm": 7}


def test_no_name_of_a_person_comes_back() -> None:
    """Neither one that the team's postmortems know nor one that is only written with a capital."""
    texts = [
        "Deniz had access",
        "deniz restarted it",
        "deniz was away",
        "and Deniz knew",
        "Quorra saw",
        *["Quorra"] * 4,
    ]
    found = counts(written(*texts), "Deniz Arslan")
    assert not {"deniz", "quorra", "arslan"} & {word for term in found for word in term.split()}


def test_a_service_is_no_name_of_a_person() -> None:
    """It comes back although it is always written with a capital, and although somebody has the same name."""
    rows = written(*["Mercury was slow"] * 4, services=("Mercury",))
    assert counts(rows, "Freddie Mercury").keys() & {"mercury", "mercury slow"}


def test_the_finding_in_words() -> None:
    """The word, in how many of the incidents that have causes, and what it was before."""
    found = recurring_words(
        [*written(*["the disk"] * 4, "quota"), incident(9)], written(*["dns"] * 5), YEAR, frozenset()
    )
    assert found.sentence == "“disk” comes back most: in 4 of 5 incidents."
    assert found.rows == (("disk", "4", "80%"),)
    assert found.compared == "In the 12 months before it was “dns”: in 5 of 5."


def test_words_that_are_level_and_no_word_at_all() -> None:
    """Two in front are said to be two; nothing that comes back is said too."""
    level = recurring_words(written(*["disk, quota"] * 5), [], YEAR, frozenset())
    assert level.sentence == "“disk” and 1 other come back most: in 5 of 5 incidents."
    alone = recurring_words(written("disk", "quota", "dns", "tls", "cache"), [], YEAR, frozenset())
    assert alone.sentence == "No word comes back in 3 of 5 postmortems."
    assert alone.points == ()


def test_under_the_floor() -> None:
    """Four postmortems with causes, whatever their words."""
    found = recurring_words(written(*["disk"] * 4), several(9), YEAR, frozenset())
    assert found.missing == 1
    assert found.rows == ()
