"""What became of action items, as it is kept beside them."""
