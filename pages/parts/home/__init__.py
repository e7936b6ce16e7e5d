"""Home and the archive."""
