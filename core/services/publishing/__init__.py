"""Publishing a postmortem to readers outside the meeting."""
