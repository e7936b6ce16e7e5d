"""The command line of the hints: files, formats, the report on labelled text. Only here is anything read or written."""
