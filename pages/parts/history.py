"""The history of a postmortem: what was kept, what changed since, how it read then, and bringing it back."""

import streamlit as st

from core.domain.comparing import FieldChange, Kind, Piece, SectionChange
from core.services import revisions
from core.services.revisions import NOW, Changes, Kept
from core.services.summary import rendered
from pages.parts import commands, look, state, summed_up, times

SAID = "history-said"
SHOWN = 20
LIMIT = "history-shown"
_WORDS = {Kind.ADDED: "added", Kind.REMOVED: "removed"}
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}


def draw(pm_id: str, *, may_restore: bool) -> None:
    commands.say(SAID)
    kept = revisions.history(state.app(), pm_id)
    if not kept:
        look.block("<p>Nothing was kept yet. A version is kept at each section of the meeting and as people write.</p>")
        return
    left, right = st.columns([2, 5], gap="large")
    with left:
        chosen = _choose(kept)
    with right:
        _one(pm_id, chosen, kept, may_restore)


def _choose(kept: tuple[Kept, ...]) -> Kept:
    limit = state.peek(LIMIT)
    shown = kept[: limit if isinstance(limit, int) else SHOWN]
    by_id = {each.id: each for each in shown}
    chosen = st.radio(
        "Versions, the newest first",
        list(by_id),
        format_func=lambda number: f"**{look.plain(_when(by_id[number]))}** · {look.plain(_why(by_id[number]))}",
        key="version",
    )
    if len(kept) > len(shown):
        st.button("Show older ones", type="tertiary", on_click=state.put, args=(LIMIT, len(shown) + SHOWN))
    return by_id.get(chosen or 0, shown[0])


def _one(pm_id: str, chosen: Kept, kept: tuple[Kept, ...], may_restore: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        others = [each for each in kept if each.id != chosen.id]
        names = {each.id: _when(each) for each in others} | {NOW: "the text of today"}
        to = st.selectbox(
            "Compare it with", list(names), index=len(names) - 1, format_func=names.__getitem__, key="compare-with"
        )
        if may_restore:
            _bring_back(pm_id, chosen)
    changed = revisions.changes(state.app(), pm_id, chosen.id, NOW if to is None else to)
    look.block(changes(changed), "doc changes")
    with st.expander("How it read then", icon=":material/article:"):
        _, then = revisions.look(state.app(), pm_id, chosen.id)
        look.block(f'<p class="quiet">{look.esc(then.title or "Without a title")}</p>')
        summed_up.sections(rendered(then))


def changes(found: Changes) -> str:
    """Every difference in words, as HTML: what went is struck out, what came is underlined."""
    to = "today" if found.to is None else _when(found.to)
    head = f"<h2>From {look.esc(_when(found.since))} to {look.esc(to)}</h2>"
    if not found.sections:
        return f"{head}<p>Both say the same. Choose an earlier version, or another one to compare it with.</p>"
    return head + "".join(_section(each) for each in found.sections)


def _section(change: SectionChange) -> str:
    fields = "".join(_field(each) for each in change.fields)
    return f"<h3>{look.esc(change.title or 'Title and meeting')}</h3><ul class='rows'>{fields}</ul>"


def _field(change: FieldChange) -> str:
    word = (
        look.chip(_WORDS[change.kind], "done" if change.kind is Kind.ADDED else "late") if change.kind in _WORDS else ""
    )
    words = "".join(_piece(piece) for piece in change.pieces)
    return f'<li><span class="quiet small">{look.esc(change.label)}</span> {word}<div class="pre">{words}</div></li>'


def _piece(piece: Piece) -> str:
    tag = _TAGS.get(piece.kind)
    words = look.esc(piece.text)
    return f"<{tag}>{words}</{tag}>" if tag else words


def _bring_back(pm_id: str, chosen: Kept) -> None:
    with st.popover("Bring it back…", icon=":material/history:"):
        look.block(
            f"<p>The text becomes what it was on <b>{look.esc(_when(chosen))}</b>. What stands there now is kept as a "
            "version first, so that this can be taken back too.</p>"
            "<p>Whoever has the room open is asked to reload it; unsent words are kept in their browser.</p>"
        )
        st.button(
            "Bring it back", key="restore", type="primary", width="stretch", on_click=_restore, args=(pm_id, chosen)
        )


def _restore(pm_id: str, chosen: Kept) -> None:
    said = "It is the text of today again. What was there before is the version below."
    commands.obey(SAID, lambda: revisions.restore(state.app(), pm_id, chosen.id, state.visitor()), said)


def _when(each: Kept) -> str:
    return times.in_zone(each.at, state.zone())


def _why(each: Kept) -> str:
    of = f" ({times.in_zone(each.of, state.zone())})" if each.of else ""
    return f"{each.words}{of}" + (f" · {each.by}" if each.by else "")
