"""``make doors``: tries the ways in with the real programs. ``python -m tests.doors alertmanager`` tries only that one.

Everything is started on free ports of this computer and in a temporary folder, and ends with this command. Exit code 1
when something did not happen as it should.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.doors import alertmanager, container, server, templates

ENTRIES: dict[str, Callable[[Path, bool], list[str]]] = {
    "alertmanager": alertmanager.run,
    "templates": templates.run,
    "container": container.run_door,
    "server": server.run_door,
}
"""By name: what is tried in an empty folder. It prints what it sees and returns a sentence for each failure."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.doors", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*ENTRIES, []], help="what is tried; all without any")
    parser.add_argument("--record", action="store_true", help="keep what was sent as cases of the tests")
    chosen = parser.parse_args(arguments)
    failures = []
    for name in chosen.names or ENTRIES:
        print(f"== {name}", flush=True)  # noqa: T201
        with tempfile.TemporaryDirectory(prefix=f"debrief-{name}-") as folder:
            failures += [f"{name}: {sentence}" for sentence in ENTRIES[name](Path(folder), chosen.record)]
    print("\n".join(failures) or "All as it should be.")  # noqa: T201
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
