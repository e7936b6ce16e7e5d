"""Signatures that need more than the standard library. Those by a shared secret are in ``core.domain.inbound``."""
