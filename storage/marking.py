"""Changing what the reader did with papers: states, stars, ratings, the trash."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from storage.journal import Change

Setting = Callable[[dict[str, Any]], dict[str, Any]]
"""From a paper's row to the columns that change; empty when nothing does."""

TOGETHER = 5_000
"""Papers changed together: bounds the memory of a change of very many."""

_COLUMNS = (
    "id", "title", "state", "starred", "rating", "queue_position", "started", "read", "trashed", "revision",
)  # fmt: skip


def set_columns(change: Change, ids: Sequence[int], setting: Setting, now: str) -> list[str]:
    """Apply ``setting`` to each paper; returns the titles of those that changed."""
    wanted = sorted(set(ids))
    titles: list[str] = []
    for start in range(0, len(wanted), TOGETHER):
        titles.extend(_set_some(change, wanted[start : start + TOGETHER], setting, now))
    return titles


def _set_some(change: Change, ids: Sequence[int], setting: Setting, now: str) -> list[str]:
    rows = change.run(
        f"SELECT {', '.join(_COLUMNS)} FROM paper WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(ids),),
    ).all()
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    titles = []
    for values in rows:
        row = dict(zip(_COLUMNS, values, strict=True))
        if wanted := setting(row):
            wanted |= {"updated": now, "revision": row["revision"] + 1}
            groups.setdefault(tuple(wanted), []).append((row["id"], *wanted.values()))
            titles.append(row["title"])
    for columns, group in groups.items():
        change.update("paper", columns, group)
    return titles


def to_state(state: str, now: str) -> Setting:
    """Put a paper into a state, keeping the times at which reading began and ended.

    What is read or skipped waits for nothing any more, and leaves the queue.
    """
    settled = state in ("read", "skipped")

    def setting(row: dict[str, Any]) -> dict[str, Any]:
        leaves = {"queue_position": None} if settled and row["queue_position"] is not None else {}
        if row["state"] == state:
            return leaves
        wanted: dict[str, Any] = {"state": state, "read": now if state == "read" else None} | leaves
        if state == "reading":
            wanted["started"] = row["started"] or now
        if state == "unread":
            wanted["started"] = None
        return wanted

    return setting


def to_value(column: str, value: Any) -> Setting:
    """Give one column a value."""

    def setting(row: dict[str, Any]) -> dict[str, Any]:
        same = row[column] == value and (row[column] is None) == (value is None)
        return {} if same else {column: value}

    return setting


def to_trash(now: str | None) -> Setting:
    """Put a paper into the trash at ``now``, or take it out again (``None``)."""

    def setting(row: dict[str, Any]) -> dict[str, Any]:
        return {} if (row["trashed"] is None) == (now is None) else {"trashed": now}

    return setting


SHOWN = 60
"""Characters of a title in a sentence."""


def named(titles: Sequence[str]) -> str:
    """``“A title”`` for one paper, ``3 papers`` for more."""
    if len(titles) != 1:
        return counted(len(titles))
    title = titles[0]
    return f"“{title if len(title) <= SHOWN else title[: SHOWN - 1].rstrip() + '…'}”"


def counted(papers: int) -> str:
    """``1 paper``, ``1,000 papers``."""
    return "1 paper" if papers == 1 else f"{papers:,} papers"
