"""Measures Debrief beside a bare y-websocket server and Streamlit's own hello page. Never a timed test."""
