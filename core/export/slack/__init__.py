"""The Slack message."""
