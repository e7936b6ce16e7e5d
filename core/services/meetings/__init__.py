"""The meeting: its clock, its opening, its planned time."""
