"""``debrief import``: old reports out of files, folders and archives, one by one, and a line or an object for each.

A single JSON file, or ``-``, is an export of Debrief's own, as before. Not here: how a report is read and stored.
"""

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from core.cli import commands
from core.domain.dates.zones import zone_named
from core.errors import BadInput, NotFound
from core.services.app import App
from core.services.lifecycle import close, open_app, open_existing
from core.services.old_reports import LIMITS, Outcome, ReportFile, Status, bring_in, preview, report_file, zip_files
from core.services.old_reports.outcome_json import outcome_as_json

_LINK: Final = "This is a link to another file, which is not followed. Give the file itself."


def run(chosen: Namespace) -> int:
    """Bring in each report, or only say what would come in. 1 when not one of the files can be read."""
    if len(chosen.paths) == 1 and (chosen.paths[0] == "-" or chosen.paths[0].lower().endswith(".json")):
        if chosen.dry_run:
            raise BadInput("--dry-run is for reports. A JSON export comes in as it is, or not at all.")
        return commands.import_file(chosen)
    if zone_named(chosen.zone) is None:
        raise BadInput(f"“{chosen.zone[:40]}” is no time zone that is known here. Use a name such as Europe/Berlin.")
    for path in chosen.paths:
        Path(path).stat()  # a name with a mistake is told before anything is stored
    counts = dict.fromkeys(Status, 0)
    with _app(dry_run=chosen.dry_run) as app:
        for outcome in _told(_outcomes(app, chosen), as_json=chosen.json):
            counts[outcome.status] += 1
    if not chosen.json:
        verb = "would come in" if chosen.dry_run else "came in"
        parts = (
            f"{counts[Status.NEW]} {verb}",
            f"{counts[Status.THERE]} there before",
            f"{counts[Status.REFUSED]} not read",
        )
        sys.stdout.write(f"{', '.join(parts)}.\n")
    return 0 if counts[Status.NEW] or counts[Status.THERE] else 1


@contextmanager
def _app(*, dry_run: bool) -> Iterator[App | None]:
    """The database; without storing anything also none, where there is none yet."""
    try:
        app = open_existing() if dry_run else open_app()
    except NotFound:
        yield None
        return
    try:
        yield app
    finally:
        close(app)


def _outcomes(app: App | None, chosen: Namespace) -> Iterator[Outcome]:
    for file in files_in(chosen.paths):
        yield (
            preview(app, file, chosen.zone) if app is None or chosen.dry_run else bring_in(app, file, None, chosen.zone)
        )


def _told(outcomes: Iterator[Outcome], *, as_json: bool) -> Iterator[Outcome]:
    """Printed one by one, so that nothing of a thousand reports is kept."""
    first = True
    for outcome in outcomes:
        if as_json:
            text = json.dumps(outcome_as_json(outcome), ensure_ascii=False, indent=2)
            sys.stdout.write(("[\n" if first else ",\n") + text)
        else:
            sys.stdout.write(_line(outcome))
        sys.stdout.flush()
        first = False
        yield outcome
    if as_json:
        sys.stdout.write("[]\n" if first else "\n]\n")


def _line(outcome: Outcome) -> str:
    report = outcome.report
    if report is None:
        return f"-                 {outcome.file}\n    {outcome.refused}\n"
    day = report.day.isoformat() if report.day else "no date   "
    rows, actions = len(report.postmortem.timeline), len(report.actions)
    found = f"{rows} rows, {actions} actions, {report.other_words} words in the notes"
    marks = "".join(f"    {mark}\n" for mark in outcome.marks)
    return f"{outcome.id or '-':16}  {day}  {report.title}\n    {outcome.file}: {found}\n{marks}"


def files_in(paths: list[str]) -> Iterator[ReportFile]:
    """The files of all paths, in the order of their names; each is read when its turn comes."""
    left = LIMITS.files
    for path in paths:
        for file in _files(Path(path), path):
            if left <= 0:
                yield ReportFile(path, refused=f"More than {LIMITS.files} files at once. Give the others next.")
                return
            left -= 1
            yield file


def _files(path: Path, name: str) -> Iterator[ReportFile]:
    if path.is_dir():
        yield from _in_folder(path)
    elif name.lower().endswith(".zip"):
        with path.open("rb") as file:
            yield from zip_files(name, file, LIMITS)
    else:
        yield _file(path, name, chosen=True)


def _in_folder(folder: Path) -> Iterator[ReportFile]:
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            path = Path(parent) / name
            if path.is_symlink():
                yield ReportFile(str(path), refused=_LINK)
            else:
                yield _file(path, str(path), chosen=False)


def _file(path: Path, name: str, *, chosen: bool) -> ReportFile:
    try:
        if not path.is_file():
            return ReportFile(name, refused="This is no plain file.")
        with path.open("rb") as file:
            return report_file(name, file.read(LIMITS.report + 1), LIMITS, chosen=chosen)
    except OSError as error:
        return ReportFile(name, refused=f"This file cannot be read: {error.strerror or 'the system refused it'}.")
