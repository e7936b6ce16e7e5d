"""Who may read a closed postmortem: in the room's menu, in its panel, and beside the summary."""
