"""The common ground of all questions: the connection they are asked on, and the clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from storage.clock import Clock

if TYPE_CHECKING:
    from storage.query import Expr


class Questions:
    """:class:`storage.Reader` says what asking is."""

    clock: Clock

    def _asking(self) -> AbstractContextManager[sqlite3.Connection]:
        """The connection; what goes wrong on it within the block is raised as an error of this room."""
        raise NotImplementedError

    def _every(self, query: str, also: Expr | None = None) -> Sequence[int]:
        """The ids of all papers that ``query`` and ``also`` find, in no order that matters."""
        raise NotImplementedError
