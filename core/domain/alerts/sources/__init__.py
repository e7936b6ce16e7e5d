"""One reader for each tool that sends alerts."""
