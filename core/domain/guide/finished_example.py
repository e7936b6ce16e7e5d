"""The finished example: the night the orders database ran out of disk, 37 minutes.

It greets whoever starts with an empty database, and shows what a good postmortem reads like. Complete
on purpose: nothing is missing, nobody is blamed, each action can be checked. Here lives content only.
"""

from datetime import UTC, date, datetime

from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    ChecklistRow,
    FactorKind,
    FactorRow,
    FollowUp,
    Lessons,
    NoteRow,
    Postmortem,
    RootCause,
    SectionId,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import CHECKLIST

_T = TimelineKind


def _at(hour: int, minute: int, day: int = 10) -> datetime:
    """The night of the incident in UTC; Berlin is one hour ahead."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


_TIMELINE = (
    TimelineRow(
        id="t_export",
        at=_at(23, 0, day=9),
        kind=_T.OTHER,
        who="export job",
        text="The weekly export starts and writes to the volume that the database itself uses. 30 GB are free.",
    ),
    TimelineRow(
        id="t_dashboard",
        at=_at(0, 20),
        kind=_T.OTHER,
        who="storage dashboard",
        text="Disk use passes 90 %. The dashboard turns red. It is made for the daytime, and no alert hangs on it.",
    ),
    TimelineRow(
        id="t_full",
        at=_at(1, 14),
        kind=_T.STARTED,
        who="orders-db",
        star=True,
        text="The volume is full. The database refuses writes; checkout answers with an error.",
    ),
    TimelineRow(
        id="t_page",
        at=_at(1, 26),
        kind=_T.DETECTED,
        who="checkout alert",
        star=True,
        text="The failure rate of checkout stays above 40 % for ten minutes, and the on-call phone rings.",
    ),
    TimelineRow(
        id="t_hands",
        at=_at(1, 31),
        kind=_T.RESPONDED,
        who="Deniz, on call",
        text="Looks at checkout first, because the alert names it. Its log points to the database within two minutes.",
    ),
    TimelineRow(
        id="t_df",
        at=_at(1, 35),
        kind=_T.OTHER,
        who="Deniz, on call",
        text="`df -h` shows 100 % on the database volume. The runbook has no page for that. Mara joins by phone.",
    ),
    TimelineRow(
        id="t_moved",
        at=_at(1, 43),
        kind=_T.MITIGATED,
        who="Mara, database team",
        star=True,
        text="Export files of three months move to the archive volume. 212 GB are free, writes work again.",
    ),
    TimelineRow(
        id="t_well",
        at=_at(1, 51),
        kind=_T.RESOLVED,
        who="order queue",
        text="The backlog is worked off. Failure rate and response times are back to normal.",
    ),
)

_ROOT_CAUSE = RootCause(
    technical=(
        AnswerRow(
            id="r_tech",
            text="Nightly exports stay on the database's volume for ever. They grew until the volume was full, and the "
            "database stops accepting writes when it cannot extend its log.",
        ),
    ),
    monitoring=(
        AnswerRow(
            id="r_mon",
            text="Disk use was measured and shown, but no alert was attached at 90 % or anywhere below 100 %. The only "
            "signal was a dashboard, and a dashboard is not watched at night.",
        ),
        AnswerRow(
            id="r_mon_late",
            text="The alert that fired watches failed checkouts over ten minutes, so it spoke twelve minutes late.",
        ),
    ),
    process=(
        AnswerRow(
            id="r_proc",
            text="The runbook covers replication and slow queries, not a full disk. Which files are safe to move was "
            "knowledge in one team, reachable by phone only.",
        ),
    ),
    architecture=(
        AnswerRow(
            id="r_arch",
            text="Exports and database share one volume, without a quota and without an automatic clean-up, so a side "
            "job can take the shop down.",
        ),
    ),
    culture=(
        AnswerRow(
            id="r_cult",
            text="Our review asks whether a job does the right thing. It does not ask what the job leaves behind, "
            "so growth over a year stayed out of sight.",
        ),
    ),
)

_FACTORS = (
    FactorRow(id="f_keep", kind=FactorKind.CAUSE, text="Exports have no end of life: nothing deletes or moves them."),
    FactorRow(id="f_alert", kind=FactorKind.CAUSE, text="No alert between “plenty of space” and “no space at all”."),
    FactorRow(
        id="f_month",
        kind=FactorKind.CONTEXT,
        text="The weekly export is three times as large as the daily one.",
    ),
    FactorRow(
        id="f_name",
        kind=FactorKind.CONTEXT,
        text="The alert names the symptom, checkout, which led the search to the wrong service for four minutes.",
    ),
)

_ACTIONS = (
    ActionRow(
        id="a_alert",
        text="Page on-call when a database volume passes 90 %, and open a ticket at 80 %.",
        owner="Deniz",
        due=date(2026, 3, 17),
        kind=ActionKind.DETECT,
        done_when="A test volume filled to 90 % rings the on-call phone within five minutes.",
    ),
    ActionRow(
        id="a_clean",
        text="Delete exports that are older than seven days, every night, after a copy is in the archive.",
        owner="Jonas",
        due=date(2026, 3, 20),
        kind=ActionKind.PREVENT,
        done_when="Eight nights in a row the volume holds at most seven exports.",
    ),
    ActionRow(
        id="a_volume",
        text="Move exports to a volume of their own with a quota of 200 GB.",
        owner="Mara",
        due=date(2026, 3, 24),
        kind=ActionKind.PREVENT,
        done_when="An export that exceeds its quota fails in staging while orders go on.",
    ),
    ActionRow(
        id="a_runbook",
        text="Write the runbook page “database disk full” with the files that are safe to move.",
        owner="Ayumi",
        due=date(2026, 3, 13),
        kind=ActionKind.MITIGATE,
        done_when="Somebody outside the database team frees a staging disk with it in ten minutes.",
    ),
    ActionRow(
        id="a_review",
        text="Add “What does it leave behind, and what removes it?” to the review template for jobs.",
        owner="Samuel",
        due=date(2026, 3, 24),
        kind=ActionKind.PROCESS,
        done_when="The question stands in the template, and three reviews have answered it.",
    ),
)

_CHECKED = tuple(ChecklistRow(id=row_id, text=text, done=True) for row_id, text in CHECKLIST)


def finished_example() -> Postmortem:
    return Postmortem(
        title="Shop could not take orders: database disk full",
        severity=Severity.P1,
        zone="Europe/Berlin",
        services=("checkout", "orders-db"),
        tags=("disk", "monitoring"),
        meeting_at=datetime(2026, 3, 10, 13, 0, tzinfo=UTC),
        summary=Summary(
            what_happened="From 02:14 to 02:51 the shop could not take orders, because the disk of the orders database "
            "was full.",
            impact="About 1,900 checkouts failed. Support answered 46 messages in the morning. No paid order was lost, "
            "and no data was damaged.",
        ),
        timeline=_TIMELINE,
        root_cause=_ROOT_CAUSE,
        factors=_FACTORS,
        actions=_ACTIONS,
        lessons=Lessons(
            went_right="- The checkout alert worked and reached a person.\n"
            "- The order queue kept every paid order until the database was back.\n"
            "- A phone call brought the right knowledge into the room within minutes.",
            went_wrong="- Disk use was visible for hours, and nothing turned it into a signal that wakes somebody.\n"
            "- The runbook had no page for one of the most common failures there is.\n"
            "- A reporting job and the orders of our customers shared one disk.",
            differently="A new job is planned together with its clean-up and with the alert that tells us when the "
            "clean-up stopped.",
            lucky="The replica still had 12 GB free. Had it filled too, we would have restored from the backup of the "
            "evening and lost four hours of orders.",
        ),
        follow_up=FollowUp(
            tracker="Mara",
            review_on=date(2026, 3, 24),
            meeting_needed=True,
            checklist=_CHECKED,
        ),
        parking=(
            NoteRow(
                id="p_reports",
                section=SectionId.ROOT_CAUSE,
                text="Could reports read from the replica and need no export at all?",
            ),
        ),
        ideas=(
            NoteRow(
                id="i_owner",
                section=SectionId.TIMELINE,
                text="Name the owner of each volume on the storage dashboard.",
            ),
        ),
    )
