"""What stands beside the seven sections: the head, the notes that any section can leave, the checklist.

Content only, like ``sections``; look-ups are in ``core.domain.template``.
"""

from core.domain.template.outcome_sections import ACTIONS, FOLLOW_UP, LESSONS
from core.domain.template.schema import Column, Field, FieldKind, Option
from core.domain.template.sections import FACTORS, ROOT_CAUSE, SUMMARY, TIMELINE

HEAD = (
    Field(
        "title",
        FieldKind.LINE,
        "Title",
        help="What people saw, in a few words. Names of systems, not of persons.",
        placeholder="Shop could not take orders for 37 minutes",
    ),
    Field(
        "zone",
        FieldKind.LINE,
        "Time zone",
        help="All times are shown in this zone.",
        placeholder="Europe/Berlin",
    ),
    Field(
        "meeting_at",
        FieldKind.DATETIME,
        "Meeting",
        help="The same or the next day, while it is fresh.",
        optional=True,
    ),
)

_SECTION_OPTIONS = tuple(
    Option(section.id.value, section.title)
    for section in (SUMMARY, TIMELINE, ROOT_CAUSE, FACTORS, ACTIONS, LESSONS, FOLLOW_UP)
)

SET_ASIDE = "set_aside"

NOTES = (
    Field(
        SET_ASIDE,
        FieldKind.ROWS,
        "Ideas, not promised",
        help="Actions that the meeting wrote down and did not promise.",
        columns=tuple(column for column in ACTIONS.fields[0].columns if column.kind is not FieldKind.TOGGLE),
        optional=True,
        row_label="Idea",
        text_label="What would change",
        hints=False,
    ),
    Field(
        "parking",
        FieldKind.ROWS,
        "Parking lot",
        help="Worth talking about, but not now.",
        placeholder="Park a topic",
        columns=(Column("from", FieldKind.CHOICE, "Came up in", options=_SECTION_OPTIONS, attribute="section"),),
        optional=True,
        row_label="Note",
    ),
    Field(
        "ideas",
        FieldKind.ROWS,
        "Action ideas",
        help="They wait here until the action items.",
        placeholder="Note an idea for an action",
        columns=(Column("from", FieldKind.CHOICE, "Came up in", options=_SECTION_OPTIONS, attribute="section"),),
        optional=True,
        row_label="Note",
    ),
)

CHECKLIST_FIELD = "follow_up.checklist"

SIMILAR_LINKED = "Similar incidents are linked."

CHECKLIST: tuple[tuple[str, str], ...] = (
    ("c_owner", "Every action has an owner and a date."),
    ("c_tracked", "The actions are where the team tracks its work."),
    ("c_calendar", "The review is in the calendars."),
    ("c_told", "Those who were affected were told."),
    ("c_runbook", "Where the timeline showed a gap, the runbook and the alerts were changed."),
    ("c_similar", SIMILAR_LINKED),
)
