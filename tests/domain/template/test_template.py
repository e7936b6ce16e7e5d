"""The seven sections as data: complete, consistent, and written with care."""

import json
import re
from itertools import pairwise

import pytest

from core.domain import template
from core.domain.blameless import check
from core.domain.postmortem import ActionKind, FactorKind, Lens, Postmortem, SectionId, Severity, TimelineKind
from core.domain.template import CHECKLIST, DEFAULT_PLAN, FieldKind, Section, board_schema, field, section

FIELDS_OF = {
    SectionId.SUMMARY: [
        "summary.what_happened",
        "summary.severity",
        "summary.impact",
        "summary.services",
        "summary.duration",
        "summary.tags",
    ],
    SectionId.TIMELINE: ["timeline"],
    SectionId.ROOT_CAUSE: [f"root_cause.{lens.value}" for lens in Lens],
    SectionId.FACTORS: ["factors"],
    SectionId.ACTIONS: ["actions"],
    SectionId.LESSONS: ["lessons.went_right", "lessons.went_wrong", "lessons.differently", "lessons.lucky"],
    SectionId.FOLLOW_UP: [
        "follow_up.tracker",
        "follow_up.review_on",
        "follow_up.meeting_needed",
        "follow_up.checklist",
        "follow_up.notes",
    ],
}


def _words(part: Section) -> list[str]:
    texts = [part.title, part.question, part.prompt, *part.ask, part.good, part.bad, part.why_good]
    for item in part.fields:
        texts += [item.label, item.help, item.placeholder, *(o.label for o in item.options)]
        for column in item.columns:
            texts += [column.label, column.placeholder, *(o.label for o in column.options)]
    return texts


def test_the_sections_stand_in_the_order_of_the_meeting() -> None:
    """The meeting goes from what happened to what will be different."""
    assert [part.id for part in template.SECTIONS] == list(SectionId)


def test_the_default_plan_is_twenty_minutes() -> None:
    """A postmortem has twenty minutes, and every section its share."""
    assert sum(seconds for _, seconds in DEFAULT_PLAN) == 20 * 60
    assert [seconds // 60 for _, seconds in DEFAULT_PLAN] == [2, 4, 5, 2, 4, 2, 1]


def test_only_the_actions_are_protected() -> None:
    """Time is never borrowed from the actions unless somebody asks for it."""
    assert [part.id for part in template.SECTIONS if part.protected] == [SectionId.ACTIONS]


@pytest.mark.parametrize("section_id", SectionId)
def test_each_section_has_exactly_its_fields(section_id: SectionId) -> None:
    """No field of the design is forgotten, and none is invented."""
    assert [item.id for item in section(section_id).fields] == FIELDS_OF[section_id]


@pytest.mark.parametrize("part", template.SECTIONS, ids=lambda part: part.id)
def test_each_section_asks_shows_and_explains(part: Section) -> None:
    """Nobody sits in front of a section without a question, a prompt and an example next to a poor one."""
    assert part.question.endswith("?")
    assert part.prompt.endswith(".")
    assert len(part.ask) >= 3
    assert part.good != part.bad
    assert len(part.why_good) > 30


@pytest.mark.parametrize("part", template.SECTIONS, ids=lambda part: part.id)
def test_a_prompt_is_read_in_one_breath(part: Section) -> None:
    """A prompt on the shared screen is one line, also from the back of the room."""
    assert len(part.prompt) <= 100


@pytest.mark.parametrize("part", template.SECTIONS, ids=lambda part: part.id)
def test_the_words_are_clean(part: Section) -> None:
    """No double space, no stray edge, no placeholder that somebody meant to fill in later."""
    for text in _words(part):
        assert text == text.strip()
        assert "  " not in text
        assert not re.search(r"TODO|TBD|lorem", text, re.I)


@pytest.mark.parametrize("part", template.SECTIONS, ids=lambda part: part.id)
def test_the_good_example_has_no_hint_and_the_poor_one_has(part: Section) -> None:
    """What we show as good passes our own hints, and what we show as poor does not."""
    assert check(part.good, part.id) == []
    assert check(part.bad, part.id) != []


def test_every_handle_is_there_once() -> None:
    """A field's id is its handle in the document, on the page and in hints; two of one would be none."""
    ids = [item.id for item in template.all_fields()]
    assert len(ids) == len(set(ids))
    assert {"title", "zone", "meeting_at", "parking", "ideas"} <= set(ids)


def test_each_choice_offers_exactly_what_the_model_knows() -> None:
    """What can be chosen can be stored, and what can be stored can be chosen."""
    offered = {(item.id, c.key): [o.value for o in c.options] for item in template.all_fields() for c in item.columns}
    assert [o.value for o in field("summary.severity").options] == [s.value for s in Severity]
    assert offered["timeline", "kind"] == [k.value for k in TimelineKind]
    assert offered["factors", "kind"] == [k.value for k in FactorKind]
    assert offered["actions", "kind"] == [k.value for k in ActionKind]
    assert offered["parking", "from"] == offered["ideas", "from"] == [s.value for s in SectionId]


def test_only_rows_have_columns_and_only_choices_have_options() -> None:
    """The board can rely on the kind of a field to draw it."""
    for item in template.all_fields():
        assert not item.columns or item.kind is FieldKind.ROWS
        assert not item.options or item.kind is FieldKind.CHOICE
        for column in item.columns:
            assert bool(column.options) == (column.kind is FieldKind.CHOICE)


@pytest.mark.parametrize("section_id", SectionId)
def test_the_board_schema_is_the_section_in_json(section_id: SectionId) -> None:
    """What the browser draws from is the section itself, and survives the way there."""
    schema = board_schema(section_id)
    part = section(section_id)
    assert json.loads(json.dumps(schema)) == schema
    assert schema["id"] == section_id.value
    assert schema["ask"] == list(part.ask)
    drawn = schema["fields"]
    assert isinstance(drawn, list)
    for shape, item in zip(drawn, part.fields, strict=True):
        assert isinstance(shape, dict)
        assert shape["id"] == item.id
        assert shape["kind"] == item.kind.value
        assert set(shape) == {"id", "kind", "label", "help", "placeholder", "options", "columns", "optional"}


def test_a_field_outside_the_sections_has_a_schema_too() -> None:
    """The parking lot is drawn from data like everything else."""
    assert template.field_schema("parking")["kind"] == "rows"


def test_a_field_knows_its_section() -> None:
    """A hint and a gap lead to the section they belong to."""
    assert template.section_of("root_cause.culture") is SectionId.ROOT_CAUSE
    assert template.section_of("title") is None
    assert template.section_of("nonsense") is None


def test_an_unknown_field_is_an_error_of_the_programmer() -> None:
    """A misspelt handle fails at once and not in the meeting."""
    with pytest.raises(KeyError):
        field("summary.nothing")


def test_a_choice_without_words_shows_its_value() -> None:
    """A kind that a newer version knows is shown by its name and not lost."""
    options = field("summary.severity").options
    assert template.label_of(options, "P1").startswith("P1")
    assert template.label_of(options, "P9") == "P9"


def test_the_checklist_has_the_six_points_with_stable_ids() -> None:
    """A checklist that is seeded twice stays six rows."""
    assert [row_id for row_id, _ in CHECKLIST] == [
        "c_owner",
        "c_tracked",
        "c_calendar",
        "c_told",
        "c_runbook",
        "c_similar",
    ]
    assert all(text.endswith(".") for _, text in CHECKLIST)


def test_every_part_of_the_model_has_a_field() -> None:
    """Nothing can be stored that nobody can type."""
    top = {item.id.split(".")[0] for item in template.all_fields()}
    elsewhere = {"severity", "services", "tags", "duration_minutes", "skipped"}
    typed = {f"{name}_text" for name in ("duration", "meeting_at")}  # words beside a value
    assert set(Postmortem.model_fields) - elsewhere - typed <= top


def test_no_two_sections_say_the_same() -> None:
    """Each prompt is written for its own section."""
    prompts = sorted(part.prompt for part in template.SECTIONS)
    assert all(item != other for item, other in pairwise(prompts))
