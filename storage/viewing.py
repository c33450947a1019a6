"""Saved queries."""

from __future__ import annotations

from storage.errors import Refused
from storage.journal import Change
from storage.wording import one_line


def save(change: Change, name: str, query: str, now: str) -> None:
    """Save ``query`` under ``name``; a view of that name is replaced in its place."""
    name = one_line(name)
    if not name:
        raise Refused("a view needs a name")
    held = change.run("SELECT 1 FROM view WHERE name = ?", (name,)).first()
    if held:
        change.update("view", ("query",), [(name, one_line(query))])
        return
    (place,) = change.run("SELECT coalesce(max(position), 0) + 1 FROM view").one()
    change.insert("view", ("name", "query", "position", "created"), [(name, one_line(query), place, now)])


def delete(change: Change, name: str) -> None:
    """Delete a view. Raises :class:`Refused` when there is none of this name."""
    if not change.delete("view", "name = ?", (name,)):
        raise Refused(f"there is no view {name!r}")
