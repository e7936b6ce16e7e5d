"""The texts of the sections about what happened and why: what is asked, and how a good answer looks next to a poor one.

All examples tell one story, the night a database ran out of disk, so that a newcomer can follow it from
the first section to the last. Texts are about systems, and short enough to read while a clock runs.
Content only: what follows from the incident is in ``outcome_sections``, the shapes are in ``schema``, the lookups in
``core.domain.template``.
"""

from core.domain.postmortem import SectionId
from core.domain.template.schema import Column, Field, FieldKind, Option, Section
from core.domain.template.severity import GUIDE, UNSURE

SEVERITIES = tuple(
    Option(level.value, guide.title, f"{guide.meaning} {guide.response}") for level, guide in GUIDE.items()
)

TIMELINE_KINDS = (
    Option("started", "Started", "The system began to behave differently, even if it was seen only later."),
    Option("detected", "Detected", "The first person or alert noticed."),
    Option("responded", "Responded", "Somebody began to work on it."),
    Option("mitigated", "Mitigated", "The effect on people became smaller or went away."),
    Option("resolved", "Resolved", "Everything worked as before."),
    Option("other", "Other", "Anything else that helps to understand the course of events."),
)

FACTOR_KINDS = (
    Option("cause", "Cause", "Without it, the incident would not have happened like this."),
    Option("context", "Context", "It did not cause the incident, but made it likelier, longer or worse."),
)

SUMMARY = Section(
    id=SectionId.SUMMARY,
    title="Incident summary",
    minutes=2,
    question="What happened, and whom did it touch?",
    prompt="One sentence that a colleague from another team understands.",
    ask=(
        "What could people not do, and for how long?",
        "Who was affected: which customers, which teams, how many?",
        "What did it cost: orders, data, trust, a night's sleep?",
        "Which severity fits? When unsure, take the higher one.",
    ),
    good=(
        "From 02:14 to 02:51 the shop could not take orders, because the disk of the orders database was full. "
        "About 1,900 checkouts failed; no paid order was lost."
    ),
    bad="The database was down for a while because someone forgot to clean up the disk.",
    why_good=(
        "It says when, how long, who felt it and what the system did. "
        "The other one has a culprit, and not one number that anybody could work with."
    ),
    fields=(
        Field(
            "summary.what_happened",
            FieldKind.PROSE,
            "What happened, in one sentence",
            help="When, how long, what did not work, and what made it so. Details belong in the timeline.",
            placeholder="From … to … people could not …, because …",
            short="What happened",
            missing="Say in one sentence what happened.",
        ),
        Field(
            "summary.severity",
            FieldKind.CHOICE,
            "Severity",
            help=UNSURE,
            options=SEVERITIES,
            path="severity",
            missing="Choose a severity. Unsure? Take the higher one.",
        ),
        Field(
            "summary.impact",
            FieldKind.PROSE,
            "Who was impacted, and how",
            help="Count where you can. An honest estimate is better than a gap; say that it is one.",
            placeholder="About … customers could not …; support had … calls; the team …",
            short="Impact",
            missing="Say who was impacted, and how.",
        ),
        Field(
            "summary.services",
            FieldKind.SET,
            "Services",
            help="The systems that took part, by the names your team uses.",
            placeholder="orders-db",
            optional=True,
            path="services",
        ),
        Field(
            "summary.duration",
            FieldKind.MINUTES,
            "Duration in minutes",
            help="Computed from started to resolved. Type a number only where the timeline cannot tell.",
            optional=True,
            path="duration_minutes",
        ),
        Field(
            "summary.tags",
            FieldKind.SET,
            "Tags",
            help="Words that help the next team to find this one.",
            placeholder="disk",
            optional=True,
            path="tags",
        ),
    ),
)

TIMELINE = Section(
    id=SectionId.TIMELINE,
    title="Timeline",
    minutes=4,
    question="What happened, in which order?",
    prompt="Exact time, what happened, who or what did it. Facts first, reasons later.",
    ask=(
        "When did it really start, perhaps long before anybody noticed?",
        "What did we know at that moment, and what did we see on our screens?",
        "What made us look: an alert, a customer, luck?",
        "Which step turned it? Put a star on it.",
    ),
    good="02:26 · The checkout alert pages on-call: 40 % of orders fail. First sign, 12 minutes after the start.",
    bad="At some point on-call, who should have looked much earlier, saw that the disk was full.",
    why_good=(
        "A minute, a source and what could be known then. The other one judges with what we know today, and its "
        "vague time hides the twelve minutes in which no alert could fire."
    ),
    fields=(
        Field(
            "timeline",
            FieldKind.ROWS,
            "Timeline",
            help="Rows sort by time. Mark started, detected, responded and resolved; Debrief computes the rest.",
            placeholder="What happened?",
            columns=(
                Column("at", FieldKind.DATETIME, "Time"),
                Column("kind", FieldKind.CHOICE, "Kind", options=TIMELINE_KINDS),
                Column("who", FieldKind.LINE, "Who or what", placeholder="Person, role or system"),
                Column("star", FieldKind.TOGGLE, "Key moment"),
            ),
            missing="The timeline is empty. Begin with the moment it started.",
            row_label="Row",
            text_label="What happened",
            text_after="kind",
        ),
    ),
)

ROOT_CAUSE = Section(
    id=SectionId.ROOT_CAUSE,
    title="Root cause",
    minutes=5,
    question="What about our systems made this possible?",
    prompt="Look through five lenses. Take the ones that show something; there is no single chain.",
    ask=(
        "What had to be true for this to happen?",
        "What made each step look right to the people who took it?",
        "Would it have happened to somebody else in the same seat? Then look at the seat.",
        "If the answer is a person's name, ask what the system offered or hid from that person.",
    ),
    good=(
        "Nightly exports stay on the database's volume for ever, and no limit stops them. "
        "The growth was visible on a dashboard, but nothing turns that number into a page at night."
    ),
    bad="Human error: the person who set up the export should have thought of the disk.",
    why_good=(
        "Both sentences name something that can be changed on Monday. "
        "“Human error” ends the search exactly where it gets interesting."
    ),
    fields=(
        Field(
            "root_cause.technical",
            FieldKind.ROWS,
            "Technical",
            help="Why did the system fail?",
            placeholder="Which mechanism broke, and what fed it?",
            missing="No answer through the technical lens: why did the system fail?",
        ),
        Field(
            "root_cause.monitoring",
            FieldKind.ROWS,
            "Monitoring",
            help="Why was it not caught earlier?",
            placeholder="Which signal was there, and what kept it from reaching anybody?",
            missing="No answer through the monitoring lens: why was it not caught earlier?",
        ),
        Field(
            "root_cause.process",
            FieldKind.ROWS,
            "Process",
            help="Why did fixing take so long?",
            placeholder="Where did time go: access, knowledge, a decision, a tool?",
            missing="No answer through the process lens: why did fixing take so long?",
        ),
        Field(
            "root_cause.architecture",
            FieldKind.ROWS,
            "Architecture",
            help="Why was there no safeguard?",
            placeholder="What would have kept one failure from becoming an outage?",
            missing="No answer through the architecture lens: why was there no safeguard?",
        ),
        Field(
            "root_cause.culture",
            FieldKind.ROWS,
            "Culture",
            help="Why did review miss it?",
            placeholder="Which question do our reviews, plans and habits not ask yet?",
            missing="No answer through the culture lens: why did review miss it?",
        ),
    ),
)

FACTORS = Section(
    id=SectionId.FACTORS,
    title="Contributing factors",
    minutes=2,
    question="What else made it likelier, longer or worse?",
    prompt="Mark each one: a cause, or context that shaped it.",
    ask=(
        "What was different on that day?",
        "What made it harder to see, to understand or to fix?",
        "Which of these is still there tomorrow?",
    ),
    good="Context: the weekly export is three times as large as the daily one, so the last 30 GB went in two hours.",
    bad="Everyone was careless because of the deadline.",
    why_good=(
        "It can be measured, and it will be back next month. "
        "“Careless” describes a feeling about people and leads to no change."
    ),
    fields=(
        Field(
            "factors",
            FieldKind.ROWS,
            "Contributing factors",
            help="Cause: without it, it would not have happened like this. Context: it shaped what happened.",
            placeholder="What else played a part?",
            columns=(Column("kind", FieldKind.CHOICE, "Cause or context", options=FACTOR_KINDS),),
            missing="Name at least one thing that made it likelier, longer or worse.",
            row_label="Factor",
            text_after="kind",
        ),
    ),
)
