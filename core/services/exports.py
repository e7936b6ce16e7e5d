"""A postmortem as a file, at any moment, and a file as a new postmortem. Files never carry links, codes or tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.domain.names import file_stem
from core.domain.postmortem import Postmortem
from core.errors import BadInput, TooLarge
from core.export.actions_csv import actions_csv
from core.export.calendar import promises_calendar
from core.export.docx import to_docx
from core.export.html import to_html
from core.export.ics import meeting_invite
from core.export.json import from_json, to_json
from core.export.markdown import to_markdown
from core.export.meta import Meta
from core.export.pdf import to_pdf
from core.export.promised import Promised
from core.export.slack import to_slack
from core.services.app import App
from core.services.authority import require_workspace
from core.services.creating import create_from
from core.services.promised import of_all, of_postmortem, reviews_of
from core.services.records import shown_title
from core.services.summary import recorded
from core.store.visitors import Visitor

LARGEST_FILE: Final = 4 * 1024 * 1024


@dataclass(frozen=True)
class Export:
    """``filename`` is safe on every system."""

    filename: str
    media_type: str
    data: bytes


_TEXTS: Final[dict[str, Callable[[Postmortem, Meta], str | bytes]]] = {
    "md": to_markdown,
    "html": to_html,
    "pdf": to_pdf,
    "docx": to_docx,
    "json": to_json,
}
_CALENDAR: Final = "text/calendar; charset=utf-8"
_CSV: Final = "text/csv; charset=utf-8"

# What each file is, and what its name ends in.
_KINDS: Final[dict[str, tuple[str, str]]] = {
    "md": ("text/markdown; charset=utf-8", ".md"),
    "html": ("text/html; charset=utf-8", ".html"),
    "pdf": ("application/pdf", ".pdf"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "json": ("application/json", ".json"),
    "csv": (_CSV, "-actions.csv"),
    "todo.ics": (_CALENDAR, "-todo.ics"),
    "slack": ("text/plain; charset=utf-8", "-slack.txt"),
    "ics": (_CALENDAR, ".ics"),
}
FORMATS: Final = tuple(_KINDS)
FOR_PROGRAMS: Final = ("pdf", "docx")
ALSO: Final = {"todo": "todo.ics", "word": "docx", "markdown": "md"}  # what people type instead


def export(app: App, pm_id: str, fmt: str, link: str = "", base: str = "") -> Export:
    """The whole postmortem as ``md``, ``html``, ``pdf``, ``docx`` or ``json``; its actions as ``csv``, its deadlines
    and its review as ``todo.ics``; a chat message as ``slack``; its meeting as ``ics``.

    ``link`` is put into the invite; ``base`` is what links to the summary begin with, in to-dos and the message.
    Raises BadInput for another format and for an invite without a time, NotFound.
    """
    if fmt == "ics":
        return invite_ics(app, pm_id, link)
    if fmt not in FORMATS:
        raise BadInput(f"There is no such format. Choose one of these: {', '.join(FORMATS)}.")
    postmortem, meta = recorded(app, pm_id)
    made: str | bytes
    if fmt == "csv":
        made = actions_csv(_promised(app, pm_id, postmortem))
    elif fmt == "todo.ics":
        made = _todo(app, pm_id, postmortem, meta, base)
    elif fmt == "slack":
        made = to_slack(postmortem, meta, _summary(base, pm_id))
    else:
        made = _TEXTS[fmt](postmortem, meta)
    data = made if isinstance(made, bytes) else made.encode()
    return Export(file_name(postmortem, fmt), _KINDS[fmt][0], data)


def file_name(postmortem: Postmortem, fmt: str) -> str:
    """What the file of a postmortem is called, in one of FORMATS."""
    return file_stem(shown_title(postmortem.title)) + _KINDS[fmt][1]


def promises_csv(app: App) -> Export:
    """All actions of all postmortems as one table, open ones first; the examples are left out."""
    with app.db.read() as tx:
        rows = of_all(tx)
    return Export("debrief-promises.csv", _CSV, actions_csv(rows))


def to_paste(postmortem: Postmortem, meta: Meta, base: str = "") -> str:
    """The chat message for a person's clipboard, with the link to the summary if ``base`` is given."""
    return to_slack(postmortem, meta, _summary(base, meta.id), pasted=True)


def invite_ics(app: App, pm_id: str, link: str = "") -> Export:
    """An invite for the meeting, with ``link`` in it if one is given. Raises BadInput while no time is set."""
    postmortem, meta = recorded(app, pm_id)
    if postmortem.meeting_at is None:
        raise BadInput("The meeting has no time yet. Set one, and the invite is ready.")
    invite = meeting_invite(
        pm_id=pm_id,
        title=shown_title(postmortem.title),
        start=postmortem.meeting_at,
        minutes=max(1, round(sum(part.planned_s for part in meta.sections) / 60)),
        now=meta.exported_at,
        link=link or None,
    )
    return Export(file_name(postmortem, "ics"), _CALENDAR, invite)


def import_postmortem(app: App, data: bytes, by: Visitor | None = None) -> str:
    """Make a new postmortem that is equal to the one in a JSON export. Returns its id.

    Needs the workspace (``by`` None is the operator). Raises BadFile with what is wrong, TooLarge.
    """
    if len(data) > LARGEST_FILE:
        raise TooLarge("This file is larger than 4 MB, which no postmortem is. Choose the JSON file that Debrief made.")
    postmortem = from_json(data)
    with app.db.write() as tx:
        require_workspace(app, tx, by)
        pm_id = create_from(tx, postmortem, by)
    app.bell.ring("record", pm_id)
    return pm_id


def _promised(app: App, pm_id: str, postmortem: Postmortem) -> list[Promised]:
    with app.db.read() as tx:
        return of_postmortem(tx, pm_id, postmortem)


def _todo(app: App, pm_id: str, postmortem: Postmortem, meta: Meta, base: str) -> bytes:
    return promises_calendar(
        name=f"Debrief: {shown_title(postmortem.title)}",
        promises=_promised(app, pm_id, postmortem),
        reviews=reviews_of(postmortem, pm_id),
        now=meta.exported_at,
        base=base,
    )


def _summary(base: str, pm_id: str) -> str:
    return f"{base.rstrip('/')}/summary?pm={pm_id}" if base else ""
