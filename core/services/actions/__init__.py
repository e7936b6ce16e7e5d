"""Action items after the meeting: queries, follow-up, reminders, exports."""
