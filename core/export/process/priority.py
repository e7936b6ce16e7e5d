"""Making room for meetings: what makes documents works behind everything else on the machine.

Not here: how much memory and time a job may take.
"""

import contextlib
import os
import time
from pathlib import Path
from typing import Final

NICE: Final = 10
GROUP_NICE: Final = 3
"""About half the share of others. A session at 10 has a tenth: on a machine with twenty busy ones no job would end."""
_GROUP: Final = Path("/proc/self/autogroup")
_TRIES: Final = 10
_PAUSE_SECONDS: Final = 0.12


def step_back() -> None:
    """This process and what it starts later. Does nothing on systems without such a thing."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(NICE)


def group_steps_back(group: Path = _GROUP) -> bool:
    """The same for the whole session, of which this process must be the leader. Whether it could be said.

    Linux gives each session an equal share of the processor while ``sched_autogroup_enabled`` is on, as it is on most
    systems; the niceness of a process then counts only among those of its own session (sched(7)).
    It takes one such change in a tenth of a second from all processes without privileges.
    """
    for _ in range(_TRIES):
        try:
            group.write_text(str(GROUP_NICE))
            return True
        except BlockingIOError:
            time.sleep(_PAUSE_SECONDS)
        except OSError:
            return False
    return False
