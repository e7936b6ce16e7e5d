"""Days, times of day, time zones and durations: how they are read from text and written as text."""
