"""Names that are probably one name, and those that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.label_doubles import Doubles, near_doubles
from core.domain.labels import as_label, clean_label
from core.errors import BadInput
from tests.support.timing import assert_within


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("orders-db", "Orders DB"),
        ("orders-db", "orders_db"),
        ("orders-db", "order-db"),
        ("kubernetes", "kubernets"),
        ("certificate", "certificates"),
        ("Zahlung", "zahlung"),
        ("café", "cafe"),
        ("支払い", "支払い "),
    ],
)
def test_probably_the_same(name: str, other: str) -> None:
    """Capitals, signs, accents, a letter: the one that is used more stays."""
    assert near_doubles({name: 3, other: 1}) == (Doubles(name, (other,)),)
    assert near_doubles({name: 1, other: 3}) == (Doubles(other, (name,)),)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("shard-1", "shard-2"),
        ("kafka-10", "kafka-1"),
        ("eu-west", "eu-east"),
        ("dns", "cdn"),
        ("api", "app"),
        ("login", "logging"),
        ("checkout", "search"),
        ("支払い", "荷物"),
        ("---", "***"),
    ],
)
def test_not_the_same(name: str, other: str) -> None:
    """Other numbers are other things, and short words differ by their letters."""
    assert near_doubles({name: 3, other: 3}) == ()


def test_several_spellings_are_one_group() -> None:
    """Each name is in one group at most, the most used group first."""
    found = near_doubles({"orders-db": 9, "Orders DB": 2, "orders db": 1, "mail": 30, "Mail": 1, "search": 5})
    assert found == (Doubles("mail", ("Mail",)), Doubles("orders-db", ("Orders DB", "orders db")))


def test_what_somebody_said_is_not_the_same_is_not_proposed_again() -> None:
    """The others of the group still are."""
    uses = {"orders-db": 9, "Orders DB": 2, "orders db": 1}
    apart = [frozenset({"orders-db", "Orders DB"})]
    assert near_doubles(uses, apart) == (Doubles("orders-db", ("orders db",)),)


@given(st.dictionaries(st.text(max_size=20), st.integers(1, 50), max_size=30))
def test_any_names_can_be_compared(uses: dict[str, int]) -> None:
    """Never raises; no name stands in two groups or beside itself."""
    seen = [name for doubles in near_doubles(uses) for name in (doubles.keep, *doubles.others)]
    assert len(seen) == len(set(seen))
    assert set(seen) <= set(uses)


def test_thousands_of_names_take_no_time() -> None:
    """Only the most used are compared."""
    names = {f"service-{chr(97 + at % 26)}{at}": at for at in range(5000)}
    assert_within(3, lambda: near_doubles(names))


@pytest.mark.parametrize("text", ["", "  ", "a,b", "a;b", "a\nb", "x" * 201])
def test_what_is_no_name(text: str) -> None:
    """A sentence says what to do."""
    with pytest.raises(BadInput):
        clean_label(text)


def test_a_name_is_one_line_with_single_spaces() -> None:
    """As it is shown and compared."""
    assert clean_label("  orders   db ") == as_label("orders\tdb") == "orders db"
