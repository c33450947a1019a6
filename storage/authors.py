"""The dictionary of authors: one row for every name that folds alike."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from seeds import AuthorProfile, byline, fold
from storage.journal import Change
from storage.matching import first_family

_FIGURES = ("field", "h_index", "papers", "citations", "novelty", "ai_score")


@lru_cache(maxsize=50_000)
def folded_name(name: str) -> str:
    """What makes two spellings one author. Kept, because the same people write many papers."""
    return fold(name) or name.casefold()


class AuthorBook:
    """Looks names up, adds those that are new, and files what pages say of authors."""

    def __init__(self, change: Change) -> None:
        self._change = change

    def ids(self, names: Iterable[str]) -> dict[str, tuple[int, str]]:
        """For each name as written: the author's id, and the name the dictionary has for it."""
        folded = {name: folded_name(name) for name in names}
        known = self._known(folded.values())
        missing = {key: name for name, key in folded.items() if key not in known}
        if missing:
            # ``missing`` keeps one spelling of names that fold alike; it becomes the dictionary's.
            self._change.run("INSERT INTO author (folded, name) VALUES (?, ?)", list(missing.items()))
            known |= self._known(missing)
        return {name: known[key] for name, key in folded.items()}

    def rows(self, papers: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[int, int, int, str | None]]:
        """Rows of ``authorship`` (paper, position, author, spelling if it differs) for whole papers."""
        ids = self.ids({name for _, names in papers for name in names})
        return [
            (paper, position, ids[name][0], None if ids[name][1] == name else name)
            for paper, names in papers
            for position, name in enumerate(names)
        ]

    def keep_profiles(self, profiles: Iterable[AuthorProfile], source: str, now: str) -> None:
        """Keep what a page says of authors; a newer page of the same name replaces the older."""
        for profile in profiles:
            author, _ = self.ids([profile.name])[profile.name]
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
        )
        return {key: (author, name) for key, author, name in rows}


def derived(authors: Sequence[str], truncated: bool) -> tuple[str, str]:
    """What a paper's row keeps of its authors: the byline of lists, and the first one to sort by."""
    return byline(authors, truncated), first_family(authors)
