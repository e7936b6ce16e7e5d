"""Guide: how we talk, what to ask, what hints are about, the sections, the severities, one incident told twice."""

import streamlit as st

from core.domain.guide import Chapter, find
from pages.parts import access, guided, look

access.require_someone()
look.css()

with st.container(width=look.READING):
    st.title("Guide", anchor=False)
    look.block("Everything the room asks, with a good answer next to a poor one.", "quiet")
    query = guided.search_box()
    topic = guided.asked_for(query)
    found = find(query)
    guided.count(found, query)
    guided.contents(found)
    for chapter in Chapter:
        guided.chapter(chapter, found, opened=bool(query) or topic.startswith("section-"))
