"""Webhooks: the events, what is said of them, allowed addresses, signatures, retries; ``shapes`` writes bodies."""
