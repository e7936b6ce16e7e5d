"""The team's issue tracker: where it is, an action item as a new issue, and what the tracker answers back."""
