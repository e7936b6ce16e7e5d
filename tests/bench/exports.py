"""Each export of a usual postmortem and of one that is as large as a document may be: time and size.

The large one is written here word by word, with lists, code and links as people use them. Files are made as in the
server: what is large in its bounded pool of child processes. Not here: whether the files are right; tests/export and
tests/promises see to that.
"""

import statistics
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path

from core.domain.guide.finished_example import finished_example
from core.domain.postmortem import (
    ActionRow,
    AnswerRow,
    FactorRow,
    Lens,
    Lessons,
    Postmortem,
    RootCause,
    Summary,
    TimelineKind,
    TimelineRow,
)
from core.export.json import to_json
from core.export.meta import ExportMetadata
from core.export.process.process_renderer import ProcessRenderer
from core.services.app import App
from core.services.exchange import exports
from core.services.exchange.formats import FORMATS
from core.services.lifecycle import close, open_app
from core.settings import Settings
from tests.bench.figures import Table

MS = 500
AT_MOST = {"docx": 1_500, "pdf": 700}
_WORDS = (
    "the job filled the volume and nobody was told because an alert on disk space had been muted in spring for "
    "a migration that ended in summer while checkout answered with errors and orders waited in their queue until "
    "files moved to an archive whose page in the runbook still named a host that was gone"
)
_BEGIN = datetime(2026, 3, 10, 1, 14, tzinfo=UTC)


def large() -> Postmortem:
    """About a megabyte as JSON: more rows and more prose than any meeting will type."""
    text = cycle(_WORDS.split())
    kinds = (TimelineKind.STARTED, TimelineKind.DETECTED, TimelineKind.RESPONDED, TimelineKind.MITIGATED)
    timeline = [
        TimelineRow(
            id=f"t{place}",
            at=_BEGIN + timedelta(minutes=7 * place),
            kind=kinds[place] if place < len(kinds) else TimelineKind.OTHER,
            who="on call",
            star=place % 50 == 0,
            text=_sentence(text, 40),
        )
        for place in range(500)
    ]
    return finished_example().model_copy(
        update={
            "summary": Summary(what_happened=_sentence(text, 60), impact=_prose(text, 110_000)),
            "timeline": (*timeline, finished_example().timeline[-1]),
            "root_cause": RootCause(
                **{
                    lens.value: tuple(AnswerRow(id=f"{lens}{place}", text=_sentence(text, 90)) for place in range(20))
                    for lens in Lens
                }
            ),
            "factors": tuple(FactorRow(id=f"f{place}", text=_sentence(text, 40)) for place in range(200)),
            "actions": tuple(
                ActionRow(
                    id=f"a{place}",
                    text=_sentence(text, 30),
                    owner="Mara",
                    due=date(2026, 4, 1),
                    done_when=_sentence(text, 30),
                )
                for place in range(60)
            ),
            "lessons": Lessons(
                went_right=_prose(text, 110_000),
                went_wrong=_prose(text, 110_000),
                differently=_prose(text, 110_000),
                lucky=_prose(text, 110_000),
            ),
        }
    )


def _sentence(texts: Iterator[str], count: int) -> str:
    return " ".join(islice(texts, count)).capitalize() + "."


def _prose(texts: Iterator[str], at_least: int) -> str:
    """Paragraphs, and now and then a list, a piece of code, bold words and an address."""
    parts: list[str] = []
    length = 0
    for place in cycle(range(8)):
        made = _sentence(texts, 70)
        if place == 3:
            made = "\n".join(f"- {_sentence(texts, 14)}" for _ in range(4))
        elif place == 5:
            made = f"The command `df -h /var/lib` showed **100 %**: {made} See https://status.example.org/{length}."
        parts.append(made)
        length += len(made) + 2
        if length >= at_least:
            break
    return "\n\n".join(parts)


async def measured(table: Table, folder: Path, scratch: Path) -> None:
    """The part ``exports`` of the benchmark."""
    app = open_app(Settings(data=scratch / "exports"), example=False, renderer=ProcessRenderer())
    try:
        for name, postmortem, rounds in (("usual", finished_example(), 5), ("1 MB", large(), 3)):
            meta = ExportMetadata(id="bench", created_at=_BEGIN, exported_at=_BEGIN)
            pm_id = exports.import_postmortem(app, to_json(postmortem, meta))
            for fmt in FORMATS:
                exports.export(app, pm_id, fmt)  # what is loaded at the first use is loaded once for all people
                _one(table, app, pm_id, fmt, name, rounds)
    finally:
        close(app)


def _one(table: Table, app: App, pm_id: str, fmt: str, name: str, rounds: int) -> None:
    spent = []
    size = 0
    for _ in range(rounds):
        since = time.perf_counter()
        size = len(exports.export(app, pm_id, fmt).data)
        spent.append(1000 * (time.perf_counter() - since))
    what = f"export {fmt}, {name}, {size / 1000:,.0f} kB"
    table.add_bound(what, statistics.median(spent), "ms", AT_MOST.get(fmt, MS))
