"""Filing drafts: each becomes a new paper, or adds to the paper it turns out to be.

A chunk is filed in three steps, so that the library is asked about all of it at once: find out
which draft is which paper, write the new papers, then add to the others what their drafts say.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from seeds import Draft, Harvest, Reading
from storage.additions import Additions
from storage.authors import AuthorBook, derived
from storage.citekeys import base_key, free_key
from storage.journal import Change
from storage.matching import Entry, Matcher
from storage.rewriting import title_order
from storage.tags import TagBook

PAPER = (
    "id", "key", "title", "provisional_title", "byline", "first_author", "title_order", "published",
    "category", "venue", "kind", "url", "code_url", "has_code", "authors_truncated", "state", "starred",
    "rating", "queue_position", "added", "started", "read", "updated",
)  # fmt: skip
TEXT = ("paper_id", "abstract", "summary", "affiliations", "extra")
NOTE = ("id", "paper_id", "text", "quote", "quote_field", "created", "updated")
SAID = (
    "title", "provisional_title", "authors", "authors_truncated", "affiliations", "published", "category",
    "venue", "kind", "url", "code_url", "has_code", "abstract", "abstract_digest", "summary",
)  # fmt: skip
"""Fields by which a source describes a paper."""

UNTITLED = "Untitled"
NOTHING_READ = Reading()


class Filing:
    """Files the drafts of one chunk of one source; see :meth:`file`."""

    def __init__(self, change: Change, source: int, harvest: Harvest, now: str, tags: Sequence[str]) -> None:
        self._change = change
        self._source = source
        self._harvest = harvest
        self._now = now
        self._tags = tags

    def file(self, drafts: Sequence[Draft]) -> Counter[str]:
        """File drafts; returns how many were ``new``, ``updated`` and ``unchanged``."""
        if not drafts:
            return Counter()
        entries = [Entry.of(draft, draft_digest(draft)) for draft in drafts]
        papers, fresh = self._recognise(entries)
        self._write_new(fresh)
        outcomes = dict.fromkeys((id(entry) for _, entry in fresh), "new")
        known = [(p, e) for p, e in zip(papers, entries, strict=True) if id(e) not in outcomes]
        additions = Additions(self._change, self._source, self._harvest, self._now)
        outcomes |= {id(e): outcome for (_, e), outcome in zip(known, additions.add(known), strict=True)}
        self._write_sightings(
            [(paper, entry, outcomes[id(entry)]) for paper, entry in zip(papers, entries, strict=True)]
        )
        if self._tags:
            TagBook(self._change).add(set(papers), self._tags)
        return Counter(outcomes.values())

    def _recognise(self, entries: Sequence[Entry]) -> tuple[list[int], list[tuple[int, Entry]]]:
        """For each entry the paper it is, and apart from that those which are new papers."""
        matcher = Matcher(self._change.connection, self._source)
        matcher.load(entries)
        (next_paper,) = self._change.run("SELECT coalesce(max(id), 0) + 1 FROM paper").one()
        papers: list[int] = []
        fresh: list[tuple[int, Entry]] = []
        for entry in entries:
            paper = matcher.match(entry)
            if paper is None:
                paper = next_paper + len(fresh)
                fresh.append((paper, entry))
            matcher.learn(paper, entry)
            papers.append(paper)
        return papers, fresh

    def _write_new(self, fresh: Sequence[tuple[int, Entry]]) -> None:
        if not fresh:
            return
        self._change.add_papers(fresh[0][0], fresh[-1][0])
        new = [(paper, entry.draft) for paper, entry in fresh]
        keys = self._keys([draft for _, draft in new])
        rows = [self._paper_row(*item, key) for item, key in zip(new, keys, strict=True)]
        self._insert("paper", PAPER, rows)
        self._insert("paper_text", TEXT, [_text_row(paper, draft) for paper, draft in new])
        people = AuthorBook(self._change).rows([(paper, draft.authors) for paper, draft in new])
        self._insert("authorship", ("paper_id", "position", "author_id", "written"), people)
        pairs = {(i.scheme, i.value): paper for paper, draft in reversed(new) for i in draft.identifiers}
        self._insert(
            "identifier", ("scheme", "value", "paper_id"), [(*k, p) for k, p in sorted(pairs.items())]
        )
        marks = [(kind, mark, paper) for paper, entry in fresh for kind, mark in entry.fingerprints()]
        self._insert("fingerprint", ("kind", "digest", "paper_id"), sorted(marks))
        self._write_reading([(paper, draft.reading) for paper, draft in new if draft.reading])

    def _insert(self, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        self._change.insert(table, columns, rows, of_new_papers=True)

    def _keys(self, drafts: Sequence[Draft]) -> list[str]:
        """A free key for each draft: its own if it brings one."""
        wanted = [
            draft.key or base_key(draft.title or "", draft.authors, draft.published) for draft in drafts
        ]
        rows = self._change.run(
            "SELECT key FROM paper WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(wanted),)
        )
        asked, used = set(wanted), {key for (key,) in rows}

        def taken(key: str) -> bool:
            if key in used or key in asked:
                return key in used
            return self._change.run("SELECT 1 FROM paper WHERE key = ?", (key,)).first() is not None

        keys = []
        for key in wanted:
            free = free_key(key, taken)
            used.add(free)
            keys.append(free)
        return keys

    def _paper_row(self, paper: int, draft: Draft, key: str) -> tuple[Any, ...]:
        names, first = derived(draft.authors, draft.authors_truncated)
        title = draft.title or UNTITLED
        r = draft.reading or NOTHING_READ
        return (
            paper, key, title, draft.provisional_title or not draft.title, names, first, title_order(title),
            draft.published, draft.category, draft.venue, draft.kind, draft.url, draft.code_url,
            draft.has_code, draft.authors_truncated, r.state, r.starred, r.rating, r.queue,
            r.added or self._now, r.started, r.read, self._now,
        )  # fmt: skip

    def _write_reading(self, papers: Sequence[tuple[int, Reading]]) -> None:
        """Tags and notes that new papers bring along from another Carrel."""
        (number,) = self._change.run("SELECT coalesce(max(id), 0) FROM note").one()
        rows = []
        for paper, reading in papers:
            if reading.tags:
                TagBook(self._change).add({paper}, reading.tags)
            for note in reading.notes:
                number += 1
                created = note.created or self._now
                times = (created, note.updated or created)
                rows.append((number, paper, note.text, note.quote, note.quote_field, *times))
        self._insert("note", NOTE, rows)

    def _write_sightings(self, seen: Sequence[tuple[int, Entry, str]]) -> None:
        columns = ("source_id", "position", "paper_id", "outcome", "digest")
        rows = [(self._source, e.draft.position, paper, outcome, e.said) for paper, e, outcome in seen]
        self._change.insert("sighting", columns, rows)


def draft_digest(draft: Draft) -> str:
    """Stands for everything a source says of a paper, its place on the page apart."""
    said: list[Any] = [getattr(draft, name) for name in SAID]
    said.append([(i.scheme, i.value) for i in draft.identifiers])
    text = json.dumps([*said, sorted(draft.extra.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _text_row(paper: int, draft: Draft) -> tuple[Any, ...]:
    affiliations = json.dumps(draft.affiliations, ensure_ascii=False) if draft.affiliations else "[]"
    extra = json.dumps(dict(draft.extra), ensure_ascii=False) if draft.extra else "{}"
    return paper, draft.abstract, draft.summary, affiliations, extra
