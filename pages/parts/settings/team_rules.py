"""Settings: the editor for the team's own hint rules in TOML. A refused text stays, with the line of the error."""

import streamlit as st

from core.errors import DebriefError
from core.services.access import Visitor
from core.services.hints import hint_rules as services
from core.services.hints.hint_rules import FILE, TeamRules
from pages.parts.frame import error_boundary, html, state

TEXT = "team-rules"
SEEN = "team-rules-seen"
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


def editor(team: TeamRules, visitor: Visitor) -> None:
    with st.form("team-rules-form"):
        st.subheader("Your own rules", anchor=False)
        html.block(
            "<p>Add rules in your words, or switch some off. Each rule brings sentences that it must notice and "
            "others that it must let pass; they are tried before anything changes.</p>"
        )
        if state.peek(TEXT) is None:
            state.put(TEXT, team.text)
            state.put(SEEN, team.text)
        changed = team.text != state.peek(SEEN)
        st.text_area("Rules, in TOML", key=TEXT, height=260, placeholder=EXAMPLE)
        label = "Use mine instead" if changed else "Use these rules"
        st.form_submit_button(label, key="use-rules", type="primary", on_click=_save, args=(visitor, team.text))
    if changed:
        html.block("<p>Changed by somebody else since this page was opened. Their rules:</p>", "note")
        st.code(team.text, language="toml", wrap_lines=True)
    refused = state.take(REFUSED)
    if isinstance(refused, str):
        st.error(html.plain(refused))
    elif state.take(SAVED):
        st.success("These rules are in use, in every meeting, from now on.")
    with st.expander("An example, and how to read it"):
        st.code(EXAMPLE, language="toml", wrap_lines=True)
        html.block(
            "<p>In a pattern, the words between the brackets are underlined; <code>a|b</code> is one or the other, "
            "<code>x?</code> may be missing, <code>..</code> is a few words. <code>docs/hints.md</code> has it all.</p>"
        )
    if team.file_there:
        html.block(f"<p class='quiet small'>The rules of <code>{FILE}</code> in the data folder are in use too.</p>")


def _save(visitor: Visitor, seen: str) -> None:
    """In a callback, so that the table beside shows the saved rules in the same run."""
    try:
        services.set_team_rules(state.app(), str(state.peek(TEXT) or ""), visitor, seen)
    except DebriefError as error:
        state.put(REFUSED, f"{error.sentence} Nothing has changed.")
    except Exception as error:  # a callback runs outside the page's error boundary
        error_boundary.report(error)
    else:
        state.put(SAVED, True)
        state.put(SEEN, str(state.peek(TEXT) or ""))
