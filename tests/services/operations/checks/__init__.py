"""What the doctor looks at besides the postmortems."""
