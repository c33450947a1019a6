"""``python -m tests.online.bench``: many identifiers against the local server, nobody really waiting.

Each kind runs in a process of its own and adds its papers to a new library: how many requests that
takes, how long the services' rates make it wait, what it costs here, and how much memory.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from seeds import Manners, Wire
from storage import Library
from tests.online import world
from tests.online.server import Service, serving
from tests.online.world import Work
from tui.adding import add, sort_out

COLUMNS = (("papers", 10), ("requests", 9), ("waiting s", 10), ("processor s", 12), ("memory MB", 10))


def arxiv(number: int) -> list[tuple[str, Work]]:
    """Ids of arXiv."""
    return [(work.arxiv, work) for work in world.many(number)]


def dois(number: int) -> list[tuple[str, Work]]:
    """DOIs that Crossref knows."""
    works = [replace(work, doi=f"10.5555/small.{at}") for at, work in enumerate(world.many(number))]
    return [(work.doi, replace(work, arxiv="")) for work in works]


def mixed(number: int) -> list[tuple[str, Work]]:
    """Half and half."""
    return [*arxiv(number // 2), *dois(number - number // 2)]


KINDS: dict[str, Callable[[int], list[tuple[str, Work]]]] = {"arXiv": arxiv, "DOI": dois, "both": mixed}


def serve(works: list[Work], line: Connection) -> None:
    """Be the server until the line is closed; tells where the sites are."""
    with serving(Service(works=works)) as service:
        line.send(service.bases)
        line.poll(None)


def look_up(names: list[str], bases: dict[str, str], folder: Path) -> dict[str, float]:
    """Add the papers to a new library, at a time of day that passes only by waiting."""
    now, waited = [1_800_000_000.0], [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds
        waited[0] += seconds

    with (
        Wire(folder / "state", Manners(bases=bases), clock=lambda: now[0], sleep=sleep) as wire,
        Library.open(folder / "library.db", create=True) as library,
    ):
        begun = time.process_time()
        added = add(library, wire, sort_out(names).identifiers)
        assert all(each.outcome == "new" for each in added)
        spent = time.process_time() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
        return {
            "papers": len(added), "requests": wire.requests, "waiting s": waited[0],
            "processor s": spent, "memory MB": memory,
        }  # fmt: skip


def measure(kind: str, number: int) -> dict[str, float]:
    """One line of the table, in a process of its own with a server beside it."""
    named = KINDS[kind](number)
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.Process(target=serve, args=([work for _, work in named], theirs), daemon=True)
    server.start()
    bases = ours.recv()
    with tempfile.TemporaryDirectory() as folder, multiprocessing.get_context("spawn").Pool(1) as pool:
        figures: dict[str, float] = pool.apply(look_up, ([name for name, _ in named], bases, Path(folder)))
    ours.send("done")
    server.join()
    return figures


def main() -> int:
    """Parse the arguments, run, and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.online.bench", description=__doc__)
    parser.add_argument("--identifiers", type=int, nargs="+", default=[1_000], help="how many (default 1000)")
    parser.add_argument("--json", type=Path, help="write the figures as JSON to this file as well")
    arguments = parser.parse_args()
    told: list[dict[str, Any]] = []
    print("kind  " + "".join(f"{name:>{width}}" for name, width in COLUMNS))
    for number in arguments.identifiers:
        for kind in KINDS:
            figures = measure(kind, number)
            cells = (f"{figures[name]:>{width},.{1 if ' ' in name else 0}f}" for name, width in COLUMNS)
            print(f"{kind:6}" + "".join(cells), flush=True)
            told.append({"kind": kind} | figures)
    if arguments.json:
        arguments.json.write_text(json.dumps(told, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
