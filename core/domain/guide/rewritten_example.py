"""One incident, written twice: as it is written in anger, and as it helps. The guide shows both side by side.

The story is invented: a city's rental bikes that did not unlock on a Monday morning. Here lives content only.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

from core.domain.postmortem import (
    ActionKind,
    ActionRow,
    AnswerRow,
    ChecklistRow,
    FactorKind,
    FactorRow,
    FollowUp,
    Lessons,
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


def badly_written() -> Postmortem:
    """Everything the hints are about, in a few lines."""
    return Postmortem(
        title="Tomasz broke the locks",
        summary=Summary(
            what_happened="Tomasz rotated the key without thinking and nobody could rent a bike.",
            impact="Lots of angry customers, obviously.",
        ),
        timeline=(
            TimelineRow(id="b1", text="In the morning Tomasz carelessly rotates the signing key."),
            TimelineRow(id="b2", text="Much too late support finally woke up."),
            TimelineRow(id="b3", text="It took the on-call forever to find the cause."),
        ),
        root_cause=RootCause(
            technical=(AnswerRow(id="b4", text="Human error."),),
            monitoring=(AnswerRow(id="b5", text="Tomasz should have watched the dashboard after the rotation."),),
            process=(AnswerRow(id="b6", text="Nobody followed the rotation guide."),),
            culture=(AnswerRow(id="b7", text="Who approved this?"),),
        ),
        factors=(FactorRow(id="b8", text="The team was sloppy before the holidays."),),
        actions=(
            ActionRow(id="b9", text="Be more careful when rotating keys."),
            ActionRow(id="b10", text="Improve monitoring."),
            ActionRow(id="b11", text="Remind everyone to read the rotation guide."),
        ),
        lessons=Lessons(
            went_right="Nothing.",
            went_wrong="Tomasz did not follow the process.",
            differently="We will make sure that this never happens again.",
        ),
    )


def well_written() -> Postmortem:
    """The same morning. Nothing is missing, and nobody has to defend themselves."""
    return Postmortem(
        title="Bikes could not be unlocked for 52 minutes",
        severity=Severity.P1,
        zone="Europe/Warsaw",
        services=("unlock-api", "key-store"),
        tags=("keys", "rollout"),
        summary=Summary(
            what_happened="From 08:00 to 08:52 two of three unlock requests were refused, because the locks no longer "
            "knew the key that phones had signed with.",
            impact="About 4,100 rides did not begin. 260 people wrote to support. No ride that did not "
            "begin was charged.",
        ),
        timeline=_timeline(),
        root_cause=_root_cause(),
        factors=(
            FactorRow(
                id="g14",
                kind=FactorKind.CAUSE,
                text="A rotation removes the old key at once, while phones keep a signed token for up to an hour.",
            ),
            FactorRow(
                id="g15",
                kind=FactorKind.CONTEXT,
                text="It was the first rotation on a weekday; at night almost no token is older than a minute.",
            ),
        ),
        actions=_actions(),
        lessons=Lessons(
            went_right="The key store keeps removed keys for a day, so the old one was back within two minutes.",
            went_wrong="The staging rehearsal had no phone with an hour-old token, so it showed nothing unusual.",
            differently="A change to keys is tried with the oldest token that is still valid.",
            lucky="It was a dry Monday in November. In May three times as many people stand at the docks at eight.",
        ),
        follow_up=FollowUp(
            tracker="Leila",
            review_on=date(2026, 12, 1),
            meeting_needed=False,
            checklist=tuple(ChecklistRow(id=row_id, text=text, done=True) for row_id, text in CHECKLIST),
        ),
    )


TOLD_APART: Mapping[SectionId, str] = MappingProxyType(
    {
        SectionId.SUMMARY: "When, how long, how many, and what the system did. The culprit is gone, numbers are in.",
        SectionId.TIMELINE: "Minutes instead of moods. A name stands here only to say who can tell more.",
        SectionId.ROOT_CAUSE: "Each lens names something that can be changed. The left side names a person.",
        SectionId.FACTORS: "What was different that day can be measured, and it will come back.",
        SectionId.ACTIONS: "One owner, one date, and a test that tells. Two that get done beat three good intentions.",
        SectionId.LESSONS: "What went right is kept on purpose, and luck is named before it runs out.",
        SectionId.FOLLOW_UP: "The left side has none. A name and a date bring the action items back.",
    }
)


def _at(hour: int, minute: int) -> datetime:
    """That morning in Warsaw, which is one hour ahead of UTC."""
    return datetime(2026, 11, 16, hour - 1, minute, tzinfo=UTC)


def _timeline() -> tuple[TimelineRow, ...]:
    return (
        TimelineRow(
            id="g1",
            at=_at(8, 0),
            kind=_T.STARTED,
            who="rotation job",
            star=True,
            text="The job makes a new signing key and removes the old one. Locks refuse tokens of the old key.",
        ),
        TimelineRow(
            id="g2",
            at=_at(8, 19),
            kind=_T.DETECTED,
            who="Support desk",
            star=True,
            text="Forty messages in ten minutes say that bikes stay locked. Support calls the on-call phone.",
        ),
        TimelineRow(
            id="g3",
            at=_at(8, 24),
            kind=_T.RESPONDED,
            who="Leila, on call",
            text="Sees refusals in the log of unlock-api, with the reason “unknown key”.",
        ),
        TimelineRow(
            id="g4",
            at=_at(8, 39),
            kind=_T.OTHER,
            who="Tomasz, platform",
            text="Joins the call and tells of the rotation at eight. It is not in the change log that on-call reads.",
        ),
        TimelineRow(
            id="g5",
            at=_at(8, 41),
            kind=_T.MITIGATED,
            who="Tomasz, platform",
            star=True,
            text="Puts the old key back beside the new one. Refusals fall from 68 % to 5 %.",
        ),
        TimelineRow(
            id="g6",
            at=_at(8, 52),
            kind=_T.RESOLVED,
            who="unlock-api",
            text="The last lock has both keys. Refusals are back to the usual 0.3 %.",
        ),
    )


def _root_cause() -> RootCause:
    return RootCause(
        technical=(
            AnswerRow(
                id="g7",
                text="The key store holds one valid key at a time, so every token of the old key turns invalid in the "
                "second of the rotation.",
            ),
        ),
        monitoring=(
            AnswerRow(
                id="g8",
                text="The alert counts errors of unlock-api. A refusal is an answer and no error, so 68 % refusals "
                "looked healthy.",
            ),
        ),
        process=(
            AnswerRow(
                id="g9",
                text="Rotations are written into the change log of the platform team. On-call reads another one, "
                "and 15 minutes went into the network.",
            ),
        ),
        architecture=(
            AnswerRow(id="g10", text="Locks fetch keys every ten minutes and accept one. Two would overlap by design."),
        ),
        culture=(
            AnswerRow(
                id="g11",
                text="The review template asks whether a change can be undone. It does not ask who still uses what a "
                "change removes.",
            ),
        ),
    )


def _actions() -> tuple[ActionRow, ...]:
    return (
        ActionRow(
            id="g16",
            text="Let the key store keep the old key valid for two hours after a rotation.",
            owner="Tomasz",
            due=date(2026, 11, 27),
            kind=ActionKind.PREVENT,
            done_when="A rotation in staging refuses no token that is 59 minutes old.",
        ),
        ActionRow(
            id="g17",
            text="Page on-call when more than 5 % of unlock requests are refused for three minutes.",
            owner="Leila",
            due=date(2026, 11, 20),
            kind=ActionKind.DETECT,
            done_when="A test lock with a wrong key rings the phone within four minutes.",
        ),
    )
