"""Filing drafts: each becomes a new paper, or adds to the paper it turns out to be.

A chunk is filed in three steps, so that the library is asked about all of it at once: find out
which draft is which paper, write the new papers, then add to the others what their drafts say.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from seeds import Draft, Reading
from storage.additions import Additions
from storage.authors import AuthorBook
from storage.citekeys import suffixed
from storage.counts import counted_at_once
from storage.entry import UNTITLED, Delivery, Entry
from storage.journal import Change
from storage.matching import OF_MERGED, Matcher
from storage.noting import LAST_NOTE, LAST_PAPER
from storage.search import Words
from storage.tags import TagBook

PAPER = (
    "id", "key", "title", "provisional_title", "byline", "first_author", "title_order", "published",
    "category", "venue", "kind", "url", "code_url", "has_code", "file_path", "authors_truncated", "state",
    "starred", "rating", "queue_position", "added", "started", "read", "updated",
)  # fmt: skip
TEXT = ("paper_id", "abstract", "summary", "affiliations", "extra")
NOTE = ("id", "paper_id", "text", "quote", "quote_field", "created", "updated")
SESSION = ("id", "paper_id", "started", "ended", "finished", "confirmed", "share_before", "share_after")
PROGRESS = ("paper_id", "share", "page", "pages", "at")
NOTHING_READ = Reading()


class Filing:
    """Files the drafts of one chunk of one source; see :meth:`file`.

    A queue that papers bring along follows the one that ends at the place ``queued``.
    """

    def __init__(
        self,
        change: Change,
        source: int,
        harvest: Delivery,
        now: str,
        tags: Sequence[str],
        queued: float = 0.0,
    ) -> None:
        self._change = change
        self._source = source
        self._harvest = harvest
        self._now = now
        self._tags = tags
        self._queued = queued

    def file(self, entries: Sequence[Entry]) -> Counter[str]:
        """File entries; returns how many were ``new``, ``updated`` and ``unchanged``."""
        if not entries:
            return Counter()
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
        next_paper = self._change.run(LAST_PAPER).scalar() + 1
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
        self._change.add_papers({paper: _words(entry) for paper, entry in fresh})
        new = [(paper, entry.draft) for paper, entry in fresh]
        keys = self._keys([entry.key for _, entry in fresh])
        rows = [self._paper_row(*item, key) for item, key in zip(fresh, keys, strict=True)]
        with counted_at_once(self._change, fresh[0][0], fresh[-1][0]):
            self._insert("paper", PAPER, rows)
        self._insert("paper_text", TEXT, [_text_row(paper, draft) for paper, draft in new])
        folded = {name: key for _, e in fresh for name, key in zip(e.draft.authors, e.authors, strict=True)}
        people = AuthorBook(self._change).rows([(paper, draft.authors) for paper, draft in new], folded)
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

    def _keys(self, wanted: Sequence[str]) -> list[str]:
        """For each key that is wanted one that is free."""
        rows = self._change.run(
            "SELECT key FROM paper WHERE key IN (SELECT value FROM json_each(?))"
            f" UNION ALL SELECT digest FROM fingerprint WHERE kind = 'key' AND {OF_MERGED}",
            (json.dumps(wanted),) * 2,
        )
        used = {key for (key,) in rows}
        others: dict[str, Iterator[str]] = {}
        keys = []
        for key in wanted:
            if key in used and key not in others:
                used |= self._beginning_with(key)
                others[key] = suffixed(key)
            free = next(other for other in others[key] if other not in used) if key in used else key
            used.add(free)
            keys.append(free)
        return keys

    def _beginning_with(self, key: str) -> set[str]:
        """The keys that some other papers have instead of this one, and perhaps a few more."""
        rows = self._change.run("SELECT key FROM paper WHERE key >= ? AND key < ?", (key + "a", key + "{"))
        return {other for (other,) in rows}

    def _paper_row(self, paper: int, entry: Entry, key: str) -> tuple[Any, ...]:
        draft = entry.draft
        r = draft.reading or NOTHING_READ
        queue = None if r.queue is None else self._queued + r.queue
        return (
            paper, key, draft.title or UNTITLED, draft.provisional_title or not draft.title, entry.byline,
            entry.first_author, entry.title_order, draft.published, draft.category, draft.venue, draft.kind,
            draft.url, draft.code_url, draft.has_code, draft.file_path, draft.authors_truncated,
            r.state, r.starred, r.rating, queue, r.added or self._now, r.started, r.read, self._now,
        )  # fmt: skip

    def _write_reading(self, papers: Sequence[tuple[int, Reading]]) -> None:
        """Tags, notes and a log that new papers bring along from another Carrel."""
        self._write_log(papers)
        number = self._change.run(LAST_NOTE).scalar()
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

    def _write_log(self, papers: Sequence[tuple[int, Reading]]) -> None:
        sittings = [(paper, session) for paper, reading in papers for session in reading.sessions]
        if sittings:
            (last,) = self._change.run("SELECT coalesce(max(id), 0) FROM session").one()
            rows = [
                (number, paper, s.started, s.ended, s.finished, s.counts, s.before, s.after)
                for number, (paper, s) in enumerate(sittings, last + 1)
            ]
            self._insert("session", SESSION, rows)
        come = [(paper, reading.progress) for paper, reading in papers if reading.progress]
        if come:
            far = [(paper, p.share, p.page, p.pages, p.at or self._now) for paper, p in come]
            self._insert("progress", PROGRESS, far)

    def _write_sightings(self, seen: Sequence[tuple[int, Entry, str]]) -> None:
        columns = ("source_id", "position", "paper_id", "outcome", "digest")
        rows = [(self._source, e.draft.position, paper, outcome, e.said) for paper, e, outcome in seen]
        self._change.insert("sighting", columns, rows)


def _words(entry: Entry) -> Words | None:
    """The paper's words for the index, unless notes of its own add to them."""
    reading = entry.draft.reading
    return None if reading and reading.notes else (*entry.words, None, None)


def _text_row(paper: int, draft: Draft) -> tuple[Any, ...]:
    affiliations = json.dumps(draft.affiliations, ensure_ascii=False) if draft.affiliations else "[]"
    extra = json.dumps(dict(draft.extra), ensure_ascii=False) if draft.extra else "{}"
    return paper, draft.abstract, draft.summary, affiliations, extra
