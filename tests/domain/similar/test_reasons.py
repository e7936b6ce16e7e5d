"""The reasons that are shown: words of the earlier report as they stand there."""

from core.domain.similar.reasons import as_written


def test_words_are_shown_as_the_report_writes_them() -> None:
    """In the order of what says most, each once."""
    body = "The Certificates of api-gateway expired; certificates are renewed by hand."
    assert as_written(["expir", "certif"], "Shop down", body, 6) == ("expired", "Certificates")


def test_a_compound_is_shown_once() -> None:
    """Although its parts are shared, too."""
    assert as_written(["apigateway", "api", "gateway"], "", "The api-gateway stood still.", 6) == ("api-gateway",)


def test_a_word_by_itself_is_shown_rather_than_a_compound_with_it() -> None:
    """The compound stands in where there is nothing plainer."""
    text = "image-pull-pending again: the reboot is pending"
    assert as_written(["pend"], "", text, 6) == ("pending",)
    assert as_written(["imag"], "", text, 6) == ("image-pull-pending",)


def test_pairs_of_signs_are_shown_as_the_word_they_are_in() -> None:
    """As far as it is shared, never as halves."""
    assert as_written(["証明", "明書"], "証明書期限切れ", "", 6) == ("証明書",)


def test_no_more_than_asked_for_and_nothing_that_is_not_there() -> None:
    """A term of another spelling may be missing."""
    assert as_written(["one", "two", "three"], "one two three", "", 2) == ("one", "two")
    assert as_written(["zebra"], "one", "two", 6) == ()
