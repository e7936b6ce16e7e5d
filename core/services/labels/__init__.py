"""Services and tags over all postmortems: what completes them, which are nearly the same, renaming and merging."""
