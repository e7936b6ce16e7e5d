"""The history of a postmortem: its revisions, what changed between two of them, the text of one, and restoring it."""

import streamlit as st

from core.domain.content.version_diff import DiffPart, FieldChange, Kind, SectionChange
from core.services.documents import revisions
from core.services.documents.revisions import NOW, Changes, RevisionEntry
from pages.parts.frame import html, service_calls, state, times
from pages.parts.summary import text_parts

MESSAGES = "history-said"
SHOWN = 20
LIMIT = "history-shown"
_LABELS = {Kind.ADDED: "added", Kind.REMOVED: "removed"}
_TAGS = {Kind.ADDED: "ins", Kind.REMOVED: "del"}


def render(pm_id: str, zone: str, *, may_restore: bool) -> None:
    service_calls.show_message(MESSAGES)
    entries = revisions.history(state.app(), pm_id)
    if not entries:
        html.block("<p>Nothing was kept yet. A version is kept at each section of the meeting and as people write.</p>")
        return
    left, right = st.columns([2, 5], gap="large")
    with left:
        chosen = _choose(entries, zone)
    with right:
        _revision(pm_id, chosen, entries, zone, may_restore)


def _choose(entries: tuple[RevisionEntry, ...], zone: str) -> RevisionEntry:
    limit = state.peek(LIMIT)
    shown = entries[: limit if isinstance(limit, int) else SHOWN]
    by_id = {item.id: item for item in shown}
    chosen = st.radio(
        "Versions, the newest first",
        list(by_id),
        format_func=lambda number: (
            f"**{html.plain(_when(by_id[number], zone))}** · {html.plain(_why(by_id[number], zone))}"
        ),
        key="version",
    )
    if len(entries) > len(shown):
        st.button("Show older ones", type="tertiary", on_click=state.put, args=(LIMIT, len(shown) + SHOWN))
    return by_id.get(chosen or 0, shown[0])


def _revision(
    pm_id: str, chosen: RevisionEntry, entries: tuple[RevisionEntry, ...], zone: str, may_restore: bool
) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        others = [other for other in entries if other.id != chosen.id]
        names = {other.id: _when(other, zone) for other in others} | {NOW: "the text of today"}
        to = st.selectbox(
            "Compare it with", list(names), index=len(names) - 1, format_func=names.__getitem__, key="compare-with"
        )
        if may_restore:
            _restore_popover(pm_id, chosen, zone)
    found = revisions.changes(state.app(), pm_id, chosen.id, NOW if to is None else to)
    html.block(changes_html(found, zone), "doc changes")
    with st.expander("How it read then", icon=":material/article:"):
        _, then = revisions.revision_text(state.app(), pm_id, chosen.id)
        html.block(f'<p class="quiet">{html.esc(then.title or "Without a title")}</p>')
        text_parts.sections(pm_id, state.app().renderer.page_text(then, whole=True).parts)


def changes_html(found: Changes, zone: str) -> str:
    """Every difference: removed text struck out, added text underlined."""
    to = "today" if found.to is None else _when(found.to, zone)
    head = f"<h2>From {html.esc(_when(found.since, zone))} to {html.esc(to)}</h2>"
    if not found.sections:
        return f"{head}<p>Both say the same. Choose an earlier version, or another one to compare it with.</p>"
    return head + "".join(_section(section) for section in found.sections)


def _section(change: SectionChange) -> str:
    fields = "".join(_field(field) for field in change.fields)
    return f"<h3>{html.esc(change.title or 'Title and meeting')}</h3><ul class='rows'>{fields}</ul>"


def _field(change: FieldChange) -> str:
    chip = (
        html.chip(_LABELS[change.kind], "done" if change.kind is Kind.ADDED else "late")
        if change.kind in _LABELS
        else ""
    )
    text = "".join(_piece(piece) for piece in change.pieces)
    return f'<li><span class="quiet small">{html.esc(change.label)}</span> {chip}<div class="pre">{text}</div></li>'


def _piece(piece: DiffPart) -> str:
    tag = _TAGS.get(piece.kind)
    text = html.esc(piece.text)
    return f"<{tag}>{text}</{tag}>" if tag else text


def _restore_popover(pm_id: str, chosen: RevisionEntry, zone: str) -> None:
    with st.popover("Bring it back…", icon=":material/history:"):
        html.block(
            f"<p>The text becomes what it was on <b>{html.esc(_when(chosen, zone))}</b>. What stands there now is "
            "kept as a version first, so that this can be taken back too.</p>"
            "<p>Whoever has the room open is asked to reload it; unsent words are kept in their browser.</p>"
        )
        st.button(
            "Bring it back", key="restore", type="primary", width="stretch", on_click=_restore, args=(pm_id, chosen)
        )


def _restore(pm_id: str, chosen: RevisionEntry) -> None:
    message = "It is the text of today again. What was there before is the version below."
    service_calls.run_service(
        MESSAGES, lambda: revisions.restore(state.app(), pm_id, chosen.id, state.visitor()), message
    )


def _when(item: RevisionEntry, zone: str) -> str:
    return times.local_moment_text(item.at, zone, state.zone())


def _why(item: RevisionEntry, zone: str) -> str:
    of = f" ({times.local_moment_text(item.of, zone, state.zone())})" if item.of else ""
    return f"{item.label}{of}" + (f" · {item.by}" if item.by else "")
