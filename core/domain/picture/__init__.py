"""The incident picture: one time axis with its lanes and labels, as numbers."""
