"""A link is a web address and nothing else, has a short label that does not lie, and means one issue in all forms."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.content.web_addresses import is_followed
from core.domain.tracker.link import LONGEST, LONGEST_ISSUE, LONGEST_LABEL, issue_of, link_of, refusal
from tests.support.timing import assert_within

CASES = json.loads((Path(__file__).parents[2] / "cases" / "action_links.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("typed", "label", "issue"), CASES["links"])
def test_an_address_is_a_link_with_a_label(typed: str, label: str, issue: str) -> None:
    """The label is short; the issue is the same for every form of its address."""
    found = link_of(typed)
    assert found is not None
    assert (found.address, found.label, found.issue) == (typed.strip(), label, issue)
    assert refusal(typed) == ""
    assert is_followed(found.address)


@pytest.mark.parametrize(("typed", "why"), CASES["refused"])
def test_anything_else_stays_text_and_says_why(typed: str, why: str) -> None:
    """No scheme but http and https, no password, nothing unseen; a sentence says what to do."""
    assert link_of(typed) is None
    assert issue_of(typed) == ""
    assert why in refusal(typed)


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_is_no_link_and_no_mistake(typed: str) -> None:
    """An empty cell is not marked."""
    assert link_of(typed) is None
    assert refusal(typed) == ""


def test_an_address_is_as_long_as_browsers_take() -> None:
    """Just inside and just outside the limit, and far beyond."""
    base = "https://acme.example/"
    assert link_of(base + "x" * (LONGEST - len(base))) is not None
    for over in (LONGEST + 1 - len(base), 10_000, 200_000):
        assert link_of(base + "x" * over) is None
        assert "2,000 characters" in refusal(base + "x" * over)


def test_a_long_address_is_looked_up_by_nothing() -> None:
    """An index takes no long text, and an issue has none."""
    found = link_of("https://acme.example/" + "字" * 1_000)
    assert found is not None
    assert len(found.label) <= LONGEST_LABEL
    assert issue_of(found.address) == ""
    assert len(issue_of("https://acme.example/" + "x" * 350)) <= LONGEST_ISSUE


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example" + "/a" * 990,
        "https://a.example" + "/issues" * 280,
        "https://a.example/" + "A-1/" * 490,
        "https://a.example" + "/browse/A-" * 190,
        "https://a.example/" + "%" * 1_900,
        "https://a.example/?" + "selectedIssue=A&" * 120,
        "https://" + "a." * 126 + "example/x/y/issues/" + "1" * 1_500,
        "https://a.example/" + "_workitems/edit/" * 120,
    ],
)
def test_no_address_takes_long_to_read(address: str) -> None:
    """Each pattern reads an address once: two thousand characters are two milliseconds, whatever they are."""
    assert_within(1.0, lambda: [(link_of(address), refusal(address)) for _ in range(20)])


@given(st.text(max_size=300))
def test_any_text_is_a_link_or_is_told_why_not(text: str) -> None:
    """There is no third answer, and no error."""
    found = link_of(text)
    assert (found is None) == (bool(refusal(text)) or not text.strip())


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=80))
def test_a_link_leads_nowhere_but_to_its_host(path: str) -> None:
    """Whatever stands behind the host, the address stays on it, and its label is short and without markup's signs."""
    found = link_of(f"https://acme.example/{path}")
    if found is not None:
        assert found.issue.startswith("acme.example")
        assert not set(found.label) & set('<>"`\\')
        assert len(found.label) <= LONGEST_LABEL
