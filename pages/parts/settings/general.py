"""Settings: my name, the workspace's key, the order of day and month, due dates, the names of the server's settings."""

import streamlit as st

from core import __version__
from core.domain.people.names import NAME_AT_MOST
from core.errors import DebriefError
from core.services import access as services
from core.services.access import Visitor
from core.services.actions import due_dates
from pages.parts.frame import access, html, service_calls, state

DAY_ORDER, MESSAGES = "settings-day-order", "settings-day-order-said"
DUE_DAYS, DUE_SAID = "settings-due-days", "settings-due-days-said"
_DAY_ORDERS = {"dmy": "4 December (day first)", "mdy": "12 April (month first)", "": "asked when it matters"}


def my_name(visitor: Visitor) -> None:
    """The name, to change; or who is signed in, whose name is the provider's."""
    if visitor.signed_in:
        _signed_in(visitor)
        return
    with st.form("settings-name"):
        st.header("Your name", anchor=False)
        name = st.text_input(
            "As the others see it in meetings", value=visitor.name, max_chars=NAME_AT_MOST, key="settings-name"
        )
        if st.form_submit_button("Save", type="primary"):
            try:
                services.rename(state.app(), visitor, name or "")
            except DebriefError as error:
                st.error(html.plain(error.sentence))
            else:
                st.success("Saved.")


def _signed_in(visitor: Visitor) -> None:
    provider, out = html.esc(state.app().settings.provider_name), html.esc(f"{state.base_url()}/live/sign-out")
    with st.container(border=True):
        st.header("You", anchor=False)
        html.block(f"<p>Signed in as <b>{html.esc(visitor.name)}</b>, through {provider}.</p>")
        html.block(f'<a class="button" href="{out}">Sign out</a>')
        html.block(f'<a class="button" href="{out}#everywhere">Sign out everywhere</a>')


def workspace(visitor: Visitor) -> None:
    with st.container(border=True):
        st.header("The workspace", anchor=False)
        if access.people_sign_in():
            name = html.esc(state.app().settings.provider_name)
            html.block(
                f"People sign in through {name}, which also says what each may do here. Guests come into one meeting "
                "by its link or code."
            )
            return
        if not access.needs_key():
            html.block(
                "Debrief listens on this computer only, so it takes no key. With <code>make serve</code> it is open to "
                "the network, behind a key that is printed in the terminal."
            )
            return
        html.block("This link lets a colleague into everything here: home, archive and follow-up.", "quiet")
        st.code(services.workspace_link(state.app(), state.base_url()), language=None, wrap_lines=True)
        with st.popover("Make a new key"):
            st.write("The old link and everybody who came in with it are then locked out, except you.")
            if st.button("Yes, make a new key", type="primary"):
                services.rotate_workspace(state.app(), visitor)
                st.rerun()


def day_order(visitor: Visitor) -> None:
    """Whether the team reads 4/12 as a day in December or in April."""
    with st.container(border=True):
        st.header("Days in numbers", anchor=False)
        state.once(DAY_ORDER, lambda: due_dates.day_order(state.app()) or "")
        st.radio(
            "4/12 is",
            list(_DAY_ORDERS),
            format_func=_DAY_ORDERS.__getitem__,
            key=DAY_ORDER,
            horizontal=True,
            on_change=_set_day_order,
            args=(visitor,),
            help="For due dates and days typed anywhere, from now on. Dates that stand already stay as they are.",
        )
        service_calls.show_message(MESSAGES)


def _set_day_order(visitor: Visitor) -> None:
    chosen = state.peek(DAY_ORDER)

    def change() -> None:
        due_dates.set_day_order(state.app(), str(chosen) or None, visitor)

    service_calls.run_service(MESSAGES, change, "Kept, for the whole team.")


def due_days(visitor: Visitor) -> None:
    """How long the team usually gives an action item, by severity."""
    with st.form(DUE_DAYS):
        st.header("Due dates", anchor=False)
        known = due_dates.due_days(state.app())
        columns = st.columns(len(known))
        for column, (severity, days) in zip(columns, known.items(), strict=True):
            column.number_input(
                f"{severity.value}, days",
                min_value=1,
                max_value=due_dates.MOST_DUE_DAYS,
                value=days,
                key=f"{DUE_DAYS}-{severity.value}",
            )
        html.block('<p class="small quiet">Offered where an action has no date yet. Nothing is set by itself.</p>')
        st.form_submit_button("Save days", on_click=_set_due_days, args=(visitor,))
        service_calls.show_message(DUE_SAID)


def _set_due_days(visitor: Visitor) -> None:
    known = due_dates.due_days(state.app())
    typed = {severity: state.peek(f"{DUE_DAYS}-{severity.value}") for severity in known}
    wanted = {
        severity: number if isinstance(number := typed[severity], int) else days for severity, days in known.items()
    }
    service_calls.run_service(
        DUE_SAID, lambda: due_dates.set_due_days(state.app(), wanted, visitor), "Kept, for the whole team."
    )


def server_settings() -> None:
    """Names and descriptions, never values: some are secret."""
    rows = "".join(
        f"<tr><td><code>{html.esc(name)}</code></td><td>{html.esc(description)}</td></tr>"
        for name, description in state.app().settings.described()
    )
    html.block(
        f"<p>This is Debrief {__version__}. These are set in the environment and read when the server starts.</p>"
        + html.scrollable_tables(f"<table><tbody>{rows}</tbody></table>")
    )
