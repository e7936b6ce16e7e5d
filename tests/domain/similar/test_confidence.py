"""How sure a match is: it grows with likeness, falls down the list, and moves with the team's answers."""

from dataclasses import replace

from core.domain.similar.confidence import MOST_SHIFT, confidence, strength_of, sureness
from core.domain.similar.weights import thresholds
from tests.domain.similar.archives import matches


def test_the_same_incident_again_is_likely() -> None:
    """And one that shares a word is not."""
    again = matches("Shop certificate expired", "Browsers refuse the shop because nobody renewed the certificate")
    assert strength_of(sureness(again)[0]) == "likely"
    other = matches("Travel expenses are paid twice", "Somebody moved a decimal point in the form")
    assert strength_of(sureness(other)[0]) != "likely"


def test_it_grows_with_likeness_and_stays_between_nothing_and_certain() -> None:
    """Whatever the likeness."""
    found = [confidence(likeness) for likeness in (0.0, 0.5, 1.0, 2.0, 50.0)]
    assert found == sorted(found)
    assert 0 < found[0] < found[-1] <= 1


def test_it_falls_down_the_list() -> None:
    """The second is never surer than the first."""
    sure = sureness(matches("The order queue is stuck", "Orders wait because the database is slow"))
    assert len(sure) > 1
    assert sure == sorted(sure, reverse=True)
    assert sureness([]) == []


def test_one_that_stands_lower_is_never_surer() -> None:
    """The order is by standing, and what is alike in all but stands below does not turn it around."""
    found = matches("The order queue is stuck", "Orders wait because the database is slow")[:2]
    turned = [
        replace(match, likeness=likeness) for match, likeness in zip([*found, found[1]], (0.6, 0.4, 0.9), strict=True)
    ]
    sure = sureness(turned)
    assert sure == sorted(sure, reverse=True)
    assert sure[0] == confidence(0.6)
    assert sureness([replace(found[0], likeness=0.0)]) == [0.0]


def test_answers_move_it_within_bounds() -> None:
    """A thousand times "not the same" does not silence it."""
    assert confidence(1.0, -0.5) < confidence(1.0) < confidence(1.0, 0.5)
    assert confidence(1.0, -9.0) == confidence(1.0, -MOST_SHIFT)
    assert confidence(1.0, 9.0) == confidence(1.0, MOST_SHIFT)


def test_what_is_hardly_alike_is_not_shown() -> None:
    """Below the lower bound there is no strength."""
    bounds = thresholds()
    assert 0 < bounds["related"] < bounds["likely"] < 1
    assert strength_of(bounds["related"] - 0.001) is None
    assert strength_of(bounds["related"]) == "related"
    assert strength_of(bounds["likely"]) == "likely"
