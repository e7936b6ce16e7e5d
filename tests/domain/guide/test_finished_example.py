"""The finished example: complete, thirty-seven minutes long, and blameless to the last word."""

from datetime import timedelta

from core.domain.blameless import check
from core.domain.content.metrics import times
from core.domain.content.timeline import in_order
from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import Lens, Postmortem, SectionId, Severity
from core.domain.template.ground_rules import GROUND_RULES, OPENING


def everything(pm: Postmortem) -> str:
    return pm.model_dump_json().lower()


def test_it_is_the_outage_of_thirty_seven_minutes() -> None:
    """The example tells the story that the template's examples tell."""
    pm = finished_example()
    assert times(pm).duration.value == timedelta(minutes=37)
    assert pm.severity is Severity.P1
    text = everything(pm)
    for part in ("90 %", "dashboard", "night", "clean-up", "disk"):
        assert part in text


def test_it_uses_every_part_of_a_postmortem() -> None:
    """A newcomer sees each field filled once."""
    pm = finished_example()
    assert all(pm.root_cause.of(lens) for lens in Lens)
    assert all(
        (pm.timeline, pm.factors, pm.actions, pm.parking, pm.ideas, pm.follow_up.checklist, pm.services, pm.tags)
    )
    assert all(pm.lessons.model_dump().values())
    assert {factor.kind for factor in pm.factors if factor.kind} == {"cause", "context"}
    assert {action.kind for action in pm.actions if action.kind} == {"prevent", "detect", "mitigate", "process"}
    assert not pm.skipped


def test_its_rows_are_in_order_and_have_ids_of_their_own() -> None:
    """The example can be seeded twice and stays one."""
    pm = finished_example()
    assert in_order(pm.timeline) == pm.timeline
    rows = (*pm.timeline, *pm.factors, *pm.actions, *pm.parking, *pm.ideas, *pm.follow_up.checklist)
    ids = [row.id for row in (*rows, *(answer for lens in Lens for answer in pm.root_cause.of(lens)))]
    assert len(ids) == len(set(ids))


def test_its_sets_stand_as_a_document_keeps_them() -> None:
    """The example survives the way through a document unchanged."""
    pm = finished_example()
    assert list(pm.services) == sorted(set(pm.services))
    assert list(pm.tags) == sorted(set(pm.tags))


def test_its_actions_fit_between_the_incident_and_the_review() -> None:
    """Every action is due by the day on which the team looks again."""
    pm = finished_example()
    review = pm.follow_up.review_on
    assert review
    assert all(action.due and action.due <= review for action in pm.actions)


def test_it_blames_nobody() -> None:
    """The first postmortem anybody sees has no word in it that they should not copy."""
    text = everything(finished_example())
    for word in (
        "should have",
        "forgot",
        "careless",
        "human error",
        "failed to",
        "mistake",
        "fault",
        "obviously",
        "nobody checked",
    ):
        assert word not in text


def test_our_own_hints_have_nothing_to_say_about_it() -> None:
    """The example is what the hints lead to."""
    pm = finished_example()
    people = {action.owner for action in pm.actions}
    texts: list[tuple[str, SectionId | None]] = [(text, SectionId.SUMMARY) for text in pm.summary.model_dump().values()]
    texts += [(row.text, SectionId.TIMELINE) for row in pm.timeline]
    texts += [(row.text, SectionId.ROOT_CAUSE) for lens in Lens for row in pm.root_cause.of(lens)]
    texts += [(row.text, SectionId.FACTORS) for row in pm.factors]
    texts += [(text, SectionId.ACTIONS) for row in pm.actions for text in (row.text, row.done_when)]
    texts += [(text, SectionId.LESSONS) for text in pm.lessons.model_dump().values()]
    texts += [(row.text, None) for row in (*pm.parking, *pm.ideas)]
    assert [text for text, section in texts if check(text, section, people)] == []


def test_the_ground_rules_can_be_read_aloud_in_a_minute() -> None:
    """Short, warm, and about systems."""
    spoken = " ".join([OPENING, *(f"{rule.title}. {rule.text}" for rule in GROUND_RULES)])
    assert len(spoken.split()) < 150
    assert "?" not in spoken
    assert all(rule.text.endswith(".") for rule in GROUND_RULES)
    assert len({rule.title for rule in GROUND_RULES}) == len(GROUND_RULES)


def test_the_example_names_all_sections_its_notes_came_from() -> None:
    """A parked topic still knows where it came up."""
    pm = finished_example()
    assert {note.section for note in (*pm.parking, *pm.ideas)} <= set(SectionId)
