"""The PDF document."""
