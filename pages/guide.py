"""Guide: how we talk, how the sections are filled, and what the severities mean."""

import streamlit as st

from pages.parts import access, guided, look, rules

access.require_workspace()
look.css()

st.title("Guide", anchor=False)
look.block("Everything the room asks, with a good answer next to a poor one.", "quiet")
how, sections, severity = st.tabs(["How we talk", "The seven sections", "Severity"])
with how:
    rules.draw()
with sections:
    guided.sections()
with severity:
    guided.severities()
