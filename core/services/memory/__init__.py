"""What the team remembers: earlier incidents like this one, links between them, and two side by side."""
