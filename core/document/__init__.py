"""The postmortem as a Yjs document and back: seeding, reading, edits from the server. Sockets never live here."""
