"""The store: the only place that speaks SQL, to SQLite and to PostgreSQL with the same functions.

A caller opens a `Database`, takes a transaction with ``read()`` or ``write()`` and hands it to the functions
of the modules beside this one. They return frozen dataclasses and raise nothing but errors of `core.errors`.
No rules of the meeting live here, and nothing here knows what the bytes of an update mean.
"""
