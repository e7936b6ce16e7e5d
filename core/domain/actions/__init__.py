"""Action items: which ones are commitments, and which were declined."""
