"""Guide: ground rules, questions, hints, sections, severities, and one incident written twice."""

import streamlit as st

from core.domain.guide.entries import Chapter, find
from pages.parts.frame import access, html
from pages.parts.guide import chapters

access.require_someone()
html.add_styles()

with html.column():
    st.title("Guide", anchor=False)
    html.block("Everything the room asks, with a good answer next to a poor one.", "quiet")
    query = chapters.search_box()
    topic = chapters.requested_entry(query)
    found = find(query)
    chapters.no_match(found, query)
    chapters.contents(found)
    for chapter in Chapter:
        chapters.chapter(chapter, found, expanded=bool(query) or topic.startswith("section-"))
