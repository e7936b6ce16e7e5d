"""A server that says what it holds: a command run in this process, with a port of its own beside it (Linux).

``python -m tests.support.looked_into PORT python -m streamlit run app.py …`` runs that module as it would run alone.
A line sent to the port is a question: ``figures``, ``types``, ``trace`` or ``fill``; the answer is one line of JSON.
"""

import ctypes
import gc
import json
import os
import runpy
import socketserver
import sys
import threading
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any, Final

MOST: Final = 40
FRAMES: Final = 12
PAGE: Final = 1024
PIECES: Final = 4_100
PIECE: Final = "At {0} somebody of the second shift saw that queue {1} did not move, and that relay {0} was open. " * 2


def figures() -> dict[str, int]:
    """Bytes of this process, resident and its own, and what it holds, after a look for what nobody holds any more."""
    tidy()
    fields = dict(line.split(":", 1) for line in Path("/proc/self/smaps_rollup").read_text().splitlines()[1:])
    size = {name: PAGE * int(value.split()[0]) for name, value in fields.items()}
    return {
        "rss": size["Rss"],
        # Not the pages of libraries, which are this process's alone as soon as no other process has them.
        "own": size["Anonymous"],
        "objects": len(gc.get_objects()),
        "threads": threading.active_count(),
        "descriptors": len(os.listdir("/proc/self/fd")),
        **_sessions(),
    }


def tidy() -> None:
    """Frees what is garbage, and gives freed memory back to the system."""
    for _ in range(3):
        gc.collect()
    ctypes.CDLL(None).malloc_trim(0)


def _sessions() -> dict[str, int]:
    """Streamlit's sessions that are connected, and those of browsers that left; rooms of the live floor."""
    from streamlit import runtime

    from core.live import context

    manager: Any = getattr(runtime.get_instance(), "_session_mgr", None) if runtime.exists() else None
    connected = len(manager.list_active_sessions()) if manager is not None else 0
    every = len(manager.list_sessions()) if manager is not None else 0
    rooms = sum(len(live.rooms.loaded()) for live in context._running)
    return {"connected": connected, "left": every - connected, "rooms": rooms}


def types() -> dict[str, int]:
    """How many objects there are of each type, the most numerous first."""
    tidy()
    counts = Counter(f"{type(item).__module__}.{type(item).__qualname__}" for item in gc.get_objects())
    return dict(counts.most_common(400))


_before: list[tracemalloc.Snapshot] = []


def trace() -> list[str]:
    """Starts to trace; from the second time on, where memory was asked for that was not there the time before."""
    if not tracemalloc.is_tracing():
        tracemalloc.start(FRAMES)
    tidy()
    now = tracemalloc.take_snapshot()
    found = now.compare_to(_before[-1], "traceback")[:MOST] if _before else []
    _before[:] = [now]
    return [
        f"{item.size_diff:+d} bytes, {item.count_diff:+d} blocks\n" + "\n".join(item.traceback.format())
        for item in found
    ]


def fill() -> int:
    """Fills the memories of pieces of text, which are bounded and full after some hundred meetings. How many pieces."""
    from core.store.search.index_words import index_words

    for number in range(PIECES):
        index_words(PIECE.format(number, number * 31 % 997))
    return PIECES


QUESTIONS: Final = {"figures": figures, "types": types, "trace": trace, "fill": fill}


class _Answer(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        question = self.rfile.readline().decode().strip()
        self.wfile.write(json.dumps(QUESTIONS[question]()).encode() + b"\n")


def main(port: str, _python: str, _m: str, module: str, *arguments: str) -> None:
    server = socketserver.TCPServer(("127.0.0.1", int(port)), _Answer)
    # It looks so seldom whether it is to end, which it never is: each look would be a cost of what it looks into.
    threading.Thread(target=server.serve_forever, args=(3600.0,), name="looked-into", daemon=True).start()
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
