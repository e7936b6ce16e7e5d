"""Attacks on a real server in its own folder: harmless sizes for the promises, the large ones for ``make attack``."""
