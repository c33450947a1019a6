"""Following what brings new papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.reports import Receipt
from storage.verbs.base import Verbs


class Following(Verbs):
    """Keeping subscriptions."""

    def follow(self, targets: Mapping[str, str | None]) -> Receipt:
        """Follow addresses of feeds and queries, each with its title where it has one."""
        from storage import following

        with self._change() as change:
            fresh = following.follow(change, targets, self._now())
            what = repr(fresh[0]) if len(fresh) == 1 else f"{len(fresh)} subscriptions"
            return self._receipt(change, "follow", f"Followed {what}", 0, 0)

    def unfollow(self, targets: Sequence[str]) -> Receipt:
        """Follow them no longer; the papers they brought stay."""
        from storage import following

        with self._change() as change:
            following.unfollow(change, targets)
            what = repr(targets[0]) if len(targets) == 1 else f"{len(targets)} subscriptions"
            return self._receipt(change, "follow", f"Let go of {what}", 0, 0)

    def note_fetch(self, target: str, fault: str | None = None) -> None:
        """Keep when papers last came from there, or why they did not; nothing that undo takes back."""
        from storage import following

        with self._transaction() as connection:
            following.note_fetch(connection, target, self._now(), fault)
