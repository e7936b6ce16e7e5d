"""What an export says about itself: enough to understand it, nothing that opens a door."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from core.export.meta import ExportMetadata, SectionTime

NOW = datetime(2026, 3, 10, 14, 0, tzinfo=UTC)


def test_no_key_code_or_link_has_a_place_in_it() -> None:
    """What has no field cannot leak."""
    known = {"id", "created_at", "exported_at", "started_at", "finished_at", "sections", "people", "reviews"}
    known |= {"pictures", "recurrence_of", "came_back_as"}
    assert set(ExportMetadata.model_fields) == known
    with pytest.raises(ValidationError):
        ExportMetadata.model_validate({"id": "x", "created_at": NOW, "exported_at": NOW, "join_code": "K7QM4XPD"})


def test_times_need_a_zone() -> None:
    """A time that could mean anything is refused where it is made."""
    with pytest.raises(ValidationError):
        ExportMetadata.model_validate({"id": "x", "created_at": NOW.replace(tzinfo=None), "exported_at": NOW})


def test_time_used_is_never_negative() -> None:
    """A section cannot have taken less than nothing."""
    with pytest.raises(ValidationError):
        SectionTime.model_validate({"section": "summary", "planned_s": 1, "used_s": -1})
