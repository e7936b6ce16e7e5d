"""The built package: what is in it, and that it works where no checkout is."""
