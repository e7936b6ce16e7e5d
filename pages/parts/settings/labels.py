"""Settings: the team's services and tags in one place, to rename, to merge, and to be told what is nearly the same."""

from typing import Final

import streamlit as st

from core.domain.insights.finding import several
from core.domain.label_doubles import Doubles
from core.domain.labels import LONGEST
from core.errors import DebriefError
from core.services.access import Visitor
from core.services.labels import names, renaming
from core.services.labels.names import LabelKind
from core.services.labels.renaming import Renaming
from pages.parts.frame import html, service_calls, state

_MESSAGES, _LAST, _KIND, _OLD, _NEW = (f"labels-{part}" for part in ("said", "last", "kind", "old", "new"))
_TITLES: Final[dict[LabelKind, str]] = {"services": "Services", "tags": "Tags"}
_PROPOSED: Final = 5
_LISTED: Final = 1000


@st.fragment
def render(visitor: Visitor) -> None:
    service_calls.show_message(_MESSAGES)
    kind: LabelKind = st.segmented_control(
        "Which names",
        names.KINDS,
        default="services",
        required=True,
        format_func=lambda name: _TITLES[name],
        key=_KIND,
        label_visibility="collapsed",
    )
    uses = names.names_in_use(state.app(), kind)
    _undo(visitor)
    if not uses:
        html.block("<p>None yet. They come from the incident summary of each postmortem.</p>", "quiet")
        return
    left, right = st.columns(2, gap="large")
    with left:
        _form(kind, uses, visitor)
    with right:
        _proposals(kind, uses, visitor)


def _form(kind: LabelKind, uses: dict[str, int], visitor: Visitor) -> None:
    with st.container(border=True):
        st.subheader("Rename or merge", anchor=False)
        old = st.multiselect(
            "These names",
            list(uses)[:_LISTED],
            format_func=lambda name: f"{name} ({uses.get(name, 0)})",  # shown as text, whatever it is
            key=f"{_OLD}-{kind}",
            placeholder="One to rename, several to merge",
        )
        new = st.text_input("become", key=f"{_NEW}-{kind}", max_chars=LONGEST, placeholder="orders-db")
        if not old or not (new or "").strip():
            return
        try:
            found = renaming.affected(state.app(), kind, old, new or "")
        except DebriefError as error:
            html.block(f"<p>{html.esc(error.sentence)}</p>", "quiet")
            return
        trash = f", {several(found.trashed, 'one of them', 'of them')} in the trash" if found.trashed else ""
        html.block(
            f"<p>This changes {several(found.postmortems, 'postmortem')}{trash}. What was published stays as it was "
            "published; the page says that it was edited since. It can be undone here until you leave.</p>",
            "small",
        )
        if st.button(f"Change {several(found.postmortems, 'postmortem')}", type="primary", key="labels-go"):
            _rename(kind, tuple(old), new or "", visitor)


def _proposals(kind: LabelKind, uses: dict[str, int], visitor: Visitor) -> None:
    found = names.proposed_doubles(state.app(), kind)
    with st.container(border=True):
        st.subheader("Probably the same", anchor=False)
        if not found:
            html.block("<p>No two names look alike.</p>", "quiet")
        for doubles in found[:_PROPOSED]:
            _proposal(kind, doubles, uses, visitor)
        if len(found) > _PROPOSED:
            html.block(f"<p>{len(found) - _PROPOSED} more when these are decided.</p>", "quiet small")


def _proposal(kind: LabelKind, doubles: Doubles, uses: dict[str, int], visitor: Visitor) -> None:
    def shown(name: str) -> str:
        return f"<b>{html.esc(name)}</b> ({uses.get(name, 0)})"

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        html.block(f"<p>{', '.join(map(shown, doubles.others))} and {shown(doubles.keep)}</p>")
        key = f"{kind}-{doubles.keep}-{'-'.join(doubles.others)}"
        total = sum(uses.get(name, 0) for name in doubles.others)
        label = f"Merge into {html.plain(doubles.keep)} (changes {total})"
        if st.button(label, key=f"labels-merge-{key}"):
            _rename(kind, doubles.others, doubles.keep, visitor)
        if st.button("Not the same", key=f"labels-apart-{key}", type="tertiary"):
            for other in doubles.others:
                service_calls.run_service(
                    _MESSAGES,
                    lambda other=other: names.keep_apart(state.app(), doubles.keep, other, visitor),  # type: ignore[misc]
                    "Kept apart.",
                )
            st.rerun(scope="app")


def _rename(kind: LabelKind, old: tuple[str, ...], new: str, visitor: Visitor) -> None:
    bar = st.progress(0.0, "Changing the postmortems. Stay on this page.")
    done: list[Renaming] = []
    service_calls.run_service(
        _MESSAGES,
        lambda: done.append(
            renaming.rename(state.app(), kind, old, new, visitor, lambda at, all_: bar.progress(at / max(all_, 1)))
        ),
    )
    if done:
        state.put(_LAST, done[0])
        state.forget(f"{_OLD}-{kind}")
        state.forget(f"{_NEW}-{kind}")
    st.rerun(scope="app")


def _undo(visitor: Visitor) -> None:
    last = state.peek(_LAST)
    if not isinstance(last, Renaming):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        number = several(len(last.changed), "postmortem")
        html.block(f"<p>{number} {'has' if len(last.changed) == 1 else 'have'} “{html.esc(last.new)}” now.</p>", "note")
        if last.changed and st.button("Undo", key="labels-undo"):
            state.forget(_LAST)
            service_calls.run_service(
                _MESSAGES, lambda: renaming.undo(state.app(), last, visitor), "The names are as they were."
            )
            st.rerun(scope="app")
