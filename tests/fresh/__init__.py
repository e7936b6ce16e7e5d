"""What a machine needs that knows nothing of Debrief yet."""
