"""Saving queries under a name."""

from __future__ import annotations

from storage.reports import Receipt
from storage.verbs.base import Verbs


class Views(Verbs):
    """Keeping views."""

    def save_view(self, name: str, query: str) -> Receipt:
        """Save a query under a name, replacing the view of that name."""
        from storage import viewing

        with self._change() as change:
            viewing.save(change, name, query, self._now())
            return self._receipt(change, "view", f"Saved the view {name!r}", 0, 0)

    def delete_view(self, name: str) -> Receipt:
        """Delete a saved query."""
        from storage import viewing

        with self._change() as change:
            viewing.delete(change, name)
            return self._receipt(change, "view", f"Deleted the view {name!r}", 0, 0)
