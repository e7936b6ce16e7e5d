"""What runs with the server process: start and stop, the webhook worker, log redaction, readiness."""
