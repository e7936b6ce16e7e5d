"""``debrief remind``: what is owed, for cron and its mail, for programs, or into the team's chat.

The exit code says how it stands: 0 nothing is overdue, 3 something is. 1 stays what it is everywhere: it did not work.
"""

import json
import sys
from argparse import Namespace

from core.domain.webhook import Owed, as_data
from core.errors import Conflict
from core.services import deliveries, remind
from core.services.app import App, close, open_app
from core.services.remind import Digest

OVERDUE_CODE = 3
_NOBODY_LISTENS = (
    "No webhook that is switched on wants to hear of overdue promises, so nothing was sent. Settings has the list."
)


def run(chosen: Namespace) -> int:
    """Print the digest, overdue first, and send it to the webhooks when asked to."""
    app = open_app(example=False)
    try:
        owed = remind.digest(app)
        _say(_as_json(owed) if chosen.json else _as_text(owed))
        if chosen.webhook:
            told = _send(app, owed)
            if not chosen.json:
                _say(f"\n{told}")
    finally:
        close(app)
    return OVERDUE_CODE if owed.late else 0


def _send(app: App, owed: Digest) -> str:
    """Now, and not only queued: cron may run where no server does."""
    if not remind.somebody_listens(app):
        raise Conflict(_NOBODY_LISTENS)
    if not (owed.late or owed.soon):
        return "Nothing to tell, so nothing was sent."
    queued = remind.tell_digest(app, owed)
    deliveries.send_due(app)
    sent = deliveries.taken(app, queued)
    if sent == len(queued):
        return f"Sent to {_counted(sent, 'webhook')}."
    return f"Sent to {sent} of {_counted(len(queued), 'webhook')}. The server tries the others again."


def _as_json(owed: Digest) -> str:
    told = {
        "today": owed.today.isoformat(),
        "overdue": [as_data(each) for each in owed.late],
        "due_this_week": [as_data(each) for each in owed.soon],
    }
    return json.dumps(told, indent=2)


def _as_text(owed: Digest) -> str:
    if not (owed.late or owed.soon):
        return "Nothing is overdue, and nothing is due this week."
    lines = [
        *_part("overdue", owed.late),
        *([""] if owed.late and owed.soon else []),
        *_part("due this week", owed.soon),
    ]
    return "\n".join(lines)


def _part(what: str, owed: tuple[Owed, ...]) -> list[str]:
    if not owed:
        return []
    lines = [f"{_counted(len(owed), 'promise')} {'is' if len(owed) == 1 else 'are'} {what}."]
    for owner, theirs in remind.by_owner(owed):
        lines += ["", f"  {_line(owner) or 'Nobody yet'}", *(f"    {_promise(each)}" for each in theirs)]
    return lines


def _promise(owed: Owed) -> str:
    late = f", {_counted(owed.days_late, 'day')} late" if owed.days_late else ""
    text = _line(owed.text) or "An action without words"
    return f"{owed.due:%a} {owed.due.day} {owed.due:%b}{late}: {text} ({_line(owed.subject.title)})"


def _line(text: str) -> str:
    """On one line, and without the signs that would steer a terminal."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
