"""Changing a paper's description, and everything that is derived from it with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from storage.authors import AuthorBook
from storage.derived import authors_line, folded_name, title_order
from storage.filling import Held
from storage.journal import Change

_IN_TEXT = {"abstract", "summary", "affiliations", "extra", "chosen"}


class Rewriting:
    """Applies new values of description fields to papers, one at a time."""

    def __init__(self, change: Change, now: str) -> None:
        self._change = change
        self._now = now

    def apply(self, held: Held, values: Mapping[str, Any]) -> None:
        """Write ``values``: columns of ``paper`` and ``paper_text``, and ``authors``."""
        if not values:
            return
        narrow = {name: value for name, value in values.items() if name not in _IN_TEXT | {"authors"}}
        if "title" in values:
            narrow["title_order"] = title_order(values["title"])
        if "authors" in values:
            truncated = values.get("authors_truncated", held.authors_truncated)
            narrow["byline"], narrow["first_author"] = authors_line(values["authors"], truncated)
            self._write_authors(held.id, values["authors"])
        narrow |= {"updated": self._now, "revision": held.revision + 1}
        self._change.update("paper", list(narrow), [(held.id, *narrow.values())])
        self._write_text(held.id, {name: value for name, value in values.items() if name in _IN_TEXT})

    def _write_text(self, paper: int, values: Mapping[str, Any]) -> None:
        if values:
            plain = {name: _as_json(value) for name, value in values.items()}
            self._change.update("paper_text", list(plain), [(paper, *plain.values())])

    def _write_authors(self, paper: int, names: tuple[str, ...]) -> None:
        self._change.delete("authorship", "paper_id = ?", (paper,))
        rows = AuthorBook(self._change).rows([(paper, names)], {name: folded_name(name) for name in names})
        self._change.insert("authorship", ("paper_id", "position", "author_id", "written"), rows)


def _as_json(value: Any) -> Any:
    if isinstance(value, tuple | list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value
