"""Names and colours of the people in a meeting, and the code that lets them join."""
