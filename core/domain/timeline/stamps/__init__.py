"""Days, times and zones as they are written, and the moment that they make together."""
