"""Measuring: several runs after a warm-up, the contenders in turn, the median quoted."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections

WARM_UP = 5
RUNS = 40


@dataclass
class Result:
    """One line of bench/results.json. `ratio` is value/floor; `growth` value/value at the
    smallest size; `limit` what the ratio or the value may be at most."""

    name: str
    n: int
    unit: str
    value: float
    floor: float | None = None
    ratio: float | None = None
    growth: float | None = None
    limit: str = ""

    def as_json(self) -> dict[str, Any]:
        numbers = {"value": self.value, "floor": self.floor}
        rounded = {k: round(v, 4) if v is not None else None for k, v in numbers.items()}
        ratios = {"ratio": self.ratio, "growth": self.growth}
        return {
            "name": self.name,
            "n": self.n,
            "unit": self.unit,
            **rounded,
            **{k: round(v, 3) if v is not None else None for k, v in ratios.items()},
            "limit": self.limit,
        }


@dataclass
class DatabaseClock:
    """Seconds spent waiting for statements on the `default` connection."""

    seconds: float = 0.0
    statements: int = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        begin = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - begin
            self.statements += 1


@contextmanager
def database_clock() -> Iterator[DatabaseClock]:
    """Count the time of every statement inside."""
    clock = DatabaseClock()
    with connections["default"].execute_wrapper(clock):
        yield clock


@dataclass
class Contest:
    """Contenders measured in turn, A B A B …, so that a slow moment hits all of them."""

    contenders: dict[str, Callable[[], float]]
    runs: int = RUNS
    warm_up: int = WARM_UP
    seen: dict[str, list[float]] = field(default_factory=dict)

    def medians(self) -> dict[str, float]:
        """Milliseconds, the median of the runs, per contender."""
        for _unused in range(self.warm_up):
            for contender in self.contenders.values():
                contender()
        self.seen = {name: [] for name in self.contenders}
        for _unused in range(self.runs):
            for name, contender in self.contenders.items():
                self.seen[name].append(contender() * 1000)
        return {name: statistics.median(values) for name, values in self.seen.items()}


def seconds_of(job: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    begin = time.perf_counter()
    job()
    return time.perf_counter() - begin
