"""``debrief doctor``: how the database, the computer and the configuration are, and what to do if one is not well."""

import json
import sys
from argparse import Namespace
from typing import Any

from core.services.lifecycle import close, open_existing
from core.services.operations.checks.all_checks import run_checks
from core.services.operations.checks.check import Check, Level
from core.services.operations.doctor import Report, check_database


def run(chosen: Namespace) -> int:
    """Each check on a line. 1 when something fails or cannot be read, 0 also with warnings."""
    app = open_existing(write=chosen.reproject, check=False)
    try:
        report, checks = check_database(app, remake=chosen.reproject), run_checks(app)
    finally:
        close(app)
    well = not report.findings and all(check.level is not Level.FAIL for check in checks)
    if chosen.json:
        sys.stdout.write(json.dumps(_as_json(report, checks, well=well), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(report, checks, remade=chosen.reproject))
    return 0 if well else 1


def _lines(report: Report, checks: tuple[Check, ...], *, remade: bool) -> list[str]:
    lines = [
        f"Database: {report.database}",
        f"Server: {_server(report)}",
        f"Postmortems: {report.postmortems}, in the trash: {report.in_trash}",
    ]
    if remade:
        lines.append(f"Records made again: {report.remade}")
    width = max(len(check.name) for check in checks)
    lines += [f"{check.level:<4}  {check.name:<{width}}  {check.sentence}" for check in checks]
    for finding in report.findings:
        where = f"{finding.postmortem_id} {finding.title}: " if finding.postmortem_id else ""
        lines.append(f"{where}{finding.sentence}")
    lines.append("Everything can be read." if not report.findings else f"Things to look at: {len(report.findings)}")
    return lines


def _as_json(report: Report, checks: tuple[Check, ...], *, well: bool) -> dict[str, Any]:
    return {
        "well": well,
        "database": report.database,
        "access": report.access,
        "address": report.address,
        "postmortems": report.postmortems,
        "in_trash": report.in_trash,
        "checks": [{"name": check.name, "level": str(check.level), "sentence": check.sentence} for check in checks],
        "findings": [
            {"postmortem": finding.postmortem_id, "title": finding.title, "sentence": finding.sentence}
            for finding in report.findings
        ],
    }


def _server(report: Report) -> str:
    if not report.access:
        return "none has run on this database yet"
    who = {"open": "open to its own computer", "oidc": "people sign in"}.get(report.access, "with the workspace key")
    return f"{who}, last at {report.address}"
