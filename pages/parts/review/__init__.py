"""Reviews: opening one, its place in the room, and its findings on other pages."""
