"""The dictionary of tags, and who wears them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from seeds import fold
from storage.journal import Change
from storage.wording import tag_name


class TagBook:
    """Puts tags on papers and takes them off; names that fold alike are one tag."""

    def __init__(self, change: Change) -> None:
        self._change = change

    def id_of(self, name: str) -> int | None:
        """The id of a tag, ``None`` when there never was one of this name."""
        row = self._change.run("SELECT id FROM tag WHERE folded = ?", (folded(name),)).first()
        return int(row[0]) if row else None

    def ids(self, names: Iterable[str]) -> list[int]:
        """The ids of tags, which are made where they are new."""
        found = []
        for name in dict.fromkeys(tag_name(name) for name in names):
            known = self.id_of(name)
            if known is None:
                cursor = self._change.run(
                    "INSERT INTO tag (name, folded) VALUES (?, ?)", (name, folded(name))
                )
                known = int(cursor.lastrowid)
            found.append(known)
        return list(dict.fromkeys(found))

    def add(self, papers: Collection[int], names: Iterable[str]) -> set[int]:
        """Put tags on papers; returns the papers that did not wear all of them."""
        return self.add_ids(papers, self.ids(names))

    def add_ids(self, papers: Collection[int], tags: Iterable[int]) -> set[int]:
        """The same for tags that are known by id."""
        rows = [(paper, tag) for tag in tags for paper in self._without(papers, tag)]
        self._change.insert("paper_tag", ("paper_id", "tag_id"), rows)
        return {paper for paper, _ in rows}

    def remove(self, papers: Collection[int], names: Iterable[str]) -> set[int]:
        """Take tags off papers; returns the papers that wore any of them."""
        known = [tag for name in names if (tag := self.id_of(tag_name(name))) is not None]
        return {paper for tag in known for paper in self.remove_id(papers, tag)}

    def remove_id(self, papers: Collection[int], tag: int) -> set[int]:
        """Take one tag off papers; returns those that wore it."""
        wearing = self.wearers(papers, tag)
        self._change.delete(
            "paper_tag",
            "tag_id = ? AND paper_id IN (SELECT value FROM json_each(?))",
            (tag, json.dumps(sorted(wearing))),
        )
        return wearing

    def _without(self, papers: Collection[int], tag: int) -> list[int]:
        """Of ``papers``, those that are there and do not wear a tag; others may have deleted some."""
        rows = self._change.run(
            "SELECT id FROM paper WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM paper_tag WHERE paper_id = id AND tag_id = ?) ORDER BY id",
            (json.dumps(sorted(papers)), tag),
        )
        return [paper for (paper,) in rows]

    def wearers(self, papers: Collection[int] | None, tag: int) -> set[int]:
        """Of ``papers`` (of all when ``None``), those that wear a tag."""
        if papers is None:
            rows = self._change.run("SELECT paper_id FROM paper_tag WHERE tag_id = ?", (tag,))
        else:
            rows = self._change.run(
                "SELECT paper_id FROM paper_tag WHERE tag_id = ?"
                " AND paper_id IN (SELECT value FROM json_each(?))",
                (tag, json.dumps(sorted(papers))),
            )
        return {paper for (paper,) in rows}


def folded(name: str) -> str:
    """What makes two spellings one tag."""
    return fold(name) or name.casefold()
