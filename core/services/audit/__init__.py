"""The audit log of the workspace, and how long what is in it is kept."""
