"""``debrief people``: who signs in through the provider, and signing somebody out everywhere."""

import json
import sys
from argparse import Namespace

from core.cli.commands import opened
from core.errors import BadInput
from core.services.access import signing_in
from core.services.access.person import SignedInPerson, all_identities
from core.services.app import App


def run(chosen: Namespace) -> int:
    """List them, the latest first; with ``--sign-out`` end all browsers of one, or of everybody."""
    if chosen.sign_out and chosen.sign_out_everybody:
        raise BadInput("One at a time: --sign-out or --sign-out-everybody.")
    with opened(write=bool(chosen.sign_out or chosen.sign_out_everybody)) as app:
        known = all_identities(app)
        if chosen.sign_out_everybody:
            _sign_out(app, known)
        if chosen.sign_out:
            _sign_out(app, (_somebody(known, chosen.sign_out),))
        known = all_identities(app)
    if chosen.json:
        sys.stdout.write(json.dumps([_as_json(item) for item in known], ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{_line(item)}\n" for item in known)
        if not known:
            sys.stdout.write("Nobody has signed in here yet.\n")
    return 0


def _sign_out(app: App, people: tuple[SignedInPerson, ...]) -> None:
    for item in people:
        signing_in.sign_out_everywhere(app, item.person.visitor_id, by_operator=True)


def _somebody(known: tuple[SignedInPerson, ...], wanted: str) -> SignedInPerson:
    """By id or subject as they stand, or by name. Raises BadInput."""
    for item in known:
        if wanted in (item.person.visitor_id, item.subject):
            return item
    named = [item for item in known if item.person.name.casefold() == wanted.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise BadInput(
            f"Several people are called “{wanted[:40]}”. Name one by the id that `debrief people` shows first."
        )
    raise BadInput(f"Nobody called “{wanted[:40]}” signs in here. `debrief people` lists who does.")


def _line(item: SignedInPerson) -> str:
    name = "".join(sign for sign in item.person.name if sign.isprintable())
    browsers = f"{item.browsers} browser{'' if item.browsers == 1 else 's'}"
    return (
        f"{item.person.visitor_id}  {item.role or 'kept out':11}  {item.seen_at:%Y-%m-%d %H:%MZ}  {browsers:11}  {name}"
    )


def _as_json(item: SignedInPerson) -> dict[str, object]:
    return {
        "id": item.person.visitor_id,
        "name": item.person.name,
        "issuer": item.issuer,
        "subject": item.subject,
        "role": item.role,
        "seen_at": item.seen_at.isoformat(),
        "browsers": item.browsers,
    }
