"""The child process: takes one job after another from standard input, and answers on standard output.

A job is ``[kind, postmortem, meta]`` with a key of DOCUMENTS and two JSON objects, ``[kind, postmortem]`` with a key of
PAGES, or ``[PICTURE, file]``. An answer is ``[DONE, result]``, ``[REFUSED, sentence]`` for TooLarge, ``[BAD_FILE,
sentence]`` for a file that is no picture, or ``[FAILED, traceback]``.
It runs behind everybody who is in a meeting, with bounded memory and time, and ends with the server.
"""

import contextlib
import gc
import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from typing import IO, Final

from core.domain.postmortem import Postmortem
from core.errors import BadFile, TooLarge
from core.export.evidence.header import TOO_MANY_PIXELS
from core.export.evidence.reencode import reencode
from core.export.meta import ExportMetadata
from core.export.page_text import PAGE_TEXT, page_text
from core.export.process.answers import BAD_FILE, DONE, FAILED, PAGES, PICTURE, REFUSED, TOO_MUCH
from core.export.process.documents import DOCUMENTS
from core.export.process.frames import read_message, write_message
from core.export.process.priority import group_steps_back, step_back

JOB_SECONDS: Final = 60
"""Seconds of processor time for one job."""
_BYTES: Final = 4 * 1024**3
_LOOK_SECONDS: Final = 1.0


def answer(job: Sequence[bytes]) -> list[bytes]:
    """What the child says to a job. Raises nothing: the server decides what a failure means."""
    try:
        if job[0] == PICTURE:
            return [DONE, reencode(job[1]).packed()]
        kind = job[0].decode()
        postmortem = Postmortem.model_validate_json(job[1])
        if kind in PAGES:
            return [DONE, PAGE_TEXT.dump_json(page_text(postmortem, whole=PAGES[kind]))]
        return [DONE, DOCUMENTS[kind](postmortem, ExportMetadata.model_validate_json(job[2]))]
    except TooLarge as error:
        return [REFUSED, error.sentence.encode()]
    except BadFile as error:
        return [BAD_FILE, error.sentence.encode()]
    except MemoryError:
        return [REFUSED, (TOO_MANY_PIXELS if job[0] == PICTURE else TOO_MUCH).encode()]
    except Exception:
        return [FAILED, traceback.format_exc().encode(errors="replace")]


def main() -> None:
    source, target = _pipes()
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    step_back()
    _limit_memory()
    _collect_between_jobs()
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            job = read_message(source)
            _limit_time()
            write_message(target, answer(job))
            gc.collect()


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Both ends; whatever else is printed goes to standard error, so that it cannot spoil an answer."""
    target = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return sys.stdin.buffer, target


def _end_with(parent: int) -> None:
    """A server that was killed closes the pipe, which a job in progress does not see."""
    group_steps_back()
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _collect_between_jobs() -> None:
    """A document is hundreds of thousands of objects without circles: looking for some takes a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.disable()


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))


def _limit_time() -> None:
    """The limit counts from the start of the process, and this one has many jobs."""
    with contextlib.suppress(ImportError, OSError, ValueError, AttributeError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + JOB_SECONDS, most))


if __name__ == "__main__":
    main()
