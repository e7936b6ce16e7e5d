"""``debrief key``: the link that opens the workspace, or a create-only key for the tools that send alerts."""

import sys
from argparse import Namespace

from core.cli import commands
from core.errors import BadInput
from core.services.inbound import keys
from core.services.inbound.sources import source_named
from core.services.lifecycle import close, open_existing


def run(chosen: Namespace) -> int:
    """Print it. The link opens every postmortem; with a create-only key one can send, and read nothing."""
    if not chosen.create_only:
        if chosen.source or chosen.renew:
            raise BadInput("--source and --renew belong to --create-only.")
        return commands.key(chosen)
    source = source_named(chosen.source).name if chosen.source else ""
    app = open_existing(write=chosen.renew)
    try:
        if chosen.renew:
            keys.renew(app, None, source)
        found, base = keys.key(app, source), commands.base_of(app)
    finally:
        close(app)
    address = f"{base}/live/in/{source or 'SOURCE'}"
    lines = [
        f"key      {found}",
        f"address  {address}",
        *([f"         {address}/{found}   (only where a tool can set no header)"] if source else []),
        "",
        "Send a first alert:",
        keys.example(base, source, found),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0
