"""A process that reads mutated files of one format and says of each what came of it, a line a file.

It has little memory and little time: what takes more is a fault of the reader, and so is any exception,
any text that could not be stored, and any entry of which nothing is said.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType
from typing import Any

import seeds
from tests.faults import accounts
from tests.faults.mutate import mutated
from tests.faults.originals import originals

SECONDS = 5
MEGABYTES = 256
CONTENT = (
    "title", "authors", "published", "venue", "identifiers", "url", "abstract", "abstract_digest", "summary",
    "extra",
)  # fmt: skip


class TooSlow(BaseException):
    """A file took its time."""


def outcome(data: bytes, format: str, *, named: bool) -> dict[str, Any]:
    """Read a file; its counts and what is wrong with the reading. ``named``: the reader is not chosen."""
    drafts, complaints = [], []
    try:
        for item in seeds.read(data, "mutated", format=format if named else None):
            if isinstance(item, seeds.Draft):
                drafts.append(item)
            elif isinstance(item, seeds.Complaint):
                complaints.append(item)
    except seeds.SeedError as error:
        return {"drafts": 0, "rejected": 1, "told": 0, "fault": "" if error.reason else "no reason is given"}
    except TooSlow:
        return {"drafts": len(drafts), "rejected": 0, "told": 0, "fault": f"over {SECONDS} seconds"}
    except Exception as error:
        return {"drafts": len(drafts), "rejected": 0, "told": 0, "fault": f"{type(error).__name__}: {error}"}
    rejected = sum(complaint.rejected for complaint in complaints)
    fault = _unsound(data, drafts, complaints) or (_unaccounted(data, format, len(drafts), rejected, named))
    return {
        "drafts": len(drafts),
        "rejected": rejected,
        "told": len(complaints) - rejected,
        "fault": fault,
    }


def _unsound(data: bytes, drafts: Sequence[seeds.Draft], complaints: Sequence[seeds.Complaint]) -> str:
    """What is wrong with drafts and complaints that any reader may give."""
    lines = data.count(b"\n") + data.count(b"\r") + 2
    if [draft.position for draft in drafts] != list(range(len(drafts))):
        return "positions are not in order"
    if any(not 1 <= item.line <= lines for item in (*drafts, *complaints)):
        return "a line that is not in the file"
    if any(not complaint.reason.strip() for complaint in complaints):
        return "a complaint without a reason"
    for draft in drafts:
        for text in (draft.title, draft.abstract, draft.venue, *draft.authors, *draft.extra.values()):
            if text and seeds.clean(text, multiline=True)[0] != text:
                return f"text that is not clean: {text[:60]!r}"
        if not any(getattr(draft, name) for name in CONTENT):
            return "an empty draft"
    return ""


def _unaccounted(data: bytes, format: str, drafts: int, rejected: int, named: bool) -> str:
    """Entries that are neither imported nor reported."""
    text = accounts.text_of(data)
    count = accounts.LINEWISE.get(format) or (accounts.WHOLE.get(format) if not rejected else None)
    if text is None or count is None or not named:
        return ""
    there = count(text)
    return f"{there} entries, {drafts} drafts, {rejected} rejected" if there > drafts + rejected else ""


def main() -> None:
    """``FORMAT SEED FIRST LAST``: read the files of these numbers."""
    format, (seed, first, last) = sys.argv[1], map(int, sys.argv[2:])
    made_of = originals(format)

    def late(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    signal.signal(signal.SIGALRM, late)
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES * 1_048_576, MEGABYTES * 1_048_576))
    for number in range(first, last):
        data = mutated(seed * 1_000_000 + number, made_of)
        begun = time.perf_counter()
        signal.setitimer(signal.ITIMER_REAL, SECONDS)
        found = outcome(data, format, named=number % 4 != 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        found["seconds"] = time.perf_counter() - begun
        found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"number": number, **found}), flush=True)


if __name__ == "__main__":
    main()
