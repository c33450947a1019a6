"""The dictionary of authors: one row for every name that folds alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from seeds import AuthorProfile
from storage.derived import folded_name
from storage.journal import Change

_FIGURES = ("field", "h_index", "papers", "citations", "novelty", "ai_score")


class AuthorBook:
    """Looks names up, adds those that are new, and files what pages say of authors."""

    def __init__(self, change: Change) -> None:
        self._change = change

    def ids(self, folded: Mapping[str, str]) -> dict[str, tuple[int, str]]:
        """For each name as written, given with its folded form: the author's id, and the name we have."""
        known = self._known(folded.values())
        missing = {key: name for name, key in folded.items() if key not in known}
        if missing:
            # ``missing`` keeps one spelling of names that fold alike; it becomes the dictionary's.
            self._change.run("INSERT INTO author (folded, name) VALUES (?, ?)", list(missing.items()))
            known |= self._known(missing)
        return {name: known[key] for name, key in folded.items()}

    def rows(
        self, papers: Sequence[tuple[int, Sequence[str]]], folded: Mapping[str, str]
    ) -> list[tuple[int, int, int, str | None]]:
        """Rows of ``authorship`` (paper, position, author, spelling if it differs) for whole papers."""
        ids = self.ids(folded)
        return [
            (paper, position, ids[name][0], None if ids[name][1] == name else name)
            for paper, names in papers
            for position, name in enumerate(names)
        ]

    def keep_profiles(self, profiles: Iterable[AuthorProfile], source: str, now: str) -> None:
        """Keep what a page says of authors; a newer page of the same name replaces the older."""
        for profile in profiles:
            author, _ = self.ids({profile.name: folded_name(profile.name)})[profile.name]
            figures = tuple(getattr(profile, name) for name in _FIGURES)
            where = "author_id = ? AND source = ?"
            held = self._change.run(
                f"SELECT {', '.join(_FIGURES)} FROM author_profile WHERE {where}", (author, source)
            ).first()
            if held is None or tuple(held) != figures:
                self._change.delete("author_profile", where, (author, source))
                columns = ("author_id", "source", "seen", *_FIGURES)
                self._change.insert("author_profile", columns, [(author, source, now, *figures)])

    def _known(self, folded: Iterable[str]) -> dict[str, tuple[int, str]]:
        rows = self._change.run(
            "SELECT folded, id, name FROM author WHERE folded IN (SELECT value FROM json_each(?))",
            (json.dumps(list(folded)),),
        ).all()
        return {key: (author, name) for key, author, name in rows}
