"""What can go wrong between asking and having an answer: one class each, its words for a person.

``str()`` is one line that names the source. A fault says whether asking again may help (``passing``)
and, where the service said so, after how many seconds (``retry_after``).
"""

from __future__ import annotations


class Fault(Exception):
    """An answer that did not come, or cannot be used."""

    words = "gave no answer that can be used"
    passing = False

    def __init__(self, source: str, detail: str = "", retry_after: float | None = None) -> None:
        super().__init__(f"{source} {self.words}{f' ({detail})' if detail else ''}")
        self.source = source
        self.detail = detail
        self.retry_after = retry_after


class NotConnected(Fault):
    """No connection could be made: there is no network, or nobody listens."""

    words = "cannot be reached"


class BrokenOff(Fault):
    """The connection ended in the middle of the answer."""

    words = "broke off in the middle of its answer"
    passing = True


class TooSlow(Fault):
    """The answer was not there when its time was over."""

    words = "was too slow"


class Busy(Fault):
    """The service asks for patience: too many questions, or it is being mended."""

    words = "is busy and asks to come back later"
    passing = True


class Broken(Fault):
    """The service failed by itself."""

    words = "has a fault of its own"
    passing = True


class NotThere(Fault):
    """The service does not know what it was asked for."""

    words = "does not have it"


class Forbidden(Fault):
    """The service wants a key, or wants nothing to do with us."""

    words = "refuses to answer"


class NotUnderstood(Fault):
    """The service takes our question for a wrong one."""

    words = "does not understand the question"


class TooLarge(Fault):
    """The answer is larger than anything that was asked for, packed or unpacked."""

    words = "answered with more than is believable"


class LedAstray(Fault):
    """The answer is a way to somewhere else that is not to be followed, or has no end."""

    words = "leads somewhere that is not followed"


class WrongKind(Fault):
    """The answer is of another kind than what was asked for, as a login page is."""

    words = "answered with something else"


class Damaged(Fault):
    """The answer cannot be unpacked or read."""

    words = "answered with damaged data"


class NotAsked(Fault):
    """The service is asked nothing because the reader wants to stay offline."""

    words = "was not asked"


def of_status(source: str, status: int, retry_after: float | None) -> Fault | None:
    """The fault that an HTTP status means; ``None`` for one that is none."""
    if status < 400:
        return None
    if status in (404, 410):
        return NotThere(source, f"HTTP {status}")
    if status in (401, 403, 407, 451):
        return Forbidden(source, f"HTTP {status}")
    if status in (429, 503):
        wait = f", in {_length(retry_after)}" if retry_after else ""
        return Busy(source, f"HTTP {status}{wait}", retry_after)
    return (Broken if status >= 500 else NotUnderstood)(source, f"HTTP {status}", retry_after)


def _length(seconds: float) -> str:
    """A length of time as people say it: ``40 s``, ``3 min``, ``24 h``."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 6_000 else f"{seconds / 3_600:.0f} h"
