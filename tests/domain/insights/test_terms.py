"""Words and phrases out of what people write about causes: what counts as one, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.insights.terms import as_term, name_parts, terms_of
from tests.support.timing import assert_growth


def forms(*texts: str, names: tuple[str, ...] = ()) -> set[str]:
    return {as_term(term).form for term in terms_of(texts, names)}


def sure(*texts: str, names: tuple[str, ...] = ()) -> set[str]:
    return {term.form for term in map(as_term, terms_of(texts, names)) if not term.maybe_name}


def test_words_and_the_phrases_they_make() -> None:
    """Neighbours make a phrase; a comma, a bracket or an empty word between them does not."""
    assert forms("the disk volume of the replica") == {"disk", "volume", "disk volume", "replica"}
    assert "disk volume" not in forms("the disk, volume and replica")
    assert "volume disk" not in forms("the volume (disk)")


def test_inflected_forms_share_a_key() -> None:
    """So that certificate and certificates are one word that comes back."""
    (one,) = terms_of(["certificate"])
    (several,) = terms_of(["certificates"])
    assert as_term(one).key == as_term(several).key
    assert len(terms_of(["certificate certificates"])) == 2  # the word, and the phrase of both


@pytest.mark.parametrize(
    "text", ["see https://example.org/disk/volume", "@deniz", "deniz@example.org", "`disk`", "a/b/disk", "disk=full"]
)
def test_addresses_handles_and_code_are_no_words(text: str) -> None:
    """What would name a person or a place is not taken apart."""
    assert not forms(text) & {"disk", "volume", "deniz", "example"}


def test_empty_words_are_left_out_in_several_languages() -> None:
    """Nobody learns from a chart of “the” and “nicht”."""
    assert forms("it was not the case that we did", "aber nicht mit dem", "mais pas dans les") <= {"dans"}


def test_names_that_are_known_are_no_words_and_end_a_phrase() -> None:
    """Not in any case, not as a genitive, not within a phrase."""
    found = forms("deniz restarted Arslan's volume", "DENIZ again", names=("Deniz Arslan",))
    assert found == {"restarted", "volume"}


def test_a_word_with_a_capital_may_be_a_name() -> None:
    """Also the first one of a sentence; a code in capitals is none, and neither is what is written small elsewhere."""
    assert sure("Deniz had access. The DNS answered.") == {"access", "DNS".casefold(), "answered", "dns answered"}
    assert "certificate" in sure("Certificate expired. The certificate was old.")
    assert "certificate" not in sure("Certificate expired.")


def test_codes_of_systems_stay_whole() -> None:
    """orders-db, max_connections and http2 are words."""
    assert {"orders-db", "max_connections", "http2"} <= forms("orders-db had max_connections over http2")


def test_writing_without_spaces_gives_no_words() -> None:
    """A sentence of it is one run of letters, which would be shown as a word."""
    assert forms("データベースのディスクが一杯", "数据库磁盘已满") == set()


def test_parts_of_names() -> None:
    """Each part counts; initials do not."""
    assert name_parts(["Jean-Luc O'Brien", "J. P. Voss"]) == {"jean-luc", "o'brien", "voss"}


@given(st.lists(st.text(max_size=200), max_size=5), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_gives_terms_that_can_be_read_again(texts: list[str], names: list[str]) -> None:
    """Never raises; each term stands once, in small letters, on one line, without a part of a name."""
    found = [as_term(term) for term in terms_of(texts, names)]
    assert len({term.key for term in found}) == len(found)
    for term in found:
        assert term.form == term.form.casefold()
        assert "\n" not in term.key + term.form
        assert not set(term.form.split()) & name_parts(names)


def test_a_very_long_text_takes_no_time() -> None:
    """Ten megabytes pasted into a factor are read as far as a reader would."""
    text = " ".join(f"word{number}" for number in range(1_000_000))
    assert len(terms_of([text, "x" * 1_000_000])) <= 200
    assert terms_of([f"Throttling {text}"]) == terms_of([f"Throttling {text[:100_000]}"])
    assert_growth(3, terms_of, lambda size: [text[:size], "x" * size], len(text) // 4)
