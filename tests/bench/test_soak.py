"""What the soak makes of its looks at the server."""

from tests.bench.soak import typical_slope


def test_a_slope_is_what_each_meeting_adds() -> None:
    """However many were between two looks."""
    assert typical_slope({40: 300.0, 80: 304.0, 120: 308.0, 160: 312.0}) == 0.1


def test_one_step_is_no_slope() -> None:
    """A table that Python makes larger once is larger ever after, and no sooner."""
    assert typical_slope({40: 300.0, 80: 300.0, 120: 300.0, 160: 304.0}) == 0.0
