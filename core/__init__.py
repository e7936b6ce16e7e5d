"""Debrief without its pages: rules, storage, documents, use cases and the live room."""

import zoneinfo
from typing import Final

# The one place of the version: pyproject.toml, `debrief --version` and Settings read it.
__version__: Final = "0.2.0"

# The computer's own zone files may be years old, while browsers and the tzdata package follow the news. Here, because
# this runs before any module of Debrief can make a zone; one that a library made before is not kept.
zoneinfo.reset_tzpath(to=())
zoneinfo.ZoneInfo.clear_cache()
