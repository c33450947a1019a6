"""``python -m tests.faults.mutations``: thousands of damaged files of every format, and what came of them.

Each is read in a process with 256 MB and 5 seconds for it. A process that dies is started again
behind the file that killed it, so that one fault does not hide the next.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import seeds

WAIT = 60  # seconds for a child that says nothing; its own alarm comes long before
READABLE = [known.name for known in seeds.FORMATS if known.readable]


@dataclass(slots=True)
class Total:
    """What came of the files of a format."""

    format: str
    files: int = 0
    drafts: int = 0
    rejected: int = 0
    told: int = 0
    seconds: float = 0
    megabytes: float = 0
    faults: list[tuple[int, str]] = field(default_factory=list)

    def add(self, found: dict[str, Any]) -> None:
        """Count a file."""
        self.files += 1
        self.drafts += found["drafts"]
        self.rejected += found["rejected"]
        self.told += found["told"]
        self.seconds = max(self.seconds, found["seconds"])
        self.megabytes = max(self.megabytes, found["megabytes"])
        if found["fault"]:
            self.faults.append((found["number"], found["fault"]))


def run(format: str, files: int, seed: int) -> Total:
    """Read ``files`` damaged files of a format."""
    total = Total(format)
    while total.files < files:
        for found in _child(format, seed, total.files, files):
            total.add(found)
    return total


def _child(format: str, seed: int, first: int, last: int) -> Iterator[dict[str, Any]]:
    command = (sys.executable, "-m", "tests.faults.reading", format, str(seed), str(first), str(last))
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=WAIT + (last - first) * 5
    )
    lines = done.stdout.splitlines()
    yield from map(json.loads, lines)
    if first + len(lines) < last:
        words = (done.stderr.strip().splitlines() or ["no words"])[-1]
        fault = f"the process died ({done.returncode}): {words}"
        nothing = dict.fromkeys(("drafts", "rejected", "told", "seconds", "megabytes"), 0)
        yield {"number": first + len(lines), "fault": fault, **nothing}


def line(total: Total) -> str:
    """A format's line of the table."""
    return (
        f"{total.format:18} {total.files:5,} {total.drafts:8,} {total.rejected:8,} {total.told:8,} "
        f"{total.seconds:6.2f} s {total.megabytes:5.0f} MB {len(total.faults):7,}"
    )


def main() -> int:
    """Read, print the table, and fail when a reader did."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutations", description=__doc__)
    parser.add_argument("--files", type=int, default=5_000, help="damaged files a format (default 5000)")
    parser.add_argument("--format", choices=READABLE, action="append", help="only this format; repeatable")
    parser.add_argument("--seed", type=int, default=1, help="another number makes other files")
    arguments = parser.parse_args()
    totals = []
    print(f"{'format':18} files   drafts rejected   mended  slowest   memory  faults")
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        formats = arguments.format or READABLE
        for total in pool.map(lambda name: run(name, arguments.files, arguments.seed), formats):
            print(line(total), flush=True)
            totals.append(total)
    for total in totals:
        for number, fault in total.faults:
            print(f"{total.format} {number}: {fault}")
    return 1 if any(total.faults for total in totals) else 0


if __name__ == "__main__":
    sys.exit(main())
