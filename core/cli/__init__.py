"""The ``debrief`` command, for whoever runs the server and for bots: it opens the database itself, no server needed.

Words on success go to the standard output, sentences on errors to the standard error. Exit codes: 0 done, 1 not done,
2 a command that is not one, 130 interrupted. No rules live here: every command calls a service.
"""

import contextlib
import io
import sys
from collections.abc import Sequence

from core.cli.parser import build_parser
from core.errors import DebriefError, StorageTrouble


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a letter is no reason to fail
    try:
        chosen = build_parser().parse_args(argv)
        code: int = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except StorageTrouble as error:
        sys.stderr.write(f"debrief: {error.operator}\n")
    except DebriefError as error:
        sys.stderr.write(f"debrief: {error.sentence}\n")
    except BrokenPipeError:
        # Whoever read the output has seen enough; closing keeps Python from complaining at exit.
        with contextlib.suppress(OSError):
            sys.stdout.close()
    except OSError as error:
        sys.stderr.write(f"debrief: {error.filename or 'A file'} cannot be used: {error.strerror}.\n")
    except KeyboardInterrupt:
        return 130
    return 1
