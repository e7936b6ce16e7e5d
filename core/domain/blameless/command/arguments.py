"""The arguments of the command, and what its help says."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from core.domain.blameless.command.formats import FORMATS

PROGRAM: Final = "python -m core.domain.blameless"
_EPILOG: Final = """\
exit status: 0 nothing found, 1 hints found, 2 wrong use, or a file that cannot be read.
Without files it answers JSON lines from standard input; then found hints are status 0, but with --fail.
The hints are for English. docs/hints.md has everything."""


def parse_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Ends the process with status 2 on wrong use, as ``argparse`` does."""
    options = argparse.ArgumentParser(
        prog=PROGRAM,
        description="Blameless hints for Markdown files. “report FILE.jsonl” says how each rule does on labelled text.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    options.add_argument("files", nargs="*", metavar="FILE.md", help="Markdown to read; - is standard input")
    options.add_argument("--format", choices=sorted(FORMATS), default="text", help="how hints are written (text)")
    options.add_argument("--person", action="append", default=[], metavar="NAME", help="somebody the text may name")
    options.add_argument("--closer", action="store_true", help="also hints that are not sure; the status ignores them")
    options.add_argument("--exit-zero", action="store_true", help="status 0 also when hints were found")
    options.add_argument("--rules", type=Path, metavar="FILE.toml", help="your team's own rules")
    options.add_argument(
        "--team", type=Path, metavar="FILE.json", help="what your team exported: rules, mutes, thresholds"
    )
    lines = options.add_argument_group("without files")
    lines.add_argument("--fail", action="store_true", help="status 1 when a line was flagged")
    lines.add_argument("--plain", action="store_true", help="plain lines in, words for people out")
    chosen = options.parse_args(arguments)
    if chosen.files and (chosen.fail or chosen.plain):
        options.error("--fail and --plain are for lines from standard input; with files use --exit-zero and --format")
    return chosen
