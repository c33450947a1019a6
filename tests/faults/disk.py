"""``python -m tests.faults.disk``: writes and syncs that fail, disks that are full or read-only, files that
were deleted, replaced, cut short or zeroed, also under the open app.

Whatever goes wrong ends in one plain line and the right exit code. What was acknowledged is there, what was
not is there whole or not at all, no file that was there is replaced by an empty one, and once the fault is
gone the same command works. A damaged library is named by ``carrel check``, which offers the backup with its
date; ``carrel restore`` brings everything of that time back.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.faults import damage, failing, mounts, open_app, sabotage
from tests.faults.cuts import fast_folder
from tests.faults.report import Proof
from tests.faults.shim import Unavailable


def main() -> int:
    """Break everything; the exit code is 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.disk", description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="fail at every so many operations (default 1)")
    parser.add_argument("--short", action="store_true", help="a few ways of damaging alone")
    sabotage.option(parser)
    arguments = parser.parse_args()
    sabotage.apply(arguments.without)
    proof = Proof("disk", "one plain line, nothing acknowledged lost, nothing replaced by emptiness")
    with tempfile.TemporaryDirectory(prefix="carrel-disk-", dir=fast_folder()) as place:
        try:
            failing.prove(Path(place), arguments.every, proof)
        except Unavailable as error:
            proof.skip("failing operations", str(error))
        damage.prove(Path(place), proof, short=arguments.short)
        mounts.prove(Path(place), proof, short=arguments.short)
    with tempfile.TemporaryDirectory(prefix="carrel-open-") as place:
        open_app.prove(Path(place), proof, short=arguments.short)
    proof.demand(damaged_libraries=1, restored=1, faults_under_the_app=1)
    return proof.finish()


if __name__ == "__main__":
    sys.exit(main())
