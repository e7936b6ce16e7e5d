"""The meeting's clock as a value: its state, the commands that change it, and readings of it at a moment."""
