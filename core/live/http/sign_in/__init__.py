"""Signing in and out by a browser: to the provider and back, cookies, and what ends with a sign-in.

What the provider says is checked in ``core.services.oidc``; who that is here, in ``core.services.access.signing_in``.
"""
