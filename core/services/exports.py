"""A postmortem as a file, at any moment, and a file as a new postmortem. Files never carry links, codes or tokens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.domain.names import file_stem
from core.domain.postmortem import Postmortem
from core.errors import BadInput, TooLarge
from core.export.html import to_html
from core.export.ics import meeting_invite
from core.export.json import from_json, to_json
from core.export.markdown import to_markdown
from core.export.meta import Meta
from core.services.app import App
from core.services.authority import require_workspace
from core.services.creating import create_from
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


_FORMATS: Final[dict[str, tuple[str, Callable[[Postmortem, Meta], str | bytes]]]] = {
    "md": ("text/markdown; charset=utf-8", to_markdown),
    "html": ("text/html; charset=utf-8", to_html),
    "json": ("application/json", to_json),
}
FORMATS: Final = (*_FORMATS, "ics")


def export(app: App, pm_id: str, fmt: str, link: str = "") -> Export:
    """The whole postmortem as ``md``, ``html`` or ``json``, or its meeting as ``ics``. Raises BadInput, NotFound."""
    if fmt == "ics":
        return invite_ics(app, pm_id, link)
    if fmt not in _FORMATS:
        raise BadInput("Debrief exports Markdown, HTML, JSON and calendar invites. Choose md, html, json or ics.")
    media_type, write = _FORMATS[fmt]
    postmortem, meta = recorded(app, pm_id)
    made = write(postmortem, meta)
    return Export(f"{_stem(postmortem)}.{fmt}", media_type, made if isinstance(made, bytes) else made.encode())


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
    return Export(f"{_stem(postmortem)}.ics", "text/calendar; charset=utf-8", invite)


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


def _stem(postmortem: Postmortem) -> str:
    return file_stem(shown_title(postmortem.title))
