"""What is known already of papers that are about to be asked for, and what is followed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from storage.questions.base import Questions

if TYPE_CHECKING:
    from storage.records import Identified, Subscription


class WireQuestions(Questions):
    """Questions that come before those to services."""

    def identified(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Identified]:
        """Of these schemes and values, those that name a paper here, with what is known of it."""
        from storage.identified import read_identified

        with self._asking() as connection:
            return read_identified(connection, pairs)

    def said(self, pairs: Sequence[tuple[str, str]], name: str, format: str) -> list[str | None]:
        """For each scheme and value the digest of what a source said last of that paper (see ``Entry``)."""
        from storage.identified import read_said

        with self._asking() as connection:
            return read_said(connection, pairs, name, format)

    def newest(self) -> int:
        """The highest id of a paper, 0 without any: what comes later has a higher one."""
        with self._asking() as connection:
            (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()
        return int(number)

    def subscriptions(self) -> list[Subscription]:
        """What is followed, the oldest first."""
        from storage.stats import read_subscriptions

        with self._asking() as connection:
            return read_subscriptions(connection)
