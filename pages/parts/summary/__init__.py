"""The summary and the published page."""
