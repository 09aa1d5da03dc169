"""What the benchmark measured, and the figures that are drawn from it."""

from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True)
class Measurement:
    """Seconds of one subject, a figure a round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        return median(self.seconds)

    def ratio_to(self, floor: "Measurement") -> tuple[float, float, float]:
        """Lower quartile, median and upper quartile of the ratios round by round."""
        by_round = [mine / least for mine, least in zip(self.seconds, floor.seconds, strict=True)]
        low, middle, high = quantiles(by_round, n=4)
        return low, middle, high


@dataclass(frozen=True)
class Row:
    """One line of the results; `times` holds "floor", "helper" and for saves "ancestor"."""

    verb: str
    place: Path
    shape: str
    size: str
    times: dict[str, Measurement]
