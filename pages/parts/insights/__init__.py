"""Insights: the filters in the address, a card for each finding with its chart and table, and the files."""
