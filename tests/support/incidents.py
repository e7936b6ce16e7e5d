"""Two incidents of a parcel company that belong together, and a third that does not, for the tests of the memory."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from core.domain.permissions import Role
from core.domain.postmortem import (
    ActionRow,
    AnswerRow,
    ChecklistRow,
    FactorKind,
    FactorRow,
    FollowUp,
    Postmortem,
    RootCause,
    Severity,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.domain.template import CHECKLIST
from core.export.json import ExportFile
from core.services import access
from core.services.access import Member, Visitor
from core.services.app import App
from core.services.exchange import exports
from core.store.people import members
from tests.support.apps import insider, newcomer

EARLIER_TITLE = "Label printing down: token of print-gateway ran out"
LATER_TITLE = "No parcel labels in two depots"
OPEN_ACTION = "Warn before a gateway token ends"
ZONE = "Europe/Berlin"


def at(day: int, hour: int, minute: int = 0, *, month: int = 8) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


def _timeline(month: int, day: int, *, detected: int, resolved: tuple[int, int], done: str) -> tuple[TimelineRow, ...]:
    begin = at(day, 6, 0, month=month)
    rows = (
        (TimelineKind.STARTED, begin, "First label request refused"),
        (TimelineKind.DETECTED, begin.replace(minute=detected), "A driver rang the depot"),
        (TimelineKind.RESOLVED, begin.replace(hour=6 + resolved[0], minute=resolved[1]), done),
    )
    return tuple(TimelineRow(id=f"t{n}", at=when, text=text, kind=kind) for n, (kind, when, text) in enumerate(rows))


def earlier_postmortem() -> Postmortem:
    return Postmortem(
        title=EARLIER_TITLE,
        severity=Severity.P2,
        zone=ZONE,
        services=("label-api", "print-gateway"),
        summary=Summary(
            what_happened="Leipzig printed no labels for 2 h 5 min; the token of print-gateway had ended and the "
            "reminder went to a closed mailbox."
        ),
        timeline=_timeline(8, 14, detected=31, resolved=(2, 5), done="New token by hand, a page in the runbook"),
        root_cause=RootCause(monitoring=(AnswerRow(id="m", text="The reminder went to a closed mailbox."),)),
        factors=(FactorRow(id="f", text="The reminder mailbox was closed", kind=FactorKind.CAUSE),),
        actions=(
            ActionRow(id="a1", text=OPEN_ACTION, owner="Sam", due=date(2026, 8, 28), done_when="A test alert rang"),
            ActionRow(id="a2", text="A second gateway, so that one can fail", owner="Aiko"),
            ActionRow(id="a3", text="Page in the runbook for a new token", owner="Sam", due=date(2026, 8, 20)),
        ),
    )


def later_postmortem() -> Postmortem:
    return Postmortem(
        title=LATER_TITLE,
        severity=Severity.P2,
        zone=ZONE,
        services=("print-gateway",),
        summary=Summary(
            what_happened="Leipzig and Graz printed no labels for 1 h 49 min; the token of print-gateway had ended."
        ),
        timeline=_timeline(11, 20, detected=2, resolved=(1, 49), done="New token by hand, with that page"),
        root_cause=RootCause(
            monitoring=(AnswerRow(id="m", text="The reminder went to the mailbox of the old team."),),
            architecture=(AnswerRow(id="x", text="One gateway serves both depots."),),
        ),
        follow_up=FollowUp(checklist=tuple(ChecklistRow(id=row_id, text=text) for row_id, text in CHECKLIST)),
    )


def stranger_postmortem() -> Postmortem:
    return Postmortem(
        title="Quarterly invoices sent twice",
        zone=ZONE,
        timeline=_timeline(9, 1, detected=40, resolved=(3, 0), done="The second run was called back"),
    )


def stored(app: App, postmortem: Postmortem, by: Visitor | None = None) -> str:
    """As an import brings it: its actions are promises."""
    return exports.import_postmortem(app, ExportFile(postmortem=postmortem).model_dump_json().encode(), by)


@dataclass(frozen=True)
class People:
    """Everybody who may stand before a door of the later incident. ``colleague`` is of the workspace, without a seat.

    ``facilitator`` and ``participant`` are of the workspace too; the ``guest`` takes part, ``leading_guest`` leads and
    the ``viewer`` reads along, all three by links only; the ``stranger`` has nothing.
    """

    facilitator: Visitor
    participant: Visitor
    colleague: Visitor
    guest: Visitor
    leading_guest: Visitor
    viewer: Visitor
    stranger: Visitor


@dataclass(frozen=True)
class Pair:
    """``earlier`` and ``later`` belong together, ``other`` does not."""

    app: App
    earlier: str
    later: str
    other: str
    people: People

    def member(self, visitor: Visitor) -> Member:
        return access.member(self.app, visitor, self.later)


def pair(app: App) -> Pair:
    """The three incidents, with people around the later one."""
    earlier, other = stored(app, earlier_postmortem()), stored(app, stranger_postmortem())
    facilitator = insider(app, "Ada")
    later = stored(app, later_postmortem(), facilitator)
    everybody = People(
        facilitator=facilitator,
        participant=insider(app, "Ben"),
        colleague=insider(app, "Cem"),
        guest=newcomer(app, "Gil"),
        leading_guest=newcomer(app, "Lea"),
        viewer=newcomer(app, "Vic"),
        stranger=newcomer(app, "Sid"),
    )
    roles = {
        everybody.participant: Role.PARTICIPANT,
        everybody.guest: Role.PARTICIPANT,
        everybody.leading_guest: Role.FACILITATOR,
        everybody.viewer: Role.VIEWER,
    }
    with app.db.write() as tx:
        for visitor, role in roles.items():
            members.join(tx, later, visitor.id, role)
    return Pair(app, earlier, later, other, everybody)
