"""Correcting what a paper is said to be."""

from __future__ import annotations

from collections.abc import Mapping

from storage import marking
from storage.reports import Receipt
from storage.verbs.base import Verbs


class Papers(Verbs):
    """Changing descriptions."""

    def edit(self, paper_id: int, values: Mapping[str, str | None]) -> Receipt:
        """Correct a paper's description; what is set here, no import changes again."""
        from storage import correcting

        with self._change() as change:
            title, changed = correcting.edit(change, paper_id, values, self._now())
            words = f"Set {', '.join(changed)} of {marking.named([title])}"
            return self._receipt(change, "edit", words, int(bool(changed)), 1)
