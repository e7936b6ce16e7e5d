"""What narrows the archive down, in the address and back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.postmortem import Lens, Severity
from core.domain.search.filters import LONGEST_VALUE, ArchiveFilter, address_of, filter_from

NAMES = ("severity", "since", "until", "service", "tag", "owner", "lens", "open_actions", "came_back")

ALL = ArchiveFilter(
    severity=Severity.P2,
    since=date(2026, 1, 31),
    until=date(2026, 11, 30),
    service="checkout api",
    tag="dns",
    owner="Ada",
    lens=Lens.MONITORING,
    open_actions=True,
    came_back=True,
)


def test_nothing_narrows_nothing() -> None:
    """An empty address is the whole archive."""
    assert not filter_from({})
    assert filter_from({}).active == ()
    assert address_of(ArchiveFilter()) == {}


def test_every_part_goes_into_the_address_and_back() -> None:
    """A link that is sent to a colleague shows the same list."""
    address = address_of(ALL)
    assert address["since"] == "2026-01-31"
    assert address["open_actions"] == "1"
    assert tuple(address) == NAMES == ALL.active
    assert filter_from(address) == ALL


@pytest.mark.parametrize("name", NAMES)
def test_each_part_alone(name: str) -> None:
    """It stands alone in the address and narrows alone."""
    one = ArchiveFilter(**{name: getattr(ALL, name)})
    assert one
    assert one.active == (name,)
    assert filter_from(address_of(one)) == one


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("severity", "P9"),
        ("since", "yesterday"),
        ("since", "2026-02-30"),
        ("until", "20261130"),
        ("until", "2026-W01-1"),
        ("lens", "people"),
        ("open_actions", "yes"),
        ("came_back", "true"),
        ("service", "   "),
    ],
)
def test_what_cannot_be_read_narrows_nothing(name: str, value: str) -> None:
    """An address that somebody edited by hand shows too much rather than an error."""
    assert not filter_from({name: value})


def test_spellings_that_people_type_are_understood() -> None:
    """Case and spaces around do not matter; a name that is endless is cut."""
    assert filter_from({"severity": " p1 "}).severity is Severity.P1
    assert filter_from({"lens": "Technical"}).lens is Lens.TECHNICAL
    assert filter_from({"service": "  checkout   api "}).service == "checkout api"
    assert len(filter_from({"tag": "x" * 5_000}).tag) == LONGEST_VALUE


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30)))
def test_no_address_is_an_error(address: dict[str, str]) -> None:
    """And what was read leads to itself."""
    chosen = filter_from(address)
    assert filter_from(address_of(chosen)) == chosen
