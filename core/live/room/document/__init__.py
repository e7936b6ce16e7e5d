"""The document of a room: from a frame to the log, and from the log to everybody and to the record."""
