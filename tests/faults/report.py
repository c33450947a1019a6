"""What a proof says at its end: one line for people, one of JSON, and a failure when it did too little."""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping
from typing import NoReturn


class Broken(AssertionError):
    """A promise did not hold; ``str()`` says which, and how to see it again."""


class Proof:
    """One run: what was done is counted in ``done``, what must have been done stands in ``least``."""

    def __init__(self, name: str, promise: str) -> None:
        self.name, self.promise = name, promise
        self.done: Counter[str] = Counter()
        self.facts: dict[str, object] = {}
        self.least: dict[str, float] = {}
        self._begun = time.monotonic()

    def demand(self, **least: float) -> None:
        """Fail at the end unless so much was done."""
        self.least |= least

    def skip(self, what: str, reason: str) -> None:
        """Say that a part of the proof cannot be had on this machine."""
        print(f"{self.name}: skipped {what}: {reason}")
        self.facts[f"skipped {what}"] = reason

    def finish(self) -> int:
        """Print the figures; the exit code is 1 when the run proved too little."""
        wanting = [f"{name} {self.done[name]} of {least:g}" for name, least in self.least.items()
                   if self.done[name] < least]  # fmt: skip
        words = ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in self.done.items())
        facts = "".join(f", {name.replace('_', ' ')} {value}" for name, value in self.facts.items())
        verdict = f"TOO LITTLE WAS DONE ({'; '.join(wanting)})" if wanting else "held"
        seconds = round(time.monotonic() - self._begun, 1)
        print(f"{self.name}: {self.promise}: {verdict} · {words}{facts} · {seconds} s")
        print(json.dumps(self.figures() | {"seconds": seconds, "held": not wanting}), flush=True)
        return 1 if wanting else 0

    def figures(self) -> Mapping[str, object]:
        """The same for a program."""
        return {"proof": self.name, **self.done, **self.facts}


def skipped(name: str, reason: str) -> NoReturn:
    """Say why nothing can be shown here; nothing was proved, and nothing failed."""
    print(f"{name}: skipped: {reason}")
    print(json.dumps({"proof": name, "skipped": reason}), flush=True)
    sys.exit(0)


def show(words: str) -> None:
    """Progress, for a person who waits."""
    if sys.stderr.isatty():
        print(f"\r{words:<78}", end="", file=sys.stderr, flush=True)


def load() -> str:
    """How busy the machine is: figures of time mean little without it."""
    return f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
