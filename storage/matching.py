"""Knowing a paper again: the exact rules by which a draft is one of the papers we have.

Same identifier, else same folded abstract, else same folded title with compatible year and first
author. Whatever is only similar is never merged here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from seeds import Identifier, fold
from storage.entry import Entry

TELLING_WORDS = 4
"""A title of fewer words says too little to stand for a paper by itself."""

OF_MERGED = "+digest IN (SELECT value FROM json_each(?))"
"""Papers that were merged are few, and most libraries have none: they are gone through, not looked up."""

YEARS_APART = 1
"""A preprint and its publication may differ by so many years and still be one work."""


@dataclass(frozen=True, slots=True)
class Known:
    """What matching by title needs to know about a paper we have."""

    id: int
    year: int | None
    first_author: str
    identifiers: frozenset[tuple[str, str]]


@dataclass(slots=True)
class Matcher:
    """Looks drafts up among the papers of a library, a chunk at a time.

    :meth:`load` asks the library once about a whole chunk; :meth:`match` then answers from
    memory; :meth:`learn` adds papers made meanwhile.
    """

    connection: Connection
    source: int | None = None
    _identifiers: dict[tuple[str, str], int] = field(default_factory=dict)
    _abstracts: dict[str, int] = field(default_factory=dict)
    _titles: dict[str, list[Known]] = field(default_factory=lambda: defaultdict(list))
    _keys: dict[tuple[str, str], int] = field(default_factory=dict)
    _former_keys: dict[str, int] = field(default_factory=dict)
    _said_before: dict[str, list[int]] = field(default_factory=dict)

    def load(self, entries: Sequence[Entry]) -> None:
        """Find everything in the library that any of ``entries`` could be."""
        self._load_identifiers({(i.scheme, i.value) for entry in entries for i in entry.draft.identifiers})
        self._load_abstracts([entry.abstract for entry in entries if entry.abstract])
        self._load_titles({entry.title for entry in entries if entry.title})
        self._load_keys([entry.draft.key for entry in entries if entry.draft.key])
        self._load_said(
            [entry.said for entry in entries if not entry.draft.identifiers and not entry.abstract]
        )

    def match(self, entry: Entry) -> int | None:
        """The id of the paper this entry describes, if we have it."""
        for identifier in entry.draft.identifiers:
            if paper := self._identifiers.get((identifier.scheme, identifier.value)):
                return paper
        if entry.abstract and (paper := self._abstracts.get(entry.abstract)):
            return paper
        candidates = self._titles.get(entry.title, ()) if entry.title else ()
        fitting = {known.id for known in candidates if _same_work(entry, known)}
        return fitting.pop() if len(fitting) == 1 else self._match_by_origin(entry)

    def _match_by_origin(self, entry: Entry) -> int | None:
        """Entries that say too little by themselves, but come from where we know the paper from.

        They carry the key our own export gave them, with the title; or the last import of this very
        source had the same entry, word for word. Of several such entries each is used once.
        """
        key = (entry.draft.key or "", entry.draft.title or "")
        if paper := self._keys.get(key):
            return paper
        merged = self._former_keys.get(key[0])
        if merged and entry.title and merged in [known.id for known in self._titles.get(entry.title, ())]:
            return merged
        before = self._said_before.get(entry.said)
        return before.pop(0) if before else None

    def learn(self, paper_id: int, entry: Entry) -> None:
        """Remember that ``entry`` became, or turned out to be, this paper."""
        draft = entry.draft
        for identifier in draft.identifiers:
            self._identifiers.setdefault((identifier.scheme, identifier.value), paper_id)
        if entry.abstract:
            self._abstracts.setdefault(entry.abstract, paper_id)
        if entry.title and all(known.id != paper_id for known in self._titles[entry.title]):
            pairs = frozenset([(i.scheme, i.value) for i in draft.identifiers])
            year = int(draft.published[:4]) if draft.published else None
            self._titles[entry.title].append(Known(paper_id, year, entry.first_author, pairs))

    def _load_identifiers(self, wanted: set[tuple[str, str]]) -> None:
        rows = self.connection.exec_driver_sql(
            "SELECT i.scheme, i.value, i.paper_id FROM json_each(?) AS w CROSS JOIN identifier i"
            " ON i.scheme = json_extract(w.value, '$[0]') AND i.value = json_extract(w.value, '$[1]')",
            (json.dumps(sorted(wanted)),),
        )
        self._identifiers = {(scheme, value): paper for scheme, value, paper in rows}

    def _load_abstracts(self, digests: Sequence[str]) -> None:
        rows = self.connection.exec_driver_sql(
            "SELECT f.digest, f.paper_id FROM json_each(?) AS w"
            " CROSS JOIN fingerprint f ON f.kind = 'abstract' AND f.digest = w.value ORDER BY 2 DESC",
            (json.dumps(digests),),
        )
        # Of several papers with one abstract the oldest comes last, and stays.
        self._abstracts = dict(map(tuple, rows))

    def _load_keys(self, keys: Sequence[str]) -> None:
        rows = self.connection.exec_driver_sql(
            "SELECT p.key, p.title, p.id FROM json_each(?) AS w CROSS JOIN paper p ON p.key = w.value",
            (json.dumps(keys),),
        )
        self._keys = {(key, title): paper for key, title, paper in rows}
        self._former_keys = dict(
            map(
                tuple,
                self.connection.exec_driver_sql(
                    f"SELECT digest, paper_id FROM fingerprint WHERE kind = 'key' AND {OF_MERGED}",
                    (json.dumps(keys),),
                ),
            )
        )

    def _load_said(self, digests: Sequence[str]) -> None:
        if not digests or self.source is None:
            return
        rows = self.connection.exec_driver_sql(
            "SELECT digest, paper_id FROM sighting WHERE source_id ="
            " (SELECT max(before.id) FROM source now JOIN source before ON before.name = now.name"
            "   AND before.format = now.format AND before.id < now.id WHERE now.id = ?)"
            " AND digest IN (SELECT value FROM json_each(?)) ORDER BY position",
            (self.source, json.dumps(digests)),
        )
        for said, paper in rows:
            self._said_before.setdefault(said, []).append(paper)

    def _load_titles(self, digests: set[str]) -> None:
        rows = self.connection.exec_driver_sql(
            "SELECT DISTINCT f.digest, p.id, p.published, p.first_author,"
            " (SELECT json_group_array(json_array(i.scheme, i.value)) FROM identifier i"
            "  WHERE i.paper_id = p.id)"
            " FROM json_each(?) AS w CROSS JOIN fingerprint f ON f.kind = 'title' AND f.digest = w.value"
            " JOIN paper p ON p.id = f.paper_id",
            (json.dumps(sorted(digests)),),
        )
        for mark, paper, published, first_author, pairs in rows:
            year = int(published[:4]) if published else None
            known = Known(paper, year, first_author, frozenset(map(tuple, json.loads(pairs))))
            self._titles[mark].append(known)
        self._load_merged(digests)

    def _load_merged(self, digests: set[str]) -> None:
        """Papers by what was known of those that were merged into them (see :mod:`storage.merging`)."""
        rows = self.connection.exec_driver_sql(
            "SELECT digest, paper_id FROM fingerprint WHERE kind = 'merged'"
            " AND substr(digest, 1, instr(digest, ':') - 1) IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(digests)),),
        ).all()
        for merged, paper in rows:
            mark, year, first_author = merged.split(":", 2)
            now = next((known for known in self._titles[mark] if known.id == paper), None)
            pairs = now.identifiers if now else frozenset()
            self._titles[mark].append(Known(paper, int(year) if year else None, first_author, pairs))


def _same_work(entry: Entry, known: Known) -> bool:
    """Whether a paper with the same folded title is the same work."""
    draft, ours = entry.draft, entry.first_author
    year = int(draft.published[:4]) if draft.published else None
    both_years, both_authors = None not in (year, known.year), bool(ours and known.first_author)
    if both_years and abs((year or 0) - (known.year or 0)) > YEARS_APART:
        return False
    if both_authors and ours != known.first_author:
        return False
    if _differ_in_a_scheme(draft.identifiers, known.identifiers):
        return False
    telling = len(fold(draft.title or "").split()) >= TELLING_WORDS
    return telling or (both_years and both_authors)


def _differ_in_a_scheme(ours: Sequence[Identifier], theirs: Iterable[tuple[str, str]]) -> bool:
    """Two arXiv ids, or two publishers' DOIs, are two works (a shared one would have matched before)."""
    schemes = {identifier.scheme for identifier in ours}
    return any(scheme in schemes for scheme, _ in theirs)
