"""The figures that are on the page, to take along: a table, and a page to print."""

import streamlit as st

from core.domain.insights.report import Report
from core.services.insights import files
from pages.parts.frame import html


def render(report: Report) -> None:
    with html.screen_only("insight-files"), st.container(horizontal=True, gap="small"):
        st.download_button(
            "Page to print (HTML)",
            data=lambda: files.as_page(report),
            file_name="debrief-insights.html",
            mime="text/html",
            key="insights-html",
            on_click="ignore",
            icon=":material/print:",
        )
        st.download_button(
            "Figures as a table (CSV)",
            data=lambda: files.as_table(report),
            file_name="debrief-insights.csv",
            mime="text/csv",
            key="insights-csv",
            on_click="ignore",
            icon=":material/download:",
        )
