"""What an operator can measure: counters and histograms of this process, and the text that Prometheus reads.

Nothing here says anything about a meeting: no id, no title, no name, no address. Every label has a small, fixed set of
values. Not here: who may read it (``core.live.http.operators``).
"""
