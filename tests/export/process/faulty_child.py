"""A child that does what the title in its job says, for tests of what the server does then."""

import json
import os
import signal
import sys
import time
from pathlib import Path

from core.export.process.answers import DONE, FAILED, REFUSED
from core.export.process.frames import read_message, write_message


def answer(word: str) -> list[bytes]:
    if word == "sleep":
        time.sleep(600)
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word.startswith("die once "):
        mark = Path(word.removeprefix("die once "))
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if word == "refuse":
        return [REFUSED, b"Too long for this child."]
    if word == "fail":
        return [FAILED, b"Traceback: a fault of ours"]
    return [DONE, f"{word} by {os.getpid()}".encode()]


def main() -> None:
    while True:
        try:
            _, postmortem, _ = read_message(sys.stdin.buffer)
        except EOFError:
            return
        write_message(sys.stdout.buffer, answer(json.loads(postmortem)["title"]))


if __name__ == "__main__":
    main()
