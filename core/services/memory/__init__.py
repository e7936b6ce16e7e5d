"""What the team remembers: earlier incidents like this one."""
