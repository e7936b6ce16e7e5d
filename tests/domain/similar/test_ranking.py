"""Ranking with a handful of incidents: what is rare and the kind of failure decide, not length or boilerplate."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.similar.candidate import rarity
from core.domain.similar.document import Document
from core.domain.similar.features import Features
from core.domain.similar.ranking import standings
from tests.domain.similar.archives import SHOP, matches, names
from tests.support.postmortems import SAMPLES


def test_the_incident_that_shares_rare_words_is_first() -> None:
    """In whatever form they are written."""
    assert names("Expired certificates", "The shop's certificate was not renewed")[0] == "certificate"
    assert names("Disks are filling up", "The replica of the order database has no space left")[0] == "disk"


def test_words_far_down_in_a_report_are_found() -> None:
    """The whole earlier report is looked at, not its title."""
    assert names("A poison message again")[0] == "queue"
    assert names("Somebody moved the cupboard")[0] == "printer"


def test_the_kind_of_failure_is_found_without_a_word_in_common() -> None:
    """A certificate is TLS, whatever a team calls it."""
    found = matches("Payments are refused for customers", "TLS handshake fails since the letsencrypt renewal")
    features = {match.candidate.postmortem_id: match.features for match in found}
    assert features["certificate"].shape_within > 0
    assert found[0].candidate.postmortem_id == "certificate"


def test_a_named_service_counts() -> None:
    """Of two that are equally alike, the one whose service was hit is first."""
    archive = {
        "mail": Document("Timeouts in the morning", "Requests were slow.", services=("mail-relay",)),
        "search": Document("Timeouts in the morning", "Requests were slow.", services=("search-api",)),
    }
    assert names("Timeouts", services=("mail-relay",), archive=archive)[0] == "mail"
    assert names("Timeouts", services=("search-api",), archive=archive)[0] == "search"


def test_what_every_report_says_is_no_reason() -> None:
    """The boilerplate of a team's template is learned from its reports: words in all of them tell nothing."""
    hint = "Describe the zeppelin of the incident in one zeppelin sentence."
    archive = {name: replace(item, rest=f"{item.rest} {hint}") for name, item in SHOP.items()}
    archive |= {
        f"other{n}": Document(f"Balloon {n} lost", f"The tethered balloon flew to {n}.", hint) for n in range(8)
    }
    assert names("A zeppelin sentence", archive=archive) == []
    assert names("A zeppelin sentence with poison", archive=archive) == ["queue"]


def test_a_few_reports_about_the_same_are_no_template() -> None:
    """A team that has had one kind of incident only still finds it."""
    archive = {f"same{n}": Document("Relay blocked", "The relay was blocked by a letter.") for n in range(5)}
    assert len(names("Relay blocked", archive=archive)) == 5


def test_a_long_report_does_not_win_by_its_length() -> None:
    """Everything stands in it somewhere."""
    log = " ".join(item.rest for item in SHOP.values()) * 4
    archive = dict(SHOP) | {"long": Document("Migration weekend", "We moved everything to the new data center.", log)}
    assert names("Labels missing", "The label printer has lost power", archive=archive)[0] == "printer"


def test_words_side_by_side_count_more_than_words_apart() -> None:
    """A phrase is more than its words."""
    archive = {
        "apart": Document("Alerts", "The letter was dead, said the postman.", "Nothing more."),
        "together": Document("Alerts", "A dead letter was found by the postman.", "Nothing more."),
    }
    assert names("Dead letter handling", archive=archive)[0] == "together"


def test_nothing_in_common_is_nothing() -> None:
    """An empty text, foreign words and words of the language find nothing."""
    assert names("") == names("xylophone") == names("it was the one that had been") == []


def test_shared_terms_come_with_what_says_most_first() -> None:
    """They are the reasons that are shown."""
    first = matches("A server and a poison")[0]
    assert first.shared[0] == "poison"
    assert matches("Poison message in the order queue")[0].shared[-1] == "messag"  # a word of every team


def test_more_of_the_same_is_more_alike() -> None:
    """Likeness grows with what is shared, and a title alone can reach less than a title and a sentence."""
    little = matches("Certificate expired")[0].likeness
    much = matches("Shop certificate expired", "Browsers refuse the shop because nobody renewed it")[0].likeness
    assert much > little


def test_rarity_falls_with_the_reports_that_have_it() -> None:
    """And is never negative."""
    worth = [rarity(found, 40) for found in (1, 2, 10, 39, 40, 60)]
    assert worth == sorted(worth, reverse=True)
    assert worth[-1] >= 0


@given(st.one_of(st.text(), st.sampled_from(SAMPLES)), st.one_of(st.text(), st.sampled_from(SAMPLES)))
def test_no_text_makes_it_fail(title: str, summary: str) -> None:
    """Neither typed now nor written then; features are never negative."""
    archive = dict(SHOP) | {"odd": Document(title, summary, title, (summary,), (title,))}
    for match in matches(title, summary, (title,), archive):
        assert match.likeness >= 0
        assert min(match.features) >= 0


def test_each_feature_counts_by_who_is_best_by_it() -> None:
    """A sentence in other words shares few letters and phrases with any report; the one it shares most with is told."""
    wordy = Features(anywhere=0.5, opening=0.1)
    alike = Features(anywhere=0.4, opening=0.15, letters=0.08, phrases=0.04)
    other = Features(anywhere=0.1)
    first, second, third = standings([wordy, alike, other])
    assert second > first > third
    assert standings([Features(*(value / 10 for value in item)) for item in (wordy, alike, other)]) == pytest.approx(
        [first, second, third]
    )


def test_standing_is_nothing_without_candidates_and_for_what_nobody_has() -> None:
    """No feature is divided by nothing."""
    assert standings([]) == []
    assert standings([Features(), Features()]) == [0.0, 0.0]
