"""Large documents are made in a child process, so that no meeting waits for Python while one is made.

Python runs one thing at a time in a process: a Word file of 5,000 rows made in a thread of the server held up the keys
of every room. ``renderer`` is what services use; ``process_renderer`` sends what is large to ``child``.
"""
