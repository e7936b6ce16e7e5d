"""A database with thousands of postmortems of varied text, for the parts that search and compare them.

Words are made of syllables and drawn as in real text, few of them often and most of them rarely, so that an index has
short and long lists. The same number gives the same texts.
"""

import random
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Final

from core.domain.postmortem import ActionRow, AnswerRow, Postmortem, RootCause, Severity, Summary, TimelineRow
from core.services import lifecycle
from core.services.app import App
from core.services.documents.records import record_of
from core.settings import Settings
from core.store import postmortems

POSTMORTEMS: Final = 10_000
AT_ONCE: Final = 500
_WORDS: Final = 20_000
_SYLLABLES: Final = [a + b for a in "bcdfghjklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol")]
_SERVICES: Final = [f"service-{number}" for number in range(60)]


class Writer:
    """Makes texts; ``word`` draws by Zipf's law."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        draw = self._random.choice
        self.words = sorted({"".join(draw(_SYLLABLES) for _ in range(2 + n % 3)) for n in range(_WORDS)})
        self._random.shuffle(self.words)
        self._chances = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))

    def word(self) -> str:
        return self.words[bisect_left(self._chances, self._random.random() * self._chances[-1])]

    def text(self, count: int) -> str:
        return " ".join(self.word() for _ in range(count))

    def postmortem(self, number: int, at: datetime) -> Postmortem:
        draw = self._random.choice
        return Postmortem(
            title=self.text(6).capitalize(),
            severity=draw(list(Severity)),
            services=tuple(sorted({draw(_SERVICES), draw(_SERVICES)})),
            tags=(self.word(),),
            summary=Summary(what_happened=self.text(40), impact=self.text(30)),
            timeline=tuple(TimelineRow(id=f"t{n}", text=self.text(12), at=at + timedelta(minutes=n)) for n in range(8)),
            root_cause=RootCause(technical=(AnswerRow(id="r", text=self.text(25)),)),
            actions=tuple(
                ActionRow(id=f"a{n}", text=self.text(9), owner=f"Owner {(number + n) % 40}") for n in range(5)
            ),
        )


@contextmanager
def library(folder: Path, count: int, url: str = "") -> Iterator[tuple[App, Writer]]:
    """An App over ``count`` postmortems, on SQLite in ``folder`` or on the PostgreSQL at ``url``."""
    writer = Writer()
    app = lifecycle.open_app(Settings(data=folder, database_url=url), example=False)
    try:
        for first in range(0, count, AT_ONCE):
            with app.db.write() as tx:
                now = tx.now()
                for number in range(first, min(first + AT_ONCE, count)):
                    began = now - timedelta(hours=2 * number + 2)
                    content = writer.postmortem(number, began)
                    pm_id = f"pm{number:06}"
                    postmortems.create(tx, pm_id, content.title, promised=True)
                    postmortems.save_record(tx, pm_id, record_of(content), 1)
        yield app, writer
    finally:
        lifecycle.close(app)
