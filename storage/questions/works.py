"""Questions about how papers hang together: what is alike, linked, or the same work twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from storage.questions.base import Questions

if TYPE_CHECKING:
    from storage.answers import Duplicate, Related
    from storage.records import Links


class WorkQuestions(Questions):
    """What one paper is to another."""

    def related(self, paper_id: int, limit: int = 10) -> list[Related]:
        """The papers linked to this one in notes, and those most like it, with what they share.

        Raises :class:`PaperNotFound`.
        """
        from storage.related import read_related, with_links

        with self._asking() as connection:
            links = self.links(paper_id)
            wanted = limit + len(links.to) + len(links.back)
            return with_links(read_related(connection, paper_id, wanted), links)[:limit]

    def links(self, paper_id: int) -> Links:
        """How ``paper_id`` hangs together with others by ``[[key]]`` in notes."""
        from storage.linking import read_links
        from storage.query.ast import Text

        with self._asking() as connection:
            row = connection.execute("SELECT key FROM paper WHERE id = ?", (paper_id,)).fetchone()
            mentioning = self._every("", Text(row[0], "note")) if row else ()
            return read_links(connection, paper_id, mentioning)

    def duplicates(
        self,
        query: str = "",
        limit: int | None = None,
        *,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Duplicate]:
        """Papers that may be one work, in pairs, the likeliest first; one of each pair fits ``query``.

        ``progress`` is told how many papers have been looked at, of how many. Takes seconds for a
        hundred thousand papers.
        """
        from storage.duplicates import find_duplicates

        among = frozenset(self._every(query)) if query.strip() else None
        with self._asking() as connection:
            return find_duplicates(connection, limit, among=among, progress=progress)
