"""Reruns: one for a test marked ``alone`` or ``e2e``, at most two a run, none for any other test.

Tests marked ``alone`` measure seconds, those marked ``e2e`` wait for browsers, and a machine may stand still for some.
What fails now and then elsewhere has a cause in the test or in Debrief, and a rerun would hide it. ``-raR`` lists every
rerun by name.
"""

import pytest

BUDGET = 2


class RerunBudget:
    """Fails a run that needed more reruns than the budget, although every test passed in the end."""

    def __init__(self) -> None:
        self.rerun: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        outcome: str = report.outcome
        if outcome == "rerun":  # an outcome of pytest-rerunfailures, unknown to pytest
            self.rerun.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if len(self.rerun) > BUDGET and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if len(self.rerun) > BUDGET:
            terminalreporter.write_line(f"{len(self.rerun)} tests were run again, {BUDGET} may be.", red=True)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(RerunBudget(), "rerun-budget")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("alone") or item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.flaky(reruns=1))
