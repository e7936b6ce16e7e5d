"""What all tests share. Each floor's own fixtures live in ``tests/support/<floor>.py``."""

import gc
import importlib.util
import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.support import find_chromium

# In an order in which none imports a later one: a module that is imported already loses its readable asserts.
FLOORS = (
    "browser_order",
    "reruns",
    "statements",
    "databases",
    "apps",
    "server",
    "team_settings",
    "live",
    "browsers",
    "rooms",
    "receiver",
    "smtp",
    "fake_provider",
    "provider",
)
FIXTURES = tuple(f"tests.support.{floor}" for floor in FLOORS)
pytest_plugins = [name for name in FIXTURES if importlib.util.find_spec(name)]

settings.register_profile("ci", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("deep", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything below tests/e2e drives browsers, whether its author said so or not."""
    for item in items:
        if "e2e" in Path(item.path).parts:
            item.add_marker(pytest.mark.e2e)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What thousands of collected tests are made of stays until the end, and is no garbage.

    Python's collector would walk over all of it again and again, a tenth of the time that collecting takes, and then up
    to 1.7 s at once in whatever test it falls. It looks at old objects once there are a quarter more than after its
    last look: the second look finds none, so that the garbage of tests does not have to be a quarter of all that was
    collected.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        gc.collect()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser to drive. Under CI its absence is a failure, never a skip."""
    found = find_chromium.find()
    if found is None:
        sentence = "No Chromium here: run `python -m tests.support.find_chromium --install`."
        if os.environ.get("CI") == "true":
            pytest.fail(sentence)
        pytest.skip(sentence)
    return found
