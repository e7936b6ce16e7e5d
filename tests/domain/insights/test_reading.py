"""What is kept of a postmortem for the figures."""

from hypothesis import given

from core.domain.insights.reading import reading_of
from core.domain.insights.terms import as_term
from core.domain.postmortem import ActionRow, AnswerRow, FactorRow, Postmortem, RootCause
from tests.support.postmortems import example, postmortems


def test_the_example_by_hand() -> None:
    """02:14 to 02:26 to 02:31 to 02:51: twelve minutes to detect, five to respond, thirty-seven in all."""
    found = reading_of(example())
    assert found.detect is not None
    assert found.resolve is not None
    assert found.resolve >= found.detect
    assert found.lenses
    assert found.terms


def test_only_causes_and_factors_give_words() -> None:
    """Not the title, the impact, the timeline or an action, where people write about people."""
    made = Postmortem(
        title="quota",
        root_cause=RootCause(technical=(AnswerRow(id="c", text="disk"),)),
        factors=(FactorRow(id="f", text="deploy"),),
        actions=(ActionRow(id="a", text="alert", owner="Deniz Arslan"),),
    )
    found = reading_of(made)
    assert {as_term(term).form for term in found.terms} == {"disk", "deploy"}
    assert found.lenses == ("technical",)
    assert set(found.names) == {"deniz", "arslan"}


def test_a_lens_with_a_blank_row_shows_nothing() -> None:
    """Somebody began and wrote nothing."""
    made = Postmortem(root_cause=RootCause(culture=(AnswerRow(id="c", text=" \n"),)))
    assert reading_of(made).lenses == ()


def test_labels_are_one_line_each() -> None:
    """Spaces are evened out, and two spellings that differ in nothing else are one."""
    assert reading_of(Postmortem(services=("a  b", "a b", " "), tags=("x\ny",))).services == ("a b",)
    assert reading_of(Postmortem(tags=("x\ny",))).tags == ("x y",)


@given(postmortems())
def test_any_postmortem_can_be_read(made: Postmortem) -> None:
    """Never raises, and nothing that it gives breaks a list of lines."""
    found = reading_of(made)
    for text in (*found.lenses, *found.services, *found.tags, *found.terms, *found.names):
        assert text
        assert "\n" not in text
