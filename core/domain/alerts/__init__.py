"""What monitoring and alerting tools send, read into one form."""
