"""Telling a failure of the document library from everything else that ends a call.

pycrdt is a Rust library. A panic in it arrives as a ``BaseException`` of a class that cannot be imported, so that
``except Exception`` misses it; its name is all there is to go by (seen: pycrdt 0.14, pyo3 0.27).
"""


def is_library_failure(error: BaseException) -> bool:
    """Whether a call into pycrdt failed: by an ordinary exception, or by a panic. False for KeyboardInterrupt etc."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"
