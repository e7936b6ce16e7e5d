"""``debrief forget-person``: one person's name is taken out of everything, and what is out of reach is said."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import asdict

from core.cli.commands import opened
from core.cli.terminal import Progress, one_line
from core.services.audit.forgetting import OUT_OF_REACH, Forgotten, ForgottenIn, forget_person


def run(chosen: Namespace) -> int:
    """Print what was changed, or with ``--dry-run`` would be. Twice changes nothing."""
    with opened(write=True) as app:
        found = forget_person(app, chosen.name, chosen.instead, dry_run=chosen.dry_run, progress=Progress())
    if chosen.json:
        text = json.dumps({**asdict(found), "out_of_reach": OUT_OF_REACH}, ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_lines(found))
    sys.stdout.write(text + "\n")
    return 0


def _lines(found: Forgotten) -> Iterator[str]:
    if not found:
        yield "Nothing here holds this name."
    else:
        yield "This would change:" if found.dry_run else "This was changed:"
    for number, singular, plural in (
        (found.visitors, "browser that went by the name", "browsers that went by the name"),
        (found.identities, "identity of single sign-on, deleted", "identities of single sign-on, deleted"),
        (found.addresses, "mail address, deleted", "mail addresses, deleted"),
        (found.calendars, "key of a calendar, deleted", "keys of calendars, deleted"),
        (found.log_lines, "line of the audit log", "lines of the audit log"),
        (found.other_rows, "setting or message", "settings and messages"),
    ):
        if number:
            yield f"  {number} {singular if number == 1 else plural}"
    yield from (f"  {item.id}  {one_line(item.title)}: {_about(item)}" for item in found.postmortems)
    yield "Out of reach:"
    yield from (f"  {sentence}" for sentence in OUT_OF_REACH)


def _about(item: ForgottenIn) -> str:
    parts = ["the text"] if item.text else []
    if item.versions:
        parts.append("1 earlier version" if item.versions == 1 else f"{item.versions} earlier versions")
    if item.rows:
        parts.append("1 row beside it" if item.rows == 1 else f"{item.rows} rows beside it")
    return ", ".join(parts) or "its history, made anew"
