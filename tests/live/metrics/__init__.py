"""What is counted, what it costs, and the files that read it."""
