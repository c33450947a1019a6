"""What every verb needs: the clock, one transaction, and the receipt at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection

from storage import marking
from storage.clock import Clock, stamp
from storage.journal import Change
from storage.reports import Receipt


class DryRun(Exception):
    """Raised inside the transaction of a dry run, so that it is rolled back."""


class Verbs:
    """The common ground of the verbs; :class:`storage.Library` says what a transaction is."""

    clock: Clock

    def _transaction(self) -> AbstractContextManager[Connection]:
        """One writing transaction: kept when the block ends well, and else rolled back."""
        raise NotImplementedError

    def _now(self) -> str:
        return stamp(self.clock())

    @contextmanager
    def _change(self) -> Iterator[Change]:
        with self._transaction() as connection:
            yield Change(connection)

    def _receipt(
        self, change: Change, verb: str, words: str, papers: int, asked: int, created: int | None = None
    ) -> Receipt:
        event = change.finish(self._now(), verb, words, papers)
        return Receipt(words if event else "Nothing to change", papers, asked, event, created)

    def _set(self, verb: str, ids: Sequence[int], setting: marking.Setting, words: str) -> Receipt:
        with self._change() as change:
            titles = marking.set_columns(change, ids, setting, self._now())
            words = words.format(marking.named(titles))
            return self._receipt(change, verb, words, len(titles), len(set(ids)))
