"""Follow-up: the list of action items of all postmortems, and the wall screen."""
