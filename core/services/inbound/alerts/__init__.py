"""Alerts: where a body belongs, its lines in the document, and what waits for a person on Home."""
