"""Small arithmetic and the table of the benchmark."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field


def percentile(values: Sequence[float], percent: float) -> float:
    """Linear interpolation between closest ranks; ``values`` need not be sorted. NaN when there are none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@dataclass(frozen=True)
class Line:
    """One measured thing beside its yardstick, with the bound it should keep. Figures are in ``unit``."""

    what: str
    ours: float
    limit: float | None
    unit: str
    bound: str
    kept: bool

    @property
    def ratio(self) -> float | None:
        return self.ours / self.limit if self.limit else None


@dataclass
class Table:
    lines: list[Line] = field(default_factory=list)

    def add_ratio(self, what: str, ours: float, limit: float, unit: str, at_most: float) -> None:
        """A figure that may be ``at_most`` times its yardstick of the same run."""
        kept = limit > 0 and ours / limit <= at_most
        self._add(Line(what, ours, limit, unit, f"<= {at_most:g} x", kept))

    def add_bound(self, what: str, ours: float, unit: str, at_most: float, limit: float | None = None) -> None:
        """A figure with a bound of its own."""
        self._add(Line(what, ours, limit, unit, f"<= {at_most:g} {unit}", ours <= at_most))

    def add_least(self, what: str, ours: float, unit: str, at_least: float, limit: float | None = None) -> None:
        self._add(Line(what, ours, limit, unit, f">= {at_least:g} {unit}", ours >= at_least))

    def add_figure(self, what: str, ours: float, unit: str, limit: float | None = None) -> None:
        """A figure without a bound."""
        self._add(Line(what, ours, limit, unit, "", kept=True))

    def _add(self, line: Line) -> None:
        self.lines.append(line)
        sys.stdout.write(row(line) + "\n")
        sys.stdout.flush()

    def text(self) -> str:
        return "\n".join([HEAD, *map(row, self.lines)])


HEAD = f"{'':58}{'Debrief':>10}{'beside':>10}{'ratio':>8}  {'bound':14}"


def row(line: Line) -> str:
    beside = "" if line.limit is None else f"{line.limit:.1f}"
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    kept = "" if not line.bound else "kept" if line.kept else "NOT KEPT"
    return f"{line.what:58}{line.ours:>10.1f}{beside:>10}{ratio:>8}  {line.bound:14} {kept}"


def medians(runs: Iterable[Sequence[float]], percent: float) -> float:
    """The median over several runs of each run's percentile."""
    return percentile([percentile(run, percent) for run in runs], 50)
