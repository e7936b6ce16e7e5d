"""What the answers of a team teach, and that a few of them change little."""

from core.domain.similar.learning import shift_by, trust_in, with_ties
from tests.domain.similar.archives import matches

HAVING = {"a": {"queue", "shop"}, "b": {"queue"}, "c": {"shop"}, "d": {"queue", "shop"}}


def test_terms_of_tied_incidents_gain_and_of_others_lose() -> None:
    """Only terms that both have, and only those that were asked for."""
    trust = trust_in({"queue", "shop"}, HAVING, [("a", "b")], [("a", "c")])
    assert trust["queue"] > 1 > trust["shop"]
    assert trust_in({"printer"}, HAVING, [("a", "b")], []) == {}
    assert trust_in({"queue"}, HAVING, [("a", "gone")], []) == {}


def test_trust_stays_within_bounds() -> None:
    """However often a team answers."""
    often = [("a", "d"), ("d", "a"), *(("a", "b"),) * 50]
    assert trust_in({"queue"}, HAVING, often, [])["queue"] == 1.5
    assert trust_in({"queue"}, HAVING, [], often)["queue"] == 0.5


def test_a_match_brings_along_what_it_is_a_recurrence_of() -> None:
    """What came back twice is shown with its first time, below the one that is alike."""
    found = matches("The order queue is stuck", "A poison message in the database of the printer, after a deployment")
    order = [match.candidate.postmortem_id for match in found]
    last = order[-1]
    tied = [match.candidate.postmortem_id for match in with_ties(found, [(order[0], last)])]
    assert tied[0] == order[0]
    assert tied.index(last) < order.index(last)
    assert with_ties(found, []) == found
    assert with_ties(found, [("nothing", "there")]) == found


def test_answers_shift_the_odds() -> None:
    """As many of the one as of the other shift nothing."""
    assert shift_by(0, 0) == shift_by(7, 7) == 0
    assert shift_by(6, 0) > 0 > shift_by(0, 6)
