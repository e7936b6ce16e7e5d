"""Calendar files: the meeting's invitation, and the deadlines of action items and reviews."""
