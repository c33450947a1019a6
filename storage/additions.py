"""What drafts add to papers we have, found out for a whole chunk at once."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storage.citekeys import better_key
from storage.entry import Delivery, Entry
from storage.filling import HELD_SQL, Held, held_from, news
from storage.journal import Change
from storage.rewriting import Rewriting

Known = Sequence[tuple[int, Entry]]


class Additions:
    """Adds to papers what drafts of one source say of them; see :meth:`add`."""

    def __init__(self, change: Change, source: int, harvest: Delivery, now: str) -> None:
        self._change = change
        self._source = source
        self._harvest = harvest
        self._now = now
        self._rewriting = Rewriting(change, now)

    def add(self, known: Known) -> Iterator[str]:
        """For each paper and what is said of it, in order: ``updated`` or ``unchanged``."""
        last = self._last_said({paper for paper, _ in known})
        differing = [(paper, entry) for paper, entry in known if entry.said not in last[paper]]
        self._fingerprint(differing)
        held = read_held(self._change, {paper for paper, _ in differing})
        identified = self._identified(differing)
        changed: list[tuple[int, str]] = []
        for paper, entry in known:
            if entry.said in last[paper]:
                yield "unchanged"
                continue
            changes = self._news(held[paper], entry, same_source=len(last[paper]) == 1)
            self._rewriting.apply(held[paper], changes)
            fresh = {(i.scheme, i.value) for i in entry.draft.identifiers} - identified
            self._change.insert(
                "identifier", ("scheme", "value", "paper_id"), [(*pair, paper) for pair in sorted(fresh)]
            )
            identified |= fresh
            told = amended(held[paper], changes, {scheme for scheme, _ in fresh})
            changed += [(paper, field) for field in told]
            if changes:
                # The next draft of this very paper must see what this one changed.
                held |= read_held(self._change, {paper})
            yield "updated" if changes or fresh else "unchanged"
        self._tell_readers(changed)

    def _tell_readers(self, changed: Sequence[tuple[int, str]]) -> None:
        """Note what changed of papers that have been read: their reader may want to look again."""
        papers = json.dumps(sorted({paper for paper, _ in changed}))
        sql = "SELECT id FROM paper WHERE read IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
        read = {paper for (paper,) in self._change.run(sql, (papers,))} if changed else set()
        if not read:
            return
        (last,) = self._change.run("SELECT coalesce(max(id), 0) FROM amendment").one()
        fresh = dict.fromkeys((paper, field) for paper, field in changed if paper in read)
        self._change.insert(
            "amendment",
            ("id", "paper_id", "at", "field", "source"),
            [
                (number, paper, self._now, field, self._harvest.name)
                for number, (paper, field) in enumerate(fresh, last + 1)
            ],
        )

    def _news(self, held: Held, entry: Entry, *, same_source: bool) -> dict[str, Any]:
        """What the draft changes; with the first title a paper also gets the key that goes with it."""
        authority = self._harvest.authority
        changes = news(held, entry.draft, same_source=same_source, authority=authority)
        if "title" in changes and held.provisional_title and not held.abstract:
            changes |= better_key(self._change, held, entry.key)
        return changes

    def _last_said(self, papers: Iterable[int]) -> defaultdict[int, set[str]]:
        """How the last import of this very source described each paper.

        It did so twice where the source has two entries for one work. Which of them a changed entry
        is about nobody knows, so it counts as another source's.
        """
        rows = self._change.run(
            "SELECT g.paper_id, g.digest, g.source_id FROM json_each(?) AS w"
            " CROSS JOIN sighting g ON g.paper_id = w.value"
            " JOIN source ON source.id = g.source_id"
            " WHERE source.name = ? AND source.format = ? AND source.id < ? ORDER BY source.id",
            (json.dumps(sorted(papers)), self._harvest.name, self._harvest.format, self._source),
        )
        said: defaultdict[int, set[str]] = defaultdict(set)
        latest: dict[int, int] = {}
        for paper, digest, source in rows:
            if latest.get(paper) != source:
                latest[paper], said[paper] = source, set()
            said[paper].add(digest)
        return said

    def _identified(self, known: Known) -> set[tuple[str, str]]:
        """Of the identifiers in these drafts, those that some paper has."""
        wanted = sorted({(i.scheme, i.value) for _, entry in known for i in entry.draft.identifiers})
        rows = self._change.run(
            "SELECT i.scheme, i.value FROM json_each(?) AS w CROSS JOIN identifier i"
            " ON i.scheme = json_extract(w.value, '$[0]') AND i.value = json_extract(w.value, '$[1]')",
            (json.dumps(wanted),),
        )
        return set(map(tuple, rows))

    def _fingerprint(self, known: Known) -> None:
        """Remember the titles and abstracts by which these papers are known from now on."""
        papers = json.dumps(sorted({paper for paper, _ in known}))
        held = set(
            map(
                tuple,
                self._change.run(
                    "SELECT kind, digest, paper_id FROM fingerprint"
                    " WHERE paper_id IN (SELECT value FROM json_each(?))",
                    (papers,),
                ),
            )
        )
        marks = {(kind, mark, paper) for paper, entry in known for kind, mark in entry.fingerprints()}
        self._change.insert("fingerprint", ("kind", "digest", "paper_id"), sorted(marks - held))


TOLD = {
    "title": "title", "authors": "authors", "abstract": "abstract", "published": "date", "venue": "venue",
    "category": "category", "code_url": "code", "has_code": "code",
}  # fmt: skip
"""Fields of a description whose change is worth a look, and what they are called."""


TOLD_BESIDES = ("version", "retracted")
"""The same of what has no field of its own."""


def amended(held: Held, changes: Mapping[str, Any], schemes: Iterable[str]) -> Iterator[str]:
    """What changed that a reader should hear of: fields, and the schemes of new identifiers."""
    yield from dict.fromkeys(TOLD[field] for field in changes if field in TOLD)
    besides = changes.get("extra", {})
    yield from (
        name for name in TOLD_BESIDES if besides.get(name) != held.extra.get(name) and name in besides
    )
    yield from sorted(schemes)


def read_held(change: Change, papers: Iterable[int]) -> dict[int, Held]:
    """What the library holds of these papers."""
    wanted = json.dumps(sorted(papers))
    names: defaultdict[int, list[str]] = defaultdict(list)
    for paper, name in change.run(
        "SELECT s.paper_id, coalesce(s.written, author.name) FROM authorship s"
        " JOIN author ON author.id = s.author_id"
        " WHERE s.paper_id IN (SELECT value FROM json_each(?)) ORDER BY s.paper_id, s.position",
        (wanted,),
    ):
        names[paper].append(name)
    return {row[0]: held_from(row, names[row[0]]) for row in change.run(HELD_SQL, (wanted,)).all()}
