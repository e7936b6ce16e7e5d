"""The use cases: one verb a function, one transaction each. Who may do it is decided here, on every call.

A function opens a transaction, fetches, asks the domain, stores, and publishes the change after the commit. The callers
(pages, the live floor, the command line) translate and do nothing else. No SQL and no sockets live here.
"""
