"""The daily backup, made by a process of its own that nobody waits for.

It is begun where a library is opened for changing. The process that makes it has a session of its
own and stands back behind everything else that runs; it goes on when the command has long ended and when
the window is closed. What went wrong in it is told by the next command that changes something.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

SWITCH = "CARREL_BACKUPS"
"""Set to ``off`` in the environment, it leaves the backups to somebody else: another program, or a test."""

_CHILD = "from tui.keeping import serve; serve()"


def keep_soon(library: Path, clock: Callable[[], datetime], tell: Callable[[str], None]) -> None:
    """Have ``library`` backed up in the background if that is due; ``tell`` what went wrong last time."""
    if os.environ.get(SWITCH) == "off":
        return
    from storage import backup_due, backup_failure

    if reason := backup_failure(library):
        tell(f"the daily backup failed: {reason}")
    if backup_due(library, now := clock()):
        with suppress(OSError):  # without another process the backup waits for a better moment
            _start(library, now)


def _start(library: Path, now: datetime) -> None:
    rooms = str(Path(__file__).resolve().parent.parent)
    path = os.pathsep.join(filter(None, (rooms, os.environ.get("PYTHONPATH"))))
    subprocess.Popen(
        # -P: the folder somebody works in may have a "storage" of its own.
        [sys.executable, "-P", "-c", _CHILD, str(library.absolute()), now.isoformat()],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": path},
        cwd="/",
        start_new_session=True,
    )


def serve() -> None:
    """Be the other process."""
    from storage import StorageError, keep_backups

    if hasattr(os, "nice"):
        os.nice(19)
    with suppress(StorageError, OSError):  # kept for the next command to tell
        keep_backups(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
