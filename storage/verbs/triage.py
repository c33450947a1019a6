"""Deciding on papers one by one."""

from __future__ import annotations

from storage.reports import Receipt
from storage.verbs.base import Verbs


class Triage(Verbs):
    """Going through papers that nothing was decided about."""

    def decide(self, paper_id: int, decision: str, query: str, remaining: int) -> Receipt:
        """Decide on a paper: ``queue``, ``skip``, ``read`` or ``later``, in triage of ``query``.

        ``remaining`` is how many are left to decide on; 0 ends the round.
        """
        from storage import triaging

        with self._change() as change:
            words = triaging.decide(change, paper_id, decision, query, remaining, self._now())
            return self._receipt(change, "triage", words, 1, 1)
