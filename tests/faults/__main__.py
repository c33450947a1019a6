"""``python -m tests.faults``: every proof, briefly; with ``--full`` as often as the promises say."""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Mapping

PROOFS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "kill": (("--kills", "12"), ()),
    "power": (("--cuts", "10"), ()),
    "migration": (("--every", "40"), ()),
    "disk": (("--every", "797", "--short"), ()),
    "writers": (("--changes", "20", "--commands", "2", "--forked", "--any-time"), ()),
    "text": ((), ("--full",)),
    "files": ((), ("--full",)),
    "mutations": (("--files", "50"), ()),
    "opening": ((), ("--full",)),
    "terminal": ((), ("--full",)),
    "care": ((), ("--full",)),
}
"""What each proof is given when there is little time, and when there is all of it."""


def run(name: str, *, full: bool) -> int:
    """Run one of them as a command of its own, and give its exit code."""
    more = PROOFS[name][full]
    return subprocess.run([sys.executable, "-m", f"tests.faults.{name}", *more], check=False).returncode


def main() -> int:
    """Run them one after another; the exit code is 1 when one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--full", action="store_true", help="as often as promised, which takes an hour")
    parser.add_argument("--only", nargs="+", choices=PROOFS, default=list(PROOFS), metavar="PROOF")
    arguments = parser.parse_args()
    failed = [name for name in arguments.only if run(name, full=arguments.full)]
    print(f"failed: {', '.join(failed)}" if failed else "every proof held")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
