"""Who is in a room: states, silences, and the same on other servers."""
