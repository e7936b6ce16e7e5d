"""Old reports and postmortems with hostile words in every part, neighbours linked, for the tests of the memory."""

from collections.abc import Iterable

from core.services.app import App
from core.services.memory import links
from core.services.old_reports import ReportFile, bring_in
from core.services.postmortems.creating import create_from
from tests.support.pages import Tab
from tests.support.payloads import CODE, LINKS, STRUCTURE, filled_with

HOSTILE = (*CODE, *LINKS, *STRUCTURE)
LOOKED_FOR = "zebras"


def report_with(payload: str, number: int) -> str:
    line = payload.replace("\n", " ")
    return (
        f"# Outage {number} {line}\n\n**Severity**: {line}\n**Services**: {line}\n\n## Summary\n\n"
        f"The {LOOKED_FOR} stood still. {payload}\n\n## Timeline\n\n- 10:00 {line}\n- 10:30 resolved {line}\n\n"
        f"## Root cause\n\n{payload}\n\n## Action items\n\n- [ ] {line} (@{line[:20]})\n\n## {line}\n\n{payload}\n"
    )


def filled(app: App, payloads: Iterable[str]) -> Tab:
    """Reports that came in, and a postmortem for each payload with it in every field; neighbours are linked."""
    tab = Tab(app)
    before = ""
    for number, payload in enumerate(payloads):
        assert bring_in(app, ReportFile(f"{number}.md", report_with(payload, number))).id
        content, _ = filled_with(f"{LOOKED_FOR} {payload} ")
        with app.db.write() as tx:
            pm_id = create_from(tx, content, tab.visitor, promised=True)
        if before:
            links.link(app, pm_id, before, tab.visitor)
        before = pm_id
    return tab
