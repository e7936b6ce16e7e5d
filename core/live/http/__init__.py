"""Requests beside Streamlit's pages: routes, cookies, origins, headers and limits."""
