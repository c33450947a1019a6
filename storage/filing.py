"""Filing drafts: each becomes a new paper, or adds to the paper it turns out to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from seeds import Draft, Harvest, Reading
from storage.authors import AuthorBook, derived
from storage.citekeys import base_key, free_key
from storage.filling import HELD_SQL, Held, held_from, news
from storage.journal import Change
from storage.matching import Matcher, abstract_digest, title_digest
from storage.rewriting import Rewriting, title_order
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


class Filing:
    """Files the drafts of one chunk of one source; see :meth:`file`."""

    def __init__(self, change: Change, source: int, harvest: Harvest, now: str, tags: Sequence[str]) -> None:
        self._change = change
        self._source = source
        self._harvest = harvest
        self._now = now
        self._tags = tags
        self._matcher = Matcher(change.connection)
        self._new: list[tuple[int, str, Draft]] = []
        self._keys: set[str] = set()
        self._fingerprints: list[tuple[str, str, int]] = []
        self._seen: list[tuple[int, int, int, str, str]] = []

    def file(self, drafts: Sequence[Draft]) -> Iterator[str]:
        """File drafts in order and yield for each ``new``, ``updated`` or ``unchanged``."""
        self._matcher.load(drafts)
        self._next_paper = self._number("SELECT coalesce(max(id), 0) + 1 FROM paper")
        self._taken = self._taken_keys(drafts)
        for draft in drafts:
            paper = self._matcher.match(draft)
            outcome = "new" if paper is None else self._add_to(paper, draft)
            if paper is None:
                paper = self._begin(draft)
            self._matcher.learn(paper, draft)
            self._seen.append((self._source, draft.position, paper, outcome, draft_digest(draft)))
            yield outcome
        self._flush()
        self._write_fingerprints()
        columns = ("source_id", "position", "paper_id", "outcome", "digest")
        self._change.insert("sighting", columns, self._seen)
        if self._tags:
            TagBook(self._change).add({paper for _, _, paper, _, _ in self._seen}, self._tags)

    def _begin(self, draft: Draft) -> int:
        """Give a new paper its id and key; it is written with the others of its chunk."""
        paper = self._next_paper
        self._next_paper += 1
        wanted = draft.key or base_key(draft.title or "", draft.authors, draft.published)
        key = free_key(wanted, self._is_taken)
        self._keys.add(key)
        self._new.append((paper, key, draft))
        self._fingerprint(paper, draft)
        return paper

    def _taken_keys(self, drafts: Sequence[Draft]) -> set[str]:
        """Of the keys these drafts would like to have, those that are in use."""
        wanted = {d.key or base_key(d.title or "", d.authors, d.published) for d in drafts}
        rows = self._change.run(
            "SELECT key FROM paper WHERE key IN (SELECT value FROM json_each(?))", (json.dumps(list(wanted)),)
        )
        self._asked = wanted
        return {key for (key,) in rows}

    def _is_taken(self, key: str) -> bool:
        if key in self._keys or key in self._taken:
            return True
        if key in self._asked:
            return False
        return self._change.run("SELECT 1 FROM paper WHERE key = ?", (key,)).first() is not None

    def _flush(self) -> None:
        """Write the papers that are new so far."""
        new, self._new = self._new, []
        change = self._change
        change.insert("paper", PAPER, [self._paper_row(*item) for item in new])
        change.insert("paper_text", TEXT, [_text_row(paper, draft) for paper, _, draft in new])
        people = AuthorBook(change).rows([(paper, draft.authors) for paper, _, draft in new])
        change.insert("authorship", ("paper_id", "position", "author_id", "written"), people)
        rows = {(i.scheme, i.value): paper for paper, _, draft in reversed(new) for i in draft.identifiers}
        change.insert("identifier", ("scheme", "value", "paper_id"), [(*k, p) for k, p in rows.items()])
        self._write_reading([(paper, draft.reading) for paper, _, draft in new if draft.reading])

    def _paper_row(self, paper: int, key: str, draft: Draft) -> tuple[Any, ...]:
        names, first = derived(draft.authors, draft.authors_truncated)
        r = draft.reading
        title = draft.title or "Untitled"
        return (
            paper, key, title, draft.provisional_title or not draft.title, names, first, title_order(title),
            draft.published, draft.category, draft.venue, draft.kind, draft.url, draft.code_url,
            draft.has_code, draft.authors_truncated, r.state if r else "unread", r.starred if r else False,
            r.rating if r else None, r.queue if r else None, (r and r.added) or self._now, r and r.started, r and r.read, self._now,
        )  # fmt: skip

    def _write_reading(self, papers: Sequence[tuple[int, Reading]]) -> None:
        """Tags and notes that new papers bring along from another Carrel."""
        number = self._number("SELECT coalesce(max(id), 0) FROM note")
        rows = []
        for paper, reading in papers:
            if reading.tags:
                TagBook(self._change).add({paper}, reading.tags)
            for note in reading.notes:
                number += 1
                created = note.created or self._now
                times = (created, note.updated or created)
                rows.append((number, paper, note.text, note.quote, note.quote_field, *times))
        self._change.insert("note", NOTE, rows)

    def _add_to(self, paper: int, draft: Draft) -> str:
        """Add what a draft says to a paper we have."""
        self._flush()
        before = self._last_digest(paper)
        if before == draft_digest(draft):
            return "unchanged"
        held = self._held(paper)
        changes = news(held, draft, same_source=before is not None)
        identifiers = self._new_identifiers(draft)
        self._fingerprint(paper, draft)
        if not changes and not identifiers:
            return "unchanged"
        Rewriting(self._change, self._now).apply(held, changes)
        rows = [(i.scheme, i.value, paper) for i in identifiers]
        self._change.insert("identifier", ("scheme", "value", "paper_id"), rows)
        return "updated"

    def _new_identifiers(self, draft: Draft) -> list[Any]:
        known = "SELECT 1 FROM identifier WHERE scheme = ? AND value = ?"
        return [i for i in draft.identifiers if self._change.run(known, (i.scheme, i.value)).first() is None]

    def _held(self, paper: int) -> Held:
        row = self._change.run(HELD_SQL, (json.dumps([paper]),)).one()
        names = self._change.run(
            "SELECT coalesce(s.written, author.name) FROM authorship s JOIN author ON author.id = s.author_id"
            " WHERE s.paper_id = ? ORDER BY s.position",
            (paper,),
        )
        return held_from(row, [name for (name,) in names])

    def _last_digest(self, paper: int) -> str | None:
        """How the last import of this very source described the paper."""
        row = self._change.run(
            "SELECT g.digest FROM sighting g JOIN source ON source.id = g.source_id"
            " WHERE g.paper_id = ? AND source.name = ? AND source.format = ? AND source.id < ?"
            " ORDER BY source.id DESC LIMIT 1",
            (paper, self._harvest.name, self._harvest.format, self._source),
        ).first()
        return row[0] if row else None

    def _fingerprint(self, paper: int, draft: Draft) -> None:
        for kind, mark in (("title", title_digest(draft)), ("abstract", abstract_digest(draft))):
            if mark:
                self._fingerprints.append((kind, mark, paper))

    def _write_fingerprints(self) -> None:
        held = {
            tuple(row)
            for row in self._change.run(
                "SELECT kind, digest, paper_id FROM fingerprint"
                " WHERE paper_id IN (SELECT value FROM json_each(?))",
                (json.dumps(sorted({paper for _, _, paper in self._fingerprints})),),
            )
        }
        rows = [row for row in dict.fromkeys(self._fingerprints) if row not in held]
        self._change.insert("fingerprint", ("kind", "digest", "paper_id"), rows)

    def _number(self, sql: str) -> int:
        (number,) = self._change.run(sql).one()
        return int(number)


def draft_digest(draft: Draft) -> str:
    """Stands for everything a source says of a paper, its place on the page apart."""
    said: list[Any] = [getattr(draft, name) for name in SAID]
    said.append([(i.scheme, i.value) for i in draft.identifiers])
    text = json.dumps([*said, sorted(draft.extra.items())])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _text_row(paper: int, draft: Draft) -> tuple[Any, ...]:
    affiliations = json.dumps(draft.affiliations, ensure_ascii=False)
    extra = json.dumps(dict(draft.extra), ensure_ascii=False)
    return paper, draft.abstract, draft.summary, affiliations, extra
