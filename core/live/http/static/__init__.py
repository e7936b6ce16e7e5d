"""Files that browsers load and keep: how they are encoded on their way."""
