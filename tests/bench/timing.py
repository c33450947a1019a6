"""Times of whole processes, taken in turns so that a machine's moods hit all of them alike."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from statistics import median

Command = Sequence[str]


def in_turns(commands: Mapping[str, Command], rounds: int, environment: dict[str, str]) -> dict[str, float]:
    """Run every command once a round and give the median of each, in milliseconds.

    One round more is run first and not counted. A command that fails stops the benchmark.
    """
    times: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(
                command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
            )
            if number:
                times[name].append((time.perf_counter() - begun) * 1000)
    return {name: median(taken) for name, taken in times.items()}


def quiet_environment() -> dict[str, str]:
    """The caller's environment, with byte code allowed: without it a start takes three times as long."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of all values lie, by the nearest rank."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]
