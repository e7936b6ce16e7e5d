"""The two-week review: opening and cancelling it, its state, its answers."""
