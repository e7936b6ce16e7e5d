"""Lines of text: their shape, the part that each plays, and the layout of rows that comes of it."""
