"""Action items as conditions of queries, and their figures. Finding them is in `core.store.actions`."""
