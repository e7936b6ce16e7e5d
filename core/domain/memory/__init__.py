"""Two incidents beside each other: the words they share, and their facts in rows."""
