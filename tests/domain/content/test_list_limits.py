"""How much of a long list a page draws, and what it says of the rest."""

import pytest
from hypothesis import given

from core.domain.content.list_limits import SHOWN, first_part, first_rows, more_sentence, omitted_count
from core.domain.postmortem import AnswerRow, ChecklistRow, FollowUp, NoteRow, Postmortem, RootCause, TimelineRow
from tests.support.postmortems import postmortems


@given(postmortems())
def test_an_ordinary_one_is_shown_whole(pm: Postmortem) -> None:
    """The very same, and nothing is left out."""
    assert first_part(pm) is pm
    assert omitted_count(pm) == {}


@pytest.mark.parametrize(("rows", "more"), [(0, 0), (SHOWN, 0), (SHOWN + 1, 1), (5_000, 4_800)])
def test_the_rest_is_counted(rows: int, more: int) -> None:
    """Just inside and just outside."""
    shown, sentence = first_rows(range(rows))
    assert len(shown) == min(rows, SHOWN)
    assert sentence == more_sentence(more)
    assert bool(sentence) is bool(more)
    assert more_sentence(4_800) == "and 4,800 more; the export has all of them."


def test_every_list_is_cut_and_counted() -> None:
    """Under its section; the five lenses together."""
    answers = tuple(AnswerRow(id=f"r{number}") for number in range(SHOWN + 3))
    pm = Postmortem(
        timeline=tuple(TimelineRow(id=f"t{number}") for number in range(SHOWN + 1)),
        root_cause=RootCause(technical=answers, culture=answers),
        follow_up=FollowUp(
            tracker="Ana", checklist=tuple(ChecklistRow(id=f"c{number}") for number in range(SHOWN + 2))
        ),
        parking=tuple(NoteRow(id=f"p{number}") for number in range(SHOWN)),
        ideas=tuple(NoteRow(id=f"i{number}") for number in range(SHOWN + 4)),
    )
    part = first_part(pm)
    assert omitted_count(pm) == {"timeline": 1, "root_cause": 6, "follow_up": 2, "ideas": 4}
    assert omitted_count(part) == {}
    assert {len(part.timeline), len(part.root_cause.culture), len(part.follow_up.checklist)} == {SHOWN}
    assert part.parking == pm.parking
    assert part.follow_up.tracker == "Ana"
