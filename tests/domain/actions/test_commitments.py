"""Which actions are commitments, and when a no is an answer."""

from datetime import date

import pytest
from hypothesis import given

from core.domain.actions.commitments import Commitments, commitments, commitments_text, still_needs, too_many, with_text
from core.domain.actions.declined import declined
from core.domain.actions.gaps import action_gaps
from core.domain.content.completeness import missing
from core.domain.guide.rewritten_example import badly_written
from core.domain.postmortem import ActionRow, Postmortem, SectionId
from tests.support.postmortems import example, postmortems

WHOLE = ActionRow(
    id="a",
    text="Page on-call when the order queue holds more than 500 orders.",
    owner="Mara",
    due=date(2026, 12, 1),
    done_when="A test queue of 501 orders rings the phone.",
)


def but(**changes: object) -> ActionRow:
    return WHOLE.model_copy(update=changes)


def test_a_commitment_has_an_end_an_owner_a_date_and_a_test() -> None:
    """With all four it is one, and asks for nothing."""
    assert still_needs(WHOLE) == ()
    assert commitments(Postmortem(actions=(WHOLE,))) == Commitments(real=1, total=1)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (but(owner=" "), "an owner"),
        (but(due=None), "a date"),
        (but(done_when=""), "how we know it is done"),
        (but(text="", done_when="x"), "what changes"),
        (but(text="Improve monitoring.", done_when=""), "an end one can check"),
        (but(text="Be more careful with the queue.", done_when=""), "an end one can check"),
        (but(text="Improve monitoring.", done_when="Make it more robust."), "an end one can check"),
    ],
)
def test_what_is_missing_is_named(row: ActionRow, text: str) -> None:
    """In a word or two, to be said kindly."""
    assert text in still_needs(row)
    assert commitments(Postmortem(actions=(row,))).real == 0


def test_a_test_that_tells_is_an_end() -> None:
    """A general verb is fine when the row says how one will know."""
    assert still_needs(but(text="Improve monitoring.")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Won't do, because the old shop is switched off in March.",
        "Move exports to a volume of their own: won’t do because the quota solves it.",
        "wont fix: replaced by OPS-12 next week",
        "We will not do this, since the vendor closes the service.",
        "Decided against a second region – it costs more than four such nights.",
    ],
)
def test_a_no_with_a_reason_is_an_answer(text: str) -> None:
    """It asks for no owner and no date, and it is in neither number."""
    row = ActionRow(id="a", text=text)
    assert declined(row)
    assert still_needs(row) == action_gaps(row) == ()
    assert commitments(Postmortem(actions=(row, WHOLE))) == Commitments(1, 1)
    assert not [gap for gap in missing(Postmortem(actions=(row,))) if gap.section is SectionId.ACTIONS]


@pytest.mark.parametrize(
    "text",
    [
        "Won't do.",
        "Won't do, because",
        "Won't do, because no",
        "Add a check so that a deploy won't start because of a missing key.",
        "Page on-call when orders will not be done within an hour.",
        "",
    ],
)
def test_a_no_without_a_reason_is_none(text: str) -> None:
    """And a “won't” about a system is no decision."""
    assert not declined(ActionRow(id="a", text=text))


def test_a_no_may_stand_where_the_test_would() -> None:
    """The action keeps its words, and the answer stands beside them."""
    assert declined(but(done_when="Won't do, because the quota makes it unnecessary."))


def test_the_sentence_counts() -> None:
    """As the summary says it."""
    assert commitments_text(Commitments(0, 0)) == ""
    assert commitments_text(Commitments(3, 5)) == "3 of 5 are real commitments"
    assert commitments_text(Commitments(1, 5)) == "1 of 5 is a real commitment"
    assert commitments_text(Commitments(0, 4)) == "None of the 4 actions is a real commitment yet"
    assert commitments_text(Commitments(1, 1)) == "The one action is a real commitment"
    assert commitments_text(Commitments(0, 1)) == "The one action is not a real commitment yet"


def test_more_than_a_handful_is_noticed() -> None:
    """Then the meeting is asked which three matter; what was decided against does not count."""
    no = ActionRow(id="n", text="Won't do, because it is gone.")
    assert too_many([WHOLE] * 5 + [no] * 3) == 0
    assert too_many([WHOLE] * 6 + [no]) == 6


def test_the_examples_count_as_they_should() -> None:
    """The finished example is all commitments; the badly written one has none."""
    assert commitments(example()) == Commitments(5, 5)
    assert commitments(badly_written()).real == 0


@given(postmortems())
def test_it_counts_whatever_was_typed(pm: Postmortem) -> None:
    """Never more than there are, and a row nobody began does not count."""
    real, total = commitments(pm)
    assert 0 <= real <= total <= len(with_text(pm)) <= len(pm.actions)
