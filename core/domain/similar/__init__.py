"""Which earlier incidents resemble this one, and how sure that is: pure ranking over what the store finds."""
