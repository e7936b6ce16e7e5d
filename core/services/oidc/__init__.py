"""Speaking with an OpenID Connect provider: where it is, where people are sent, and what comes back with them.

Authlib makes the requests and checks the tokens. Here is nothing of a browser, a cookie or a person: see
``core.live.http.sign_in`` and ``core.services.access.signing_in``.
"""
