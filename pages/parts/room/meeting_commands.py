"""The callbacks of the room's buttons: each calls a service and leaves its answer for the room's panel.

A clock command carries the version of the meeting that its button was drawn from. When two people press together the
meeting moves once, and the second one gets a message.
"""

from core.domain.clock.state import Command
from core.domain.postmortem import SectionId
from core.services import access as services
from core.services.access import Member
from core.services.meetings import meeting_clock
from core.services.reviews import lifecycle
from pages.parts.frame import state
from pages.parts.frame.service_calls import run_service

PANEL = "panel-said"  # the slot of the room's messages: the panel and the bar show it


def send(member: Member, command: Command) -> None:
    run_service(PANEL, lambda: meeting_clock.run_command(state.app(), member.postmortem_id, member, command))


def skip(member: Member, section: SectionId) -> None:
    run_service(PANEL, lambda: meeting_clock.skip(state.app(), member, section, skipped=True))


def take_over(member: Member) -> None:
    run_service(PANEL, lambda: meeting_clock.take_over(state.app(), member), "You facilitate now.")


def hand_over(member: Member, to: Member) -> None:
    run_service(
        PANEL, lambda: meeting_clock.hand_over(state.app(), member, to.visitor_id), f"{to.name} facilitates now."
    )


def remove(member: Member, whom: Member) -> None:
    run_service(
        PANEL,
        lambda: services.remove(state.app(), member, member.postmortem_id, whom.visitor_id),
        f"{whom.name} is no longer in this meeting. The link and the code are new.",
    )


def cancel_review(member: Member) -> None:
    run_service(PANEL, lambda: lifecycle.cancel_review(state.app(), member.postmortem_id, member), "No review for now.")
