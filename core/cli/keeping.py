"""``debrief closed``, ``debrief audit`` and ``debrief purge``: who may know of what, who did what, and what goes."""

import json
import sys
from argparse import Namespace
from datetime import UTC, datetime

from core.cli.commands import base_of, opened
from core.cli.terminal import one_line
from core.domain.audit import event_text
from core.domain.permissions import Role
from core.errors import BadInput
from core.services import access
from core.services.access import closing
from core.services.access.closing import ClosedPerson
from core.services.app import App
from core.services.audit import reading, retention

_ONE = "One at a time: --add, --remove or --open-again."


def closed(chosen: Namespace) -> int:
    """Say who may know of a closed postmortem and who asks to; let somebody in, take somebody out, open it again."""
    events = [event for event in (chosen.add, chosen.remove, chosen.open_again) if event]
    if len(events) > 1:
        raise BadInput(_ONE)
    with opened(write=bool(events)) as app:
        if chosen.add:
            closing.let_in(app, chosen.id, _somebody(app, chosen.id, chosen.add), None, Role.FACILITATOR)
        if chosen.remove:
            closing.take_out(app, chosen.id, _somebody(app, chosen.id, chosen.remove), None)
        if chosen.open_again:
            closing.open_again(app, chosen.id, None)
        found = closing.closing(app, chosen.id, None)
        link = access.links(app, chosen.id, base_of(app)).facilitator
    if chosen.json:
        _json({"id": chosen.id, "closed": found.since is not None, **_people(found), "link": link})
        return 0
    if found.since is None:
        _print("It is not closed: everybody in the workspace finds it.")
        return 0
    for heading, people in (("may read it", found.named), ("asks to come in", found.asking)):
        for person in people:
            _print(f"{heading:16} {person.visitor_id}  {person.role:11}  {one_line(person.name)}")
    if not any(person.role == Role.FACILITATOR for person in found.named):
        _print("Nobody there can let others in. Send this link, then name whoever opened it with --add:")
        _print(link)
    return 0


def audit(chosen: Namespace) -> int:
    """Print the audit log, the oldest line first."""
    since = _moment(chosen.since)
    with opened() as app:
        lines = reading.all_lines(app, since)
    if chosen.json:
        _json(
            [
                {
                    "at": line.at.isoformat(),
                    "name": line.name,
                    "visitor": line.visitor_id,
                    "event": line.event,
                    "postmortem": line.postmortem_id,
                    "detail": line.detail,
                }
                for line in lines
            ]
        )
        return 0
    for line in lines:
        about = " ".join(filter(None, (line.postmortem_id, line.detail and f"({one_line(line.detail)})")))
        _print(f"{line.at:%Y-%m-%d %H:%M:%SZ}  {one_line(line.name)} {event_text(line.event)}  {about}".rstrip())
    return 0


def purge(chosen: Namespace) -> int:
    """Delete what lay in the trash for as long as the team keeps it, or with ``--all`` whatever is there."""
    with opened(write=not chosen.dry_run) as app:
        rows = retention.due(app, everything=chosen.all)
        gone = [row.id for row in rows]
        if not chosen.dry_run:
            gone = retention.empty_old_trash(app, everything=chosen.all, by_operator=True)
    titles = {row.id: row.title for row in rows}
    if chosen.json:
        _json({"deleted": gone, "dry_run": chosen.dry_run})
        return 0
    for pm_id in gone:
        _print(f"{'would delete' if chosen.dry_run else 'deleted'}  {pm_id}  {one_line(titles.get(pm_id, ''))}")
    if not gone:
        _print("Nothing in the trash is old enough." if not chosen.all else "The trash is empty.")
    return 0


def _somebody(app: App, pm_id: str, wanted: str) -> str:
    """A visitor's id, or the name of somebody who is on the list, asks, or was in the meeting. Raises BadInput."""
    found = closing.closing(app, pm_id, None)
    known = (*found.named, *found.asking, *found.others)
    if any(person.visitor_id == wanted for person in known):
        return wanted
    named = [person.visitor_id for person in known if person.name.casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise BadInput(f"Several people are called “{wanted[:40]}”. Name one by the id that stands before the name.")
    raise BadInput(f"Nobody called “{wanted[:40]}” is there or asks. Send them the link; then they ask to come in.")


def _people(found: closing.Closing) -> dict[str, list[dict[str, str]]]:
    def told(people: tuple[ClosedPerson, ...]) -> list[dict[str, str]]:
        return [{"id": item.visitor_id, "name": item.name, "role": item.role} for item in people]

    return {"named": told(found.named), "asking": told(found.asking)}


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"--since “{text[:30]}” is no date. Write it as 2026-11-23.") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _json(value: object) -> None:
    _print(json.dumps(value, ensure_ascii=False, indent=2))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
