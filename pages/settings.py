"""Settings: my name, the workspace and its secret addresses, webhooks, the team's hint rules, the server's settings."""

import streamlit as st

from pages.parts import access, hint_rules, look, secret_addresses, setting_up, team_rules, webhooks

visitor = access.require_workspace()
look.css()

st.title("Settings", anchor=False)
left, right = st.columns(2, gap="large")
with left:
    setting_up.my_name(visitor)
    setting_up.workspace(visitor)
with right:
    setting_up.server_settings()

secret_addresses.show(visitor)

st.header("Webhooks", anchor="webhooks", divider="gray")
webhooks.section(visitor)

st.header("Hints", anchor="hints", divider="gray")
team = hint_rules.known()
left, right = st.columns(2, gap="large")
with left:
    hint_rules.muted(team, visitor)
    hint_rules.table(team, visitor)
with right:
    team_rules.editor(team, visitor)
    hint_rules.not_blame()
