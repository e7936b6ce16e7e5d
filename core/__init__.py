"""Debrief without its pages: rules, storage, documents, use cases and the live room."""
