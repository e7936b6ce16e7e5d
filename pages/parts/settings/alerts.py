"""Settings: where alerting tools send to, their keys and signing secrets, what their words for severity propose.

Keys are folded, so that a shared screen shows none by accident; a signing secret is written and never shown.
"""

from collections.abc import Callable
from zlib import crc32

import streamlit as st

from core.domain.inbound.signed_body import SigningSecret
from core.services.access import Visitor
from core.services.inbound import keys, overview, signing
from core.services.inbound.alerts import severities, waiting
from core.services.inbound.source import Source
from core.services.inbound.sources import SOURCES
from pages.parts.frame import html, service_calls, state, times
from pages.parts.settings import contents
from pages.parts.settings.contents import Part

MESSAGES, WORDS = "inbound-said", "inbound-severities"
TOOL, SECRET = "inbound-tool", "inbound-secret"


def render(visitor: Visitor) -> None:
    contents.heading(Part.ALERTS)
    html.block(
        "An alerting tool opens a postmortem when something begins, and adds rows to its timeline. A key lets it send, "
        "and read nothing. <code>docs/alerts.md</code> says what to enter in each tool.",
        "quiet",
    )
    service_calls.show_message(MESSAGES)
    _confirmations(visitor)
    left, right = st.columns(2, gap="large")
    with left:
        _tool(visitor)
    with right:
        _general_key(visitor)
        _severities(visitor)


def _tool(visitor: Visitor) -> None:
    st.subheader("A tool", anchor=False)
    name = st.selectbox(
        "Which tool sends",
        list(SOURCES),
        index=None,
        format_func=lambda item: html.option(SOURCES[item].label),
        placeholder="Choose a tool",
        key=TOOL,
    )
    if not name:
        _latest(visitor)
        return
    source = SOURCES[name]
    signs = name in signing.signing_sources(state.app(), visitor)
    address = f"{state.base_url()}/live/in/{name}"
    html.block("Its address:", "small quiet")
    _code(address)
    with st.expander("Its key", icon=":material/key:"):
        key = keys.key(state.app(), name)
        _code(key)
        _code(keys.example(state.base_url(), name, key))
        html.block("Only where a tool can set neither a header nor a password, the key goes into the address:", "small")
        _code(f"{address}/{key}")
        _renew(name, visitor)
    if source.scheme is not None:
        _secret(source, visitor, signs=signs)


def _secret(source: Source, visitor: Visitor, *, signs: bool) -> None:
    title = "Signed: what is not signed is refused" if signs else "It can sign what it sends"
    with st.expander(title, icon=":material/verified_user:"):
        html.block(
            "With a secret, every message must carry its signature, and needs no key beside it."
            + (" The one that is entered is not shown again." if signs else ""),
            "small",
        )
        with st.form(f"{SECRET}-{source.name}", border=False, clear_on_submit=True):
            st.text_input(source.secret_label, key=_field(source, "secret"), type="password", autocomplete="off")
            if source.free_headers:
                st.text_input("Header of the signature, if not its usual one", key=_field(source, "header"))
                st.text_input("Header of the time, if it sends one", key=_field(source, "time"))
            st.form_submit_button("Save it", type="primary", on_click=_save_secret, args=(source, visitor))
        if signs:
            what = "From then on its key alone lets it send."
            st.button(
                "Remove the secret", key=f"{SECRET}-remove", help=what, on_click=_drop_secret, args=(source, visitor)
            )


def _field(source: Source, name: str) -> str:
    return f"{SECRET}-{source.name}-{name}"


def _general_key(visitor: Visitor) -> None:
    st.subheader("One key for all tools", anchor=False)
    with st.expander("The key for alerts", icon=":material/key:"):
        key = keys.key(state.app())
        _code(key)
        _code(keys.example(state.base_url(), "", key))
        _renew("", visitor)


def _renew(source: str, visitor: Visitor) -> None:
    with st.popover("Renew or revoke it"):
        st.write("The old one opens nothing from then on. To revoke it, make a new one and give it to nobody.")
        st.button(
            "Yes, make a new one",
            type="primary",
            key=f"inbound-renew-{source}",
            on_click=_renew_key,
            args=(source, visitor),
        )


def _severities(visitor: Visitor) -> None:
    """The team's words, one line for each severity."""
    st.subheader("What a word for severity proposes", anchor=False)
    with st.form("inbound-severities-form", border=False):
        known = severities.as_text(severities.severities(state.app()))
        key = f"{WORDS}-{crc32(known.encode())}"  # another field for another list, so that it shows what is kept now
        st.text_area("One line for each severity", value=known, key=key, height=140)
        html.block(
            "Proposed to those in the meeting, never set. P4 proposes nothing. Empty brings the usual list back.",
            "small quiet",
        )
        st.form_submit_button("Save words", on_click=_save_words, args=(key, visitor))


def _confirmations(visitor: Visitor) -> None:
    for item in waiting.confirmations(state.app(), visitor):
        with st.container(border=True, key=f"confirm-{item.id}"):
            html.block(
                f"<b>{html.esc(item.label)}</b> asks whether this subscription is wanted. If it is yours, open this "
                "address in your browser. Debrief does not open it."
            )
            _code(item.address or "It names no address.")
            at = times.moment_text(item.at, state.zone())
            html.block(f"It came {html.esc(at)}.", "quiet small")
            st.button("Done", key=f"confirmed-{item.id}", on_click=_confirmed, args=(item.id, visitor))


def _latest(visitor: Visitor) -> None:
    """Which tools send, and since when one is silent."""
    rows = overview.latest(state.app(), visitor)
    lines = "".join(
        f"<tr><td>{html.esc(row.label)}</td><td>{html.esc(times.moment_text(row.at, state.zone()))}</td></tr>"
        for row in rows
    )
    if lines:
        table = f"<table><thead><tr><th>Tool</th><th>Sent last</th></tr></thead><tbody>{lines}</tbody></table>"
        html.block(html.scrollable_tables(table))


def _code(text: str) -> None:
    st.code(text, language=None, wrap_lines=True)


# The buttons' callbacks. They run before the page is drawn.


def _run(call: Callable[[], object], success: str) -> None:
    service_calls.run_service(MESSAGES, call, success)


def _renew_key(source: str, visitor: Visitor) -> None:
    _run(lambda: keys.renew(state.app(), visitor, source), "There is a new key. The old one opens nothing now.")


def _save_secret(source: Source, visitor: Visitor) -> None:
    typed = [str(state.peek(_field(source, name)) or "") for name in ("secret", "header", "time")]
    secret = SigningSecret(*typed)
    _run(lambda: signing.set_secret(state.app(), source.name, secret, visitor), "Kept. What is not signed is refused.")


def _drop_secret(source: Source, visitor: Visitor) -> None:
    _run(lambda: signing.remove_secret(state.app(), source.name, visitor), "Removed. Its key lets it send.")


def _save_words(key: str, visitor: Visitor) -> None:
    typed = str(state.peek(key) or "")
    _run(lambda: severities.set_from_text(state.app(), typed, visitor), "Kept, for alerts that come from now on.")


def _confirmed(delivery_id: int, visitor: Visitor) -> None:
    _run(lambda: waiting.confirmed(state.app(), delivery_id, visitor), "")
