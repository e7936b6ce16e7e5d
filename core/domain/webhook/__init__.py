"""Webhooks: the events and their payloads, allowed addresses, signatures and retry times."""
