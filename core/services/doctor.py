"""Looks whether everything that is stored can be read, and makes records again. For whoever runs the server."""

from dataclasses import dataclass

from core.document.load import load
from core.document.read import read
from core.errors import DebriefError
from core.services.app import App
from core.services.documents import open_document, reproject
from core.store import postmortems


@dataclass(frozen=True)
class Finding:
    """One thing about one postmortem, in a sentence."""

    postmortem_id: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """``database`` names the kind and the place, never a password. ``remade`` counts records made again."""

    database: str
    access: str
    postmortems: int
    in_trash: int
    remade: int
    findings: tuple[Finding, ...]


def examine(app: App, *, remake: bool = False) -> Report:
    """Read every document outside the trash; with ``remake`` make every record again, in the trash too."""
    with app.db.read() as tx:
        rows, gone = postmortems.list_(tx), postmortems.list_(tx, trashed=True)
    findings: list[Finding] = []
    for row in rows:
        findings += [Finding(row.id, row.title, sentence) for sentence in _problems(app, row.id)]
    if remake:
        for row in (*rows, *gone):
            reproject(app, row.id)
    return Report(
        database=app.db.url.render_as_string(hide_password=True),
        access=app.settings.decided_access,
        postmortems=len(rows),
        in_trash=len(gone),
        remade=len(rows) + len(gone) if remake else 0,
        findings=tuple(findings),
    )


def _problems(app: App, pm_id: str) -> tuple[str, ...]:
    try:
        return read(load(open_document(app, pm_id).updates)).problems
    except DebriefError as error:
        return (error.sentence,)
    except ValueError:  # from pycrdt: bytes in the log that are no update
        return ("Its document cannot be read. Restore it from a backup.",)
