"""``debrief hints``: a team's tuning of hints into a file, and back."""

import sys
from argparse import Namespace
from pathlib import Path

from core.domain.blameless.team_file import MOST_BYTES
from core.services.exchange.whole_file import write_whole
from core.services.hints import team_file
from core.services.lifecycle import close, open_existing


def run(chosen: Namespace) -> int:
    """Write the tuning to a file or the output, or let a file replace it."""
    return _import(chosen.file) if chosen.do == "import" else _export(chosen.file)


def _export(file: str) -> int:
    app = open_existing()
    try:
        data = team_file.export_team_file(app)
    finally:
        close(app)
    if file == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_whole(Path(file), data)
        sys.stdout.write(f"Written to {Path(file).absolute()}.\n")
    return 0


def _import(file: str) -> int:
    data = sys.stdin.buffer.read(MOST_BYTES + 1) if file == "-" else _start_of(Path(file))
    app = open_existing(write=True)
    try:
        done = team_file.import_team_file(app, data, None)
    finally:
        close(app)
    sys.stdout.write(f"{done.sentence}\n")
    return 0


def _start_of(path: Path) -> bytes:
    with path.open("rb") as given:
        return given.read(MOST_BYTES + 1)
