"""Guide: how we talk, how the sections are filled, and what the severities mean."""

import streamlit as st

from pages.parts import access, guided, look, rules

access.require_workspace()
look.css()

with st.container(width=look.READING):
    st.title("Guide", anchor=False)
    look.block("Everything the room asks, with a good answer next to a poor one.", "quiet")
    st.header("How we talk", anchor=False)
    rules.draw()
    st.header("The seven sections", anchor=False)
    guided.sections()
    st.header("How bad was it?", anchor=False)
    guided.severities()
