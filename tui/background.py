"""What an app does beside answering keys, as workers of Textual's that leave nothing behind.

A worker that is stopped before its turn never begins, as when the app ends at once. Given a coroutine it
would leave one that nobody awaited, and Python says so on the terminal that was just given back.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from textual.dom import DOMNode


def in_background(
    node: DOMNode,
    work: Callable[..., Coroutine[Any, Any, object]],
    *given: object,
    group: str,
    exclusive: bool = False,
) -> None:
    """Have ``work`` done with what is ``given``, as long as ``node`` is there.

    When it is ``exclusive``, what else of its ``group`` is under way is stopped.
    """
    node.run_worker(cast(Any, partial(work, *given)), group=group, exclusive=exclusive)
