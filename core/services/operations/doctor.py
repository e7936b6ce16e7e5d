"""Checks that everything stored can be read, and rebuilds records. For the operator."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.document.load import is_incomplete, load
from core.document.read import read
from core.domain.postmortem import Postmortem
from core.errors import DebriefError, SchemaTooNew
from core.services.app import App
from core.services.documents.document_store import open_document, reproject
from core.services.documents.records import postmortem_of
from core.services.lifecycle import OLD_DATABASE
from core.store import postmortems, settings_kv
from core.store.database import health, row_archive
from core.store.database.audience import UNRESTRICTED

BROKEN = "Its document cannot be read. Restore it from a backup."
DIFFERS = (
    "Its record says other words than its document: a part of the log may be missing. Compare the summary with the "
    "last backup; `debrief doctor --reproject` makes the record again from what the document says."
)
GAP = "A part of its log is missing, so that later words cannot be shown. Restore it from a backup."


@dataclass(frozen=True)
class Finding:
    """One problem of one postmortem, in a sentence; about the database as a whole when ``postmortem_id`` is empty."""

    postmortem_id: str
    title: str
    sentence: str


@dataclass(frozen=True)
class Report:
    """``database`` names the place, never a password. ``access`` and ``address`` are those of the server that last ran
    on it, empty when none did. ``remade`` counts records made again.
    """

    database: str
    access: str
    address: str
    postmortems: int
    in_trash: int
    remade: int
    findings: tuple[Finding, ...]


def check_database(app: App, *, remake: bool = False) -> Report:
    """Check the database, then read every document, in the trash too; with ``remake`` make every record again.

    When the database is damaged, or of another version, only that is reported.
    """
    other = _other_version(app)
    if other:
        return Report(app.db.place, "", "", 0, 0, 0, (Finding("", "", other),))
    broken = health.findings(app.db)
    findings = [Finding("", "", sentence) for sentence in broken]
    rows: list[postmortems.PostmortemRow] = []
    gone: list[postmortems.PostmortemRow] = []
    access = address = ""
    try:
        with app.db.read(UNRESTRICTED) as tx:
            rows, gone = postmortems.list_(tx), postmortems.list_(tx, trashed=True)
            access = settings_kv.get_setting(tx, settings_kv.SERVER_ACCESS) or ""
            address = settings_kv.get_setting(tx, settings_kv.SERVER_ADDRESS) or ""
    except DebriefError as error:
        findings.append(Finding("", "", error.sentence if not broken else ""))
    for row in (*rows, *gone):
        findings += [Finding(row.id, row.title, sentence) for sentence in _problems(app, row.id)]
    if remake:
        for row in (*rows, *gone):
            reproject(app, row.id)
    return Report(
        database=app.db.place,
        access=access,
        address=address,
        postmortems=len(rows),
        in_trash=len(gone),
        remade=len(rows) + len(gone) if remake else 0,
        findings=tuple(finding for finding in findings if finding.sentence),
    )


def _other_version(app: App) -> str:
    """What to do with a database of an older or a newer Debrief, whose tables are right as they are. Empty for ours."""
    try:
        with app.db.read() as tx:
            schema = row_archive.revision(tx)
    except DebriefError:  # damaged: the checks for that say more
        return ""
    if schema is None or schema == row_archive.newest():
        return ""
    return OLD_DATABASE.format(place=app.db.place) if row_archive.knows(schema) else SchemaTooNew().sentence


def _problems(app: App, pm_id: str) -> Iterator[str]:
    try:
        opened = open_document(app, pm_id, in_trash=True)
        reading = read(load(opened.updates))
        yield from reading.problems
        if is_incomplete(opened.updates):
            yield GAP
        with app.db.read() as tx:
            record = postmortems.record(tx, pm_id)
        if record is not None and record.last_update_id == opened.last_id and _says_other(record, reading.postmortem):
            yield DIFFERS
    except DebriefError as error:
        yield error.sentence
    except ValueError:  # from pycrdt: bytes in the log that are no update
        yield BROKEN


def _says_other(record: postmortems.RecordRow, postmortem: Postmortem) -> bool:
    """The record was made from the same log by some version of Debrief: compared as this version reads it."""
    try:
        return postmortem_of(record) != postmortem
    except ValueError:
        return True
