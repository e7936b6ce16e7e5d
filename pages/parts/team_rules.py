"""The editor for the team's own rules: one text, an example to begin with, and a refusal that names the line."""

import streamlit as st

from core.errors import DebriefError
from core.services import hint_rules as services
from core.services.hint_rules import FILE, Team
from core.store.visitors import Visitor
from pages.parts import boundary, look, state

TEXT = "team-rules"
SAVED = "team-rules-saved"
REFUSED = "team-rules-refused"

EXAMPLE = """\
# Silent here. The names stand in the table.
switch_off = ["obviously"]

[[rule]]
id = "no-heroes"
category = "judgement"
message = "Heroics hide the tool that was missing."
question = "Which tool would have made this night ordinary?"
patterns = ["[saved the day]"]
flag = ["Ann saved the day."]
pass = ["The replica saved the data."]
"""


def editor(team: Team, visitor: Visitor) -> None:
    with st.form("team-rules-form"):
        st.subheader("Your own rules", anchor=False)
        look.block(
            "<p>Add rules in your words, or switch some off. Each rule brings sentences that it must notice and "
            "others that it must let pass; they are tried before anything changes.</p>"
        )
        state.once(TEXT, lambda: team.text)
        st.text_area("Rules, in TOML", key=TEXT, height=260, placeholder=EXAMPLE)
        st.form_submit_button("Use these rules", type="primary", on_click=_save, args=(visitor,))
    refused = state.take(REFUSED)
    if isinstance(refused, str):
        st.error(look.plain(refused))
    elif state.take(SAVED):
        st.success("These rules are in use, in every meeting, from now on.")
    with st.expander("An example, and how to read it"):
        st.code(EXAMPLE, language="toml", wrap_lines=True)
        look.block(
            "<p>In a pattern, the words between the brackets are underlined; <code>a|b</code> is one or the other, "
            "<code>x?</code> may be missing, <code>..</code> is a few words. <code>docs/hints.md</code> has it all.</p>"
        )
    if team.file_there:
        look.block(f"<p class='quiet small'>The rules of <code>{FILE}</code> in the data folder are in use too.</p>")


def _save(visitor: Visitor) -> None:
    """In a callback, so that the table beside is drawn with the rules that hold then."""
    try:
        services.set_team_rules(state.app(), str(state.peek(TEXT) or ""), visitor)
    except DebriefError as error:
        state.put(REFUSED, f"{error.sentence} Nothing has changed.")
    except Exception as error:  # a callback runs outside the page's boundary
        boundary.report(error)
    else:
        state.put(SAVED, True)
