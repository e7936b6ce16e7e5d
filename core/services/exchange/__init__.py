"""Data in and out: export files, imports, calendar feeds, backups."""
