"""Renaming and merging services or tags in every postmortem, and taking it back.

Each document is changed by an edit of its own, so that nobody who types in one waits for the others, and the next
projection says the same. A run that is broken off leaves whole documents only; the same again does the rest.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from core.document.edit import Change
from core.document.labels import LabelRenaming, undo_renaming
from core.domain.labels import as_label, clean_label
from core.errors import BadInput, NotFound
from core.services.app import App
from core.services.authority import require_workspace
from core.services.documents import document_store
from core.services.insights.readings import catch_up
from core.services.labels.names import LabelKind
from core.store import insights
from core.store.people.visitors import Visitor

Progress = Callable[[int, int], object]


@dataclass(frozen=True)
class Affected:
    """How many postmortems a renaming changes, those in the trash among them."""

    postmortems: int
    trashed: int


@dataclass(frozen=True)
class Renamed:
    """What was done in one document: the names taken away, and whether the new one was not there before."""

    pm_id: str
    taken: tuple[str, ...]
    added: bool


@dataclass(frozen=True)
class Renaming:
    kind: LabelKind
    new: str
    changed: tuple[Renamed, ...]


def affected(app: App, kind: LabelKind, old: Collection[str], new: str) -> Affected:
    """What ``rename`` with the same names would change now. Raises BadInput as it does."""
    clean_label(new)
    rows = _with_any(app, kind, _names(old, new))
    return Affected(len(rows), sum(trashed for _, trashed in rows))


def rename(
    app: App, kind: LabelKind, old: Collection[str], new: str, by: Visitor | None, progress: Progress | None = None
) -> Renaming:
    """Put ``new`` in the place of each of ``old``, everywhere. ``progress(done, all)`` is called after each document.

    Raises BadInput, WorkspaceLocked.
    """
    with app.db.read() as tx:
        require_workspace(app, tx, by)
    name, names = clean_label(new), _names(old, new)
    changed = []
    seen: set[str] = set()
    # Somebody may type an old name while the others are renamed: so it is looked for until no other one has it.
    while rows := [pm_id for pm_id, _ in _with_any(app, kind, names) if pm_id not in seen]:
        total = len(seen) + len(rows)
        for pm_id in rows:
            change = LabelRenaming(kind, names, name)
            if _edited(app, pm_id, change, by):
                changed.append(Renamed(pm_id, change.taken, change.added))
            seen.add(pm_id)
            if progress is not None:
                progress(len(seen), total)
    return Renaming(kind, name, tuple(changed))


def undo(app: App, renaming: Renaming, by: Visitor | None, progress: Progress | None = None) -> int:
    """Put the names back where they were. Returns in how many postmortems; what was changed since stays as it is."""
    with app.db.read() as tx:
        require_workspace(app, tx, by)
    number = 0
    for done, row in enumerate(renaming.changed, start=1):
        change = undo_renaming(renaming.kind, row.taken, renaming.new, added=row.added)
        number += _edited(app, row.pm_id, change, by)
        if progress is not None:
            progress(done, len(renaming.changed))
    return number


def _edited(app: App, pm_id: str, change: Change, by: Visitor | None) -> bool:
    """False when nothing changed, or when it was deleted meanwhile."""
    try:
        return document_store.edit(app, pm_id, change, by.id if by else None)
    except NotFound:
        return False


def _names(old: Collection[str], new: str) -> frozenset[str]:
    names = frozenset(as_label(name) for name in old) - {""}
    if not names - {as_label(new)}:
        raise BadInput("Choose at least one other name that becomes this one.")
    return names


def _with_any(app: App, kind: LabelKind, names: frozenset[str]) -> list[tuple[str, bool]]:
    """Postmortems that have one of the names, with whether they are in the trash."""
    catch_up(app)
    with app.db.read() as tx:
        rows = insights.labels(tx)
    return [
        (row.postmortem_id, bool(row.trashed))
        for row in rows
        if not names.isdisjoint((row.services if kind == "services" else row.tags).split("\n"))
    ]
