"""The room and the shared screen."""
