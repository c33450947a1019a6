"""Telling the ranker what to show more of, and what less."""

from __future__ import annotations

import json
from collections.abc import Sequence

from storage import marking
from storage.journal import Change
from storage.reports import Receipt
from storage.verbs.base import Verbs

_WORDS = {1: "More like {}", -1: "Less like {}", None: "Neither more nor less like {}"}


class Tastes(Verbs):
    """Correcting what is suggested."""

    def taste(self, ids: Sequence[int], likes: int | None) -> Receipt:
        """Ask for more (1) or less (-1) like these papers, or for neither (``None``)."""
        with self._change() as change:
            changed = _differing(change, ids, likes)
            wanted = json.dumps(list(changed))
            change.delete("taste", "paper_id IN (SELECT value FROM json_each(?))", (wanted,))
            now = self._now()
            rows = [(paper, likes, now) for paper in changed] if likes else []
            change.insert("taste", ("paper_id", "likes", "at"), rows)
            words = _WORDS[likes].format(marking.named(list(changed.values())))
            return self._receipt(change, "taste", words, len(changed), len(set(ids)))


def _differing(change: Change, ids: Sequence[int], likes: int | None) -> dict[int, str]:
    """The papers of which something else was said, with their titles."""
    rows = change.run(
        "SELECT p.id, p.title FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value"
        " LEFT JOIN taste t ON t.paper_id = p.id WHERE t.likes IS NOT ?",
        (json.dumps(sorted(set(ids))), likes),
    )
    return dict(map(tuple, rows))
