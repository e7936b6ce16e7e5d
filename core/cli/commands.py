"""The commands themselves: each opens the App, calls one service and prints the result."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from core.domain.dates.zones import instant_of
from core.domain.postmortem import Severity
from core.errors import BadInput, NotFound
from core.services import access, postmortems
from core.services.app import App
from core.services.exchange import exports
from core.services.exchange.formats import FORMATS, format_named
from core.services.exchange.whole_file import write_whole
from core.services.lifecycle import close, open_app, open_existing
from core.services.operations.server_address import server_address
from core.services.postmortems.cards import Card, people_text

Run = Callable[[Namespace], int]


def new(chosen: Namespace) -> int:
    """Make a postmortem; print its id, its code and its links."""
    severity = Severity(chosen.severity) if chosen.severity else None
    started_at = _moment(chosen.started, chosen.zone) if chosen.started else None
    with _app() as app:
        pm_id = postmortems.create(app, chosen.title, severity, started_at, chosen.zone)
        _say_links(app, pm_id, as_json=chosen.json)
    return 0


def import_file(chosen: Namespace) -> int:
    """Make a postmortem from a JSON export; print what ``new`` prints."""
    (name,) = chosen.paths
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    with _app() as app:
        pm_id = exports.import_postmortem(app, data)
        _say_links(app, pm_id, as_json=chosen.json)
    return 0


def demo(chosen: Namespace) -> int:
    """Add the finished example, also where it was deleted."""
    with _app(example=False) as app:
        pm_id = postmortems.add_example(app)
        _print(f"The finished example is there again: {base_of(app)}/summary?pm={pm_id}")
    return 0


def list_all(chosen: Namespace) -> int:
    """All postmortems, the newest incident first."""
    with opened() as app:
        page = postmortems.archive(app)
        cards = [row.card for row in page.rows]
        for number in range(2, page.pages + 1):
            cards += [row.card for row in postmortems.archive(app, page=number).rows]
    if chosen.json:
        _print(json.dumps([_card(card) for card in cards], ensure_ascii=False, indent=2))
    else:
        for card in cards:
            _print(f"{card.id}  {card.severity or '--'}  {card.status:8}  {card.title}{_closed_mark(card)}")
    return 0


def export(chosen: Namespace) -> int:
    """Write a postmortem into a file or to the output."""
    fmt = format_named(chosen.format)
    with opened() as app:
        try:
            made = exports.export(app, chosen.id, fmt, base=_known_base(app), inside=True)
        except NotFound:
            raise NotFound(f"There is no postmortem {chosen.id[:40]}. `debrief list` shows all ids.") from None
    if chosen.output == "-" and FORMATS[fmt].binary and sys.stdout.isatty():
        raise BadInput("This format is nothing for a terminal. Say where it goes with -o FILE.")
    if chosen.output == "-":
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    else:
        write_whole(Path(chosen.output), made.data)
        _print(f"Written to {Path(chosen.output).absolute()}.")
    return 0


def key(chosen: Namespace) -> int:
    """Print the link that opens the workspace. Whoever has it sees every postmortem."""
    with opened() as app:
        if app.settings.decided_access == "oidc":
            raise BadInput("There is no key where people sign in: open Debrief's address and choose “Sign in”.")
        _print(access.workspace_link(app, base_of(app)))
    return 0


@contextmanager
def _app(*, example: bool = True) -> Iterator[App]:
    app = open_app(example=example)
    try:
        yield app.reading_for(access.UNRESTRICTED)
    finally:
        close(app)


@contextmanager
def opened(*, write: bool = False, check: bool = True) -> Iterator[App]:
    """For commands that look at what is there: none of them makes a database, and most do not write.

    Whoever has a shell on the server sees what is closed, too.
    """
    app = open_existing(write=write, check=check)
    try:
        yield app.reading_for(access.UNRESTRICTED)
    finally:
        close(app)


def base_of(app: App) -> str:
    """Where the server can be reached: as it is set, else as the server that ran here said."""
    return _known_base(app) or f"http://localhost:{app.settings.port}"


def _known_base(app: App) -> str:
    """The same, but empty where only a guess would be left: a file that is sent around holds no dead link."""
    return app.settings.url or server_address(app)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say_links(app: App, pm_id: str, *, as_json: bool) -> None:
    links = access.links(app, pm_id, base_of(app))
    ways = {
        "facilitator": links.facilitator,
        "join": links.participant,
        "present": links.present,
        "summary": links.summary,
    }
    if as_json:
        _print(json.dumps({"id": pm_id, "code": links.code_shown, "links": ways}, indent=2))
        return
    for name, value in {"id": pm_id, "code": links.code_shown, **ways}.items():
        _print(f"{name:12} {value}")


def _card(card: Card) -> dict[str, object]:
    return {
        "id": card.id,
        "title": card.title,
        "severity": card.severity,
        "status": card.status,
        "created_at": card.created_at.isoformat(),
        "started_at": card.started_at.isoformat() if card.started_at else None,
        "filled": card.filled,
        "needed": card.needed,
        "open_actions": card.open_actions,
        "example": card.example,
        "closed": card.named is not None,
    }


def _closed_mark(card: Card) -> str:
    return "" if card.named is None else f"  (closed: {people_text(card.named)})"


def _moment(text: str, zone: str) -> datetime:
    """An ISO date and time; without an offset it is meant in ``zone``."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"“{text[:40]}” is no date and time. Write it like 2026-11-23T03:14+01:00.") from None
    return moment if moment.tzinfo else instant_of(moment, zone)
