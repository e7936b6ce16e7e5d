"""The commands themselves: each opens the App, calls one service and says what came of it."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from core.domain.postmortem import Severity
from core.domain.timeline import zone_named
from core.errors import BadInput
from core.services import access, exports, postmortems
from core.services.app import App, close, open_app
from core.services.cards import Card
from core.services.doctor import examine

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
    """Make a postmortem from a file; print what ``new`` prints."""
    data = sys.stdin.buffer.read() if chosen.file == "-" else Path(chosen.file).read_bytes()
    with _app() as app:
        pm_id = exports.import_postmortem(app, data)
        _say_links(app, pm_id, as_json=chosen.json)
    return 0


def demo(chosen: Namespace) -> int:
    """Add the finished example, also where it was deleted."""
    with _app(example=False) as app:
        pm_id = postmortems.add_example(app)
        _say(f"The finished example is there again: {_base(app)}/summary?pm={pm_id}")
    return 0


def list_all(chosen: Namespace) -> int:
    """All postmortems, the newest incident first."""
    with _app() as app:
        page = postmortems.archive(app)
        cards = [row.card for row in page.rows]
        for number in range(2, page.pages + 1):
            cards += [row.card for row in postmortems.archive(app, page=number).rows]
    if chosen.json:
        _say(json.dumps([_card(card) for card in cards], ensure_ascii=False, indent=2))
    else:
        for card in cards:
            _say(f"{card.id}  {card.severity or '--'}  {card.status:8}  {card.title}")
    return 0


def export(chosen: Namespace) -> int:
    """Write a postmortem into a file or to the output."""
    fmt = chosen.format.lower()
    if chosen.output == "-" and fmt in exports.FOR_PROGRAMS and sys.stdout.isatty():
        raise BadInput("This format is nothing for a terminal. Say where it goes with -o FILE.")
    with _app() as app:
        made = exports.export(app, chosen.id, exports.ALSO.get(fmt, fmt), base=app.settings.url or "")
    if chosen.output == "-":
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
    else:
        Path(chosen.output).write_bytes(made.data)
        _say(f"Written to {chosen.output}.")
    return 0


def doctor(chosen: Namespace) -> int:
    """Say how the database is. 1 when something was found that a person should look at."""
    with _app() as app:
        report = examine(app, remake=chosen.reproject)
    _say(f"Database: {report.database}")
    _say(f"Access: {report.access}")
    _say(f"Postmortems: {report.postmortems}, in the trash: {report.in_trash}")
    if chosen.reproject:
        _say(f"Records made again: {report.remade}")
    for finding in report.findings:
        _say(f"{finding.postmortem_id} {finding.title}: {finding.sentence}")
    _say("Everything can be read." if not report.findings else f"Things to look at: {len(report.findings)}")
    return 1 if report.findings else 0


def key(chosen: Namespace) -> int:
    """Print the link that opens the workspace. Whoever has it sees every postmortem."""
    with _app() as app:
        _say(access.workspace_link(app, _base(app)))
    return 0


@contextmanager
def _app(*, example: bool = True) -> Iterator[App]:
    app = open_app(example=example)
    try:
        yield app
    finally:
        close(app)


def _base(app: App) -> str:
    return app.settings.url or f"http://localhost:{app.settings.port}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _say_links(app: App, pm_id: str, *, as_json: bool) -> None:
    links = access.links(app, pm_id, _base(app))
    ways = {
        "facilitator": links.facilitator,
        "join": links.participant,
        "present": links.present,
        "summary": links.summary,
    }
    if as_json:
        _say(json.dumps({"id": pm_id, "code": links.code_shown, "links": ways}, indent=2))
        return
    for name, value in {"id": pm_id, "code": links.code_shown, **ways}.items():
        _say(f"{name:12} {value}")


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
    }


def _moment(words: str, zone: str) -> datetime:
    """An ISO date and time; without an offset it is meant in ``zone``."""
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        raise BadInput(f"“{words[:40]}” is no date and time. Write it like 2026-11-23T03:14+01:00.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone_named(zone))
