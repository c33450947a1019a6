"""``python -m tests.faults.text``: text from outside is drawn, printed and exported, and never obeyed.

Every hostile string stands in every field of a library. Every command is run on it, on a pseudo-terminal,
with the string as an argument too; every screen is visited and every command of the app is run there; and
the whole program is walked through by keys, with every byte looked at. Commands and screens are taken from
the program itself: one that has no case here is a failure.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.faults import hostile
from tests.faults.report import Broken, Proof

SLOWEST = 0.1
"""Seconds of the processor that drawing any string may take."""


def main(arguments: list[str] | None = None) -> int:
    """Show it with a few strings of each kind, or with ``--full`` with all; 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.text", description=__doc__)
    parser.add_argument("--full", action="store_true", help="every string everywhere")
    parser.add_argument("--without", choices=["safe"], help="take a protection out, to see the proof fail")
    given = parser.parse_args(arguments)
    if given.without:
        from tui import safe_text

        safe_text._table = lambda single_line: {}
    proof = Proof("text", "hostile text does nothing but stand there")
    strings = hostile.strings()
    texts = list(strings.values())
    together = [" ".join(text[:60] for text in texts[at : at + 30]) for at in range(0, len(texts), 30)]
    few = [" ".join(strings[name] for name in ("click", "osc52", "c1", "lines", "bidi"))]
    with tempfile.TemporaryDirectory(prefix="carrel-text-") as place:
        folder = Path(place)
        draw(strings, proof)
        from tests.faults import text_commands, text_screens

        text_commands.run_all(folder / "commands", texts if given.full else few, proof)
        some = together if given.full else few
        text_screens.visit_all(folder / "screens", texts, some, proof)
        text_screens.walk_on_a_terminal(folder / "walks", some, proof)
    proof.demand(strings=len(strings), command_runs=60 * (len(texts) if given.full else 1))
    proof.demand(
        pictures=100 * len(some), app_commands=80 * len(some), bytes_on_a_terminal=20_000 * len(some)
    )
    return proof.finish()


def draw(strings: dict[str, str], proof: Proof) -> None:
    """Draw each string, and a megabyte of each, as a line and as a page, against the clock."""
    from rich.cells import cell_len

    from tui.safe_text import cells, safe

    slowest = 0.0
    for name, text in strings.items():
        for drawn in (text, (text or " ") * (1_000_000 // max(len(text), 1) + 1)):
            for width in (20, 80, 200):
                taken, line = _fastest(lambda: cells(drawn, width))  # noqa: B023
                slowest = max(slowest, taken)
                if cell_len(line) != width or hostile.FOREIGN.search(line):
                    raise Broken(f"{name}: {line!a} is not {width} harmless cells")
            taken, page = _fastest(lambda: safe(drawn, single_line=False))  # noqa: B023
            slowest = max(slowest, taken)
            if hostile.FOREIGN.search(page.replace("\t", "")):
                raise Broken(f"{name}: something foreign is left in {ascii(page)[:80]}")
            proof.done["drawings"] += 4
        proof.done["strings"] += 1
    proof.facts["slowest_drawing_ms"] = round(slowest * 1000, 1)
    if slowest > SLOWEST:
        raise Broken(f"drawing a string took {slowest * 1000:.0f} ms")


def _fastest(deed: Any) -> tuple[float, str]:
    """The least of three times on the processor, and what came of it."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        made = deed()
        times.append(time.process_time() - begun)
    return min(times), made


if __name__ == "__main__":
    sys.exit(main())
