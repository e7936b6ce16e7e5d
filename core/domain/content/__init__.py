"""What can be computed from a postmortem's content: what is missing, its metrics, its text as plain lines."""
