"""Webhooks: subscriptions, deliveries, and the guarded request that sends one."""
