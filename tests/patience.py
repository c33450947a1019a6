"""Time that is over: what should be done at once, and may never end, fails instead of being waited for."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TookTooLong(BaseException):
    """The time is over. Nothing in the program can take it for a fault."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Stop what is done inside after ``seconds``, far more than it takes where it ends at all."""

    def over(_: int, __: FrameType | None) -> None:
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
