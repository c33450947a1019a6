"""What the benchmark says: a figure, the floor measured in the same run, and the bar to stay under."""

from __future__ import annotations

import json
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    ``bar`` is a number in ``unit`` or, when ``relative``, a multiple of ``floor``.
    """

    name: str
    value: float
    unit: str = "ms"
    floor: float | None = None
    floor_name: str = ""
    bar: float | None = None
    relative: bool = False
    detail: str = ""

    @property
    def ratio(self) -> float | None:
        """How many floors high the figure is."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the figure stays under its bar; ``None`` when there is none."""
        if self.bar is None:
            return None
        return (self.ratio or 0.0) <= self.bar if self.relative else self.value <= self.bar


def as_table(figures: Sequence[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| what | figure | floor | ratio | bar | |", "|---|--:|--:|--:|--:|---|"]
    for f in figures:
        floor = f"{_number(f.floor)} {f.unit} ({f.floor_name})" if f.floor is not None else ""
        ratio = f"{f.ratio:.2f}" if f.ratio is not None else ""
        bar = "" if f.bar is None else f"{f.bar:g} x" if f.relative else f"{f.bar:g} {f.unit}"
        verdict = {True: "met", False: "missed", None: ""}[f.met]
        value = f"{_number(f.value)} {f.unit}" + (f" ({f.detail})" if f.detail else "")
        lines.append(f"| {f.name} | {value} | {floor} | {ratio} | {bar} | {verdict} |")
    return "\n".join(lines)


def as_json(runs: Mapping[int, Sequence[Figure]]) -> str:
    """The figures of libraries by their number of papers as JSON, with the day and the machine."""
    tables = [
        {"papers": papers, "figures": [asdict(f) | {"ratio": f.ratio, "met": f.met} for f in figures]}
        for papers, figures in runs.items()
    ]
    return json.dumps({**circumstances(), "libraries": tables}, indent=2)


def circumstances() -> dict[str, str]:
    """When and on what the figures were taken."""
    import os

    return {
        "date": datetime.now(UTC).date().isoformat(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
    }


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"
