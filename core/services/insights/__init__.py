"""Insights: the figures over all postmortems of the workspace, for those inside of it only."""
