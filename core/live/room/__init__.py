"""One meeting's room: its sockets, its document, presence, and the messages it sends."""
