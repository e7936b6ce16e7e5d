"""Two incidents side by side."""
