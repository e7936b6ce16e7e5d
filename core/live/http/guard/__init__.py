"""What keeps strangers from filling the server: sockets, uploads, slow requests and connections, each with a bound.

Each module is one bound. The numbers are in ``core.live.limits``. Not here: who may read or write what.
"""
