"""The page on which a team brings in the reports that it has already."""
