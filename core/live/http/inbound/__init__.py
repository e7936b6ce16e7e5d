"""What other systems send: ``POST /live/in/<source>``, for alerting tools and trackers."""
