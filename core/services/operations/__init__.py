"""For the operator: damage checks, readiness, the server's address."""
