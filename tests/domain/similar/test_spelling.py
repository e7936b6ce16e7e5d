"""Words that the archive writes otherwise are found, and others are left alone."""

import pytest

from core.domain.similar.query import query_of
from core.domain.similar.spelling import beginning, in_one, in_two, may_be_misspelt, nearest, respelled, without

KNOWN = ("kubernet", "prometheus", "certif", "queue", "nodepool", "logger")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("promethus", "prometheus"), ("prometehus", "prometheus"), ("kubernt", "kubernet"), ("nodepol", "nodepool")],
)
def test_a_slip_is_forgiven(typed: str, meant: str) -> None:
    """A letter too few, too many, or two that changed places."""
    assert nearest(typed, KNOWN) == meant


@pytest.mark.parametrize("typed", ["lodger", "quota", "proton", "xylophone"])
def test_another_word_is_another_word(typed: str) -> None:
    """Alike is not enough."""
    assert nearest(typed, KNOWN) is None


def test_only_words_are_respelled() -> None:
    """Short words, numbers and other scripts have too many neighbours."""
    assert may_be_misspelt("promethus")
    assert not any(may_be_misspelt(term) for term in ("dns", "node1", "50342", "証明書"))
    assert beginning("promethus") == "pro"


def test_words_are_read_as_one_and_as_two() -> None:
    """Both ways, since both are written."""
    assert in_one(query_of("Node pool stuck", "")) == {"nodepool": ("node", "pool"), "poolstuck": ("pool", "stuck")}
    assert ("node", "pool") in list(in_two("nodepool"))
    assert list(in_two("dns")) == []


def test_other_spellings_stand_beside_the_words_and_count_less() -> None:
    """What the query says itself stays as it is."""
    query = query_of("promethus restarts", "")
    more = respelled(query, {"promethus": ("prometheus",), "restart": ("restart",)})
    assert 0 < more.weights["prometheus"] < more.weights["promethus"]
    assert more.weights["restart"] == query.weights["restart"]


def test_names_are_taken_out_of_words_and_phrases() -> None:
    """Nothing else changes."""
    query = query_of("Ola restarted the printer", "")
    assert "ola" in query.weights
    found = without(query, ["ola"])
    assert "ola" not in found.weights
    assert all("ola" not in pair for pair in found.phrases)
    assert without(query, []) is query
