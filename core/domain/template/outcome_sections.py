"""The texts of the sections about what follows from an incident: action items, lessons, follow-up.

Content only, and the same story as in ``sections``.
"""

from core.domain.postmortem import SectionId
from core.domain.template.schema import Column, Field, FieldKind, Option, Section

ACTION_KINDS = (
    Option("prevent", "Prevent", "It cannot happen like this again."),
    Option("detect", "Detect", "We see it earlier."),
    Option("mitigate", "Mitigate", "It hurts less, or for a shorter time."),
    Option("process", "Process", "The way we work makes the right thing the easy thing."),
)

ACTIONS = Section(
    id=SectionId.ACTIONS,
    title="Action items",
    minutes=4,
    question="What will be different, by when, and who takes care of it?",
    prompt="A change to a system, one owner, one date, and how we will know it is done.",
    ask=(
        "What would have made the right action the easy one?",
        "What would have turned 37 minutes into five?",
        "Which three matter most? Let go of the rest, or park it.",
        "How will we see, without asking the owner, that it works?",
    ),
    good=(
        "Page on-call when a database volume passes 90 % · Deniz · in one week · "
        "done when a test volume at 90 % rings the phone within five minutes."
    ),
    bad="Improve monitoring and be more careful with disk space.",
    why_good=(
        "Anybody can check it next week: it happened or it did not. "
        "“Improve” and “be careful” have no end, no owner and no date, so they end in a drawer."
    ),
    fields=(
        Field(
            "actions",
            FieldKind.ROWS,
            "Action items",
            help="One owner each, even if a team does the work. Few that get done beat many that do not.",
            placeholder="What changes?",
            columns=(
                Column("owner", FieldKind.LINE, "Owner", placeholder="One person"),
                Column("due", FieldKind.DATE, "Due", placeholder="in two weeks"),
                Column("kind", FieldKind.CHOICE, "Kind", options=ACTION_KINDS),
                Column("done_when", FieldKind.LINE, "Done when", placeholder="We know it is done when …"),
                Column("link", FieldKind.LINK, "Issue", placeholder="Link to its issue"),
                Column("chosen", FieldKind.TOGGLE, "Chosen"),
            ),
            missing="There is no action yet. What will be different?",
            row_label="Action",
            text_label="What changes",
        ),
    ),
    protected=True,
)

LESSONS = Section(
    id=SectionId.LESSONS,
    title="Lessons learned",
    minutes=2,
    question="What do we want to remember?",
    prompt="Begin with what went right. It kept this small, and it deserves to stay.",
    ask=(
        "Which tool, habit or person's idea helped us?",
        "What surprised us about our own system?",
        "Where were we lucky, and what happens the day we are not?",
    ),
    good=(
        "We got lucky: the replica had 12 GB left. Had it filled too, "
        "we would have restored from the backup of the evening and lost four hours of orders."
    ),
    bad="Everyone did a great job, and next time we will simply pay more attention.",
    why_good=(
        "Luck that is written down becomes an action; luck that is not becomes the next incident. "
        "Praise for nothing in particular teaches nobody anything."
    ),
    fields=(
        Field(
            "lessons.went_right",
            FieldKind.PROSE,
            "What went right",
            help="Keep these on purpose.",
            placeholder="The … worked as planned; … helped within minutes.",
            missing="Say what went right. Something always does.",
        ),
        Field(
            "lessons.went_wrong",
            FieldKind.PROSE,
            "What went wrong",
            help="In the system and in how we work together, not in somebody.",
            placeholder="The … did not …; we had no …",
            missing="Say what went wrong, in the system and in our ways.",
        ),
        Field(
            "lessons.differently",
            FieldKind.PROSE,
            "What we do differently",
            help="From tomorrow on, without waiting for an action item.",
            placeholder="From now on we …",
            missing="Say what you do differently from now on.",
        ),
        Field(
            "lessons.lucky",
            FieldKind.PROSE,
            "Where we got lucky",
            help="What could have made it worse, and did not, for no good reason.",
            placeholder="It could have been worse: …",
            optional=True,
        ),
    ),
)

FOLLOW_UP = Section(
    id=SectionId.FOLLOW_UP,
    title="Follow-up",
    minutes=1,
    question="Who makes sure that this was worth our time?",
    prompt="One person tracks the actions, and one date brings us back.",
    ask=(
        "Who looks at the list in a week?",
        "When do we look again, and is that date in the calendar?",
        "Who outside this room should read this?",
    ),
    good="Mara tracks the actions. Review on 24 March, 15 minutes, in the calendar of everybody who was here.",
    bad="We will keep an eye on it.",
    why_good="A name and a date survive a busy week. “We” and “an eye” do not.",
    fields=(
        Field(
            "follow_up.tracker",
            FieldKind.LINE,
            "Who tracks the actions",
            help="This person asks how it is going; the owners do the work.",
            placeholder="One person",
            missing="Name one person who tracks the actions.",
        ),
        Field(
            "follow_up.review_on",
            FieldKind.DATE,
            "Review date",
            help="Two weeks from now is a good start.",
            missing="Set a review date; two weeks on is good.",
        ),
        Field(
            "follow_up.meeting_needed",
            FieldKind.YESNO,
            "Is a meeting needed",
            help="Often a look at the list is enough.",
            missing="Decide whether the review needs a meeting.",
        ),
        Field(
            "follow_up.checklist",
            FieldKind.ROWS,
            "Checklist",
            help="Before we close this page.",
            placeholder="What else must not be forgotten?",
            columns=(Column("done", FieldKind.TOGGLE, "Done"),),
            hints=False,
        ),
        Field(
            "follow_up.notes",
            FieldKind.PROSE,
            "Notes",
            help="What has no other place: links, background, the rest of an old report.",
            placeholder="Anything else that should be found again",
            optional=True,
            hints=False,
        ),
    ),
)
