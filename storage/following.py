"""What the reader follows. Following and letting go can be undone; how fetching went is no change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from storage.errors import Refused
from storage.journal import Change
from storage.wording import one_line


def follow(change: Change, targets: Mapping[str, str | None], now: str) -> list[str]:
    """Follow addresses and queries, each with a title or none; returns those that are new."""
    held = {target for (target,) in change.run("SELECT target FROM subscription")}
    fresh = {one_line(target): title for target, title in targets.items() if one_line(target) not in held}
    rows = [(target, one_line(title or "") or None, now) for target, title in fresh.items() if target]
    change.insert("subscription", ("target", "title", "added"), rows)
    return [target for target, _, _ in rows]


def unfollow(change: Change, targets: Sequence[str]) -> None:
    """Let go of addresses and queries. Raises :class:`Refused` for one that is not followed."""
    for target in targets:
        if not change.delete("subscription", "target = ?", (one_line(target),)):
            raise Refused(f"{target!r} is not followed")


def note_fetch(connection: Connection, target: str, at: str, fault: str | None) -> None:
    """Keep when papers last came from there, or why they did not."""
    if fault is None:
        connection.exec_driver_sql(
            "UPDATE subscription SET fetched = ?, fault = NULL WHERE target = ?", (at, target)
        )
    else:
        connection.exec_driver_sql("UPDATE subscription SET fault = ? WHERE target = ?", (fault, target))
