"""Settings: my name, the workspace's own link, and the names of the server's settings."""

import streamlit as st

from pages.parts import access, look, setting_up

visitor = access.require_workspace()
look.css()

st.title("Settings", anchor=False)
left, right = st.columns(2, gap="large")
with left:
    setting_up.my_name(visitor)
    setting_up.workspace(visitor)
with right:
    setting_up.server_settings()
