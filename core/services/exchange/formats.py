"""The formats in which a postmortem leaves Debrief: one row for each, which is all that has to be added for another.

The command line, the routes, the summary's buttons and the file names read this table; ``docs/exports.md`` lists the
same, by test. Not here: reading the postmortem, and how many files are made at once (``exports``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final

from core.domain.actions.action_view import ActionView
from core.domain.postmortem import Postmortem
from core.errors import BadInput
from core.export.actions_csv import actions_csv
from core.export.meta import ExportMetadata
from core.export.process.renderer import LocalRenderer, Renderer
from core.export.slack.message import to_slack
from core.services.documents.records import shown_title

CSV: Final = "text/csv; charset=utf-8"
CALENDAR: Final = "text/calendar; charset=utf-8"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Contents:
    """What a file is made from. ``link`` leads to the meeting, ``base`` is what links to the summary begin with.

    ``changed_at``: the latest change of the record or of the meeting, for calendars.
    ``renderer`` makes the documents that take long.
    """

    pm_id: str
    postmortem: Postmortem
    meta: ExportMetadata
    actions: Sequence[ActionView] = ()
    link: str = ""
    base: str = ""
    changed_at: datetime | None = None
    renderer: Renderer = field(default_factory=LocalRenderer)


@dataclass(frozen=True)
class Format:
    """``ending`` is what the file's name ends in; ``label`` the button on the summary, empty for none.

    ``main``: the button stands open, not in the menu. ``also`` is what people type for it. ``binary``: nothing for a
    terminal. ``reads_actions``: needs the action items with what became of them. ``shows_pictures``: holds the pictures
    of the timeline. ``queued``: takes long enough that only a few are made at once.
    """

    ending: str
    media_type: str
    make: Callable[[Contents], str | bytes]
    label: str = ""
    main: bool = False
    also: tuple[str, ...] = ()
    binary: bool = False
    reads_actions: bool = False
    shows_pictures: bool = False
    queued: bool = True


def summary_link(base: str, pm_id: str) -> str:
    return f"{base.rstrip('/')}/summary?pm={pm_id}" if base else ""


def _document(kind: str) -> Callable[[Contents], bytes]:
    """``kind`` is a key of ``core.export.process.documents.DOCUMENTS``."""
    return lambda contents: contents.renderer.document(kind, contents.postmortem, contents.meta)


def _todo(contents: Contents) -> bytes:
    from core.export.calendar.deadlines import ReviewDay, actions_calendar  # large, and not needed at the start

    pm_id, title = contents.pm_id, shown_title(contents.postmortem.title)
    review_on = contents.postmortem.follow_up.review_on
    return actions_calendar(
        name=f"Debrief: {title}",
        actions=contents.actions,
        reviews=[] if review_on is None else [ReviewDay(pm_id, title, review_on)],
        now=contents.meta.exported_at,
        base=contents.base,
        written={pm_id: contents.changed_at} if contents.changed_at else {},
    )


def _slack(contents: Contents) -> str:
    return to_slack(contents.postmortem, contents.meta, summary_link(contents.base, contents.pm_id))


def _invite(contents: Contents) -> bytes:
    """Raises BadInput while no time is set."""
    from core.export.calendar.meeting_invite import meeting_invite  # large, and not needed at the start

    start = contents.postmortem.meeting_at
    if start is None:
        raise BadInput("The meeting has no time yet. Set one, and the invite is ready.")
    return meeting_invite(
        pm_id=contents.pm_id,
        title=shown_title(contents.postmortem.title),
        start=start,
        minutes=max(1, round(sum(part.planned_s for part in contents.meta.sections) / 60)),
        now=contents.meta.exported_at,
        link=contents.link or None,
        changed_at=contents.changed_at,
    )


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "pdf": Format(
            ".pdf",
            "application/pdf",
            _document("pdf"),
            "PDF, to read and print",
            main=True,
            binary=True,
            shows_pictures=True,
        ),
        "docx": Format(
            ".docx",
            _WORD,
            _document("docx"),
            "Word, to go on with",
            main=True,
            also=("word",),
            binary=True,
            shows_pictures=True,
        ),
        "md": Format(
            ".md",
            "text/markdown; charset=utf-8",
            _document("md"),
            "Markdown",
            main=True,
            also=("markdown",),
        ),
        "html": Format(
            ".html",
            "text/html; charset=utf-8",
            _document("html"),
            "One web page",
            shows_pictures=True,
        ),
        "csv": Format(
            "-actions.csv",
            CSV,
            lambda contents: actions_csv(contents.actions),
            "Actions as a table (CSV)",
            reads_actions=True,
        ),
        "todo.ics": Format(
            "-todo.ics",
            CALENDAR,
            _todo,
            "Deadlines and review, for a calendar",
            also=("todo",),
            reads_actions=True,
        ),
        "ics": Format(".ics", CALENDAR, _invite, "Invite to the meeting", queued=False),
        "json": Format(
            ".json",
            "application/json",
            _document("json"),
            "JSON, to import again",
            shows_pictures=True,
        ),
        "slack": Format("-slack.txt", "text/plain; charset=utf-8", _slack),
    }
)


def format_named(name: str) -> str:
    """The format that somebody means: its name, or what people type for it. Raises BadInput with all names."""
    wanted = name.strip().lower()
    found = next((key for key, fmt in FORMATS.items() if wanted == key or wanted in fmt.also), None)
    if found is None:
        raise BadInput(f"There is no such format. Choose one of these: {', '.join(FORMATS)}.")
    return found
