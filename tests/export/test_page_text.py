"""The text of a page: sanitised, whole or at a glance, with a sentence on the rows that are left out."""

import json

from core.domain.content.list_limits import SHOWN
from core.domain.postmortem import ActionRow, AnswerRow, NoteRow, Postmortem, RootCause, SectionId, Summary
from core.export.page_text import PAGE_TEXT, page_text

HOSTILE = "<img src=x onerror=alert(1)> and [a](javascript:alert(1))"


def written(rows: int = 2) -> Postmortem:
    return Postmortem(
        summary=Summary(what_happened=f"**Full** {HOSTILE}", impact="- one\n- two"),
        root_cause=RootCause(
            culture=tuple(AnswerRow(id=f"w{n}", text=f"Alert {n} went nowhere {HOSTILE}") for n in range(rows))
        ),
        actions=tuple(ActionRow(id=f"a{n}", text=f"Watch queue {n}") for n in range(rows)),
        parking=(NoteRow(id="p", text="The other region"),),
    )


def test_a_whole_text_has_all_sections_and_what_was_parked() -> None:
    text = page_text(written(), whole=True)
    assert "<strong>Full</strong>" in text.what_happened
    assert "<li dir" in text.impact
    sections = [part.section for part in text.parts]
    assert {SectionId.ROOT_CAUSE, SectionId.ACTIONS, None} <= set(sections)
    assert "The other region" in text.parts[-1].html
    assert text.causes == ""


def test_at_a_glance_there_are_the_causes_only() -> None:
    text = page_text(written(), whole=False)
    assert "Alert 1 went nowhere" in text.causes
    assert text.parts == ()
    assert text.what_happened == page_text(written(), whole=True).what_happened


def test_nothing_that_was_typed_is_code() -> None:
    for whole in (True, False):
        shown = json.dumps(PAGE_TEXT.dump_python(page_text(written(), whole=whole), mode="json"))
        assert "<img" not in shown
        assert 'href=\\"javascript' not in shown


def test_long_lists_are_shown_in_part_with_a_sentence() -> None:
    text = page_text(written(SHOWN + 17), whole=True)
    by_section = {part.section: part.html for part in text.parts}
    for section in (SectionId.ACTIONS, SectionId.ROOT_CAUSE):
        assert "and 17 more; the export has all of them." in by_section[section]
    assert f"Watch queue {SHOWN}" not in by_section[SectionId.ACTIONS]
    assert "and 17 more" in page_text(written(SHOWN + 17), whole=False).causes


def test_it_goes_through_json_unchanged() -> None:
    text = page_text(written(), whole=True)
    assert PAGE_TEXT.validate_json(PAGE_TEXT.dump_json(text)) == text
