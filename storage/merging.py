"""Making one paper of several that are the same work, so that nothing of any of them is lost.

What was known of the papers that go away stays with the one that is kept as fingerprints: their
titles, their keys, and (kind ``merged``) title, year and first author together, ``digest:2018:ode``.
So a later import of any of them finds the kept paper, and an old key in a manuscript still leads to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from storage.additions import read_held
from storage.errors import PaperNotFound, Refused
from storage.filling import Held
from storage.journal import Change
from storage.rewriting import Rewriting

_FILLED = ("category", "url", "code_url", "abstract", "summary", "affiliations")
_OF_PUBLICATION = ("kind", "venue", "published")
"""What the published version says better than the preprint, and only together makes sense."""

_ONE_A_PAPER = {"progress": "share", "taste": "at", "review": "answers"}
"""Tables with one row a paper, and what says which of two rows tells more."""

PUBLISHED = ("article", "conference", "book", "chapter", "thesis")
"""Kinds of works that came out somewhere."""

_TRACKED = (
    "key", "first_author", "file_path", "state", "starred", "rating", "queue_position", "added", "started",
    "read", "trashed",
)  # fmt: skip


def merge(change: Change, keep: int, others: Sequence[int], now: str) -> tuple[str, str]:
    """Make ``keep`` of itself and ``others``; returns its title and its key.

    Raises :class:`Refused` for the same paper twice and for papers in the trash.
    """
    if not others or keep in others or len(set(others)) < len(others):
        raise Refused("merging takes two different papers: a paper cannot be merged with itself")
    held = read_held(change, [keep, *others])
    tracked = _tracked(change, [keep, *others])
    for paper in (keep, *others):
        _must_be_there(paper, tracked)
    _remember(change, keep, tracked[keep])
    kept, track = held[keep], tracked[keep]
    values: dict[str, Any] = {}
    for other in others:
        changes = described(kept, held[other]) | followed(track, tracked[other])
        values |= changes
        kept = _with(kept, changes)
        track = track | {name: value for name, value in changes.items() if name in track}
        _remember(change, other, tracked[other])
        _move(change, keep, other, tracked[other]["key"])
    Rewriting(change, now).apply(held[keep], values or {"starred": track["starred"]})
    return kept.title, track["key"]


def _tracked(change: Change, papers: Sequence[int]) -> dict[int, dict[str, Any]]:
    rows = change.run(
        f"SELECT id, {', '.join(_TRACKED)} FROM paper WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(papers)),),
    )
    return {row[0]: dict(zip(_TRACKED, row[1:], strict=True)) for row in rows}


def _must_be_there(paper: int, tracked: Mapping[int, Mapping[str, Any]]) -> None:
    if paper not in tracked:
        raise PaperNotFound(str(paper))
    if tracked[paper]["trashed"] is not None:
        raise Refused(f"{tracked[paper]['key']} is in the trash: take it out before merging it")


def _with(held: Held, changes: Mapping[str, Any]) -> Held:
    from dataclasses import fields, replace

    known = {field.name for field in fields(Held)}
    taken = {name: value for name, value in changes.items() if name in known}
    if "chosen" in taken:
        taken["chosen"] = frozenset(taken["chosen"])
    return replace(held, **taken)


def described(kept: Held, other: Held) -> dict[str, Any]:
    """What ``other`` adds to the description: blanks, what the reader set, the facts of publication."""
    changes: dict[str, Any] = {}
    theirs = other.chosen - kept.chosen
    published = _is_published(other) and not _is_published(kept)
    for name in (*_FILLED, *_OF_PUBLICATION, "title"):
        old, new = getattr(kept, name), getattr(other, name)
        better = not old or (published and name in _OF_PUBLICATION)
        if new and new != old and (name in theirs or (better and name not in kept.chosen)):
            changes[name] = new
    if kept.provisional_title and not other.provisional_title and "title" not in kept.chosen:
        changes["title"] = other.title
    if "title" in changes:
        changes["provisional_title"] = other.provisional_title
    if other.has_code and not kept.has_code and "code_url" not in kept.chosen:
        changes["has_code"] = True
    changes |= _people(kept, other, chosen="authors" in theirs)
    extra = {**kept.extra, **other.extra} if published else {**other.extra, **kept.extra}
    if extra != kept.extra:
        changes["extra"] = extra
    if theirs:
        changes["chosen"] = sorted(kept.chosen | theirs)
    return changes


def _is_published(held: Held) -> bool:
    """Whether the description is of a publication; many lists call arXiv a journal."""
    return held.kind in PUBLISHED and "arxiv" not in (held.venue or "").lower()


def _people(kept: Held, other: Held, *, chosen: bool) -> dict[str, Any]:
    """The fuller list of authors."""
    fuller = not kept.authors or (
        kept.authors_truncated and (not other.authors_truncated or len(other.authors) > len(kept.authors))
    )
    wanted = chosen or (fuller and "authors" not in kept.chosen)
    if not other.authors or not wanted:
        return {}
    return {"authors": other.authors, "authors_truncated": other.authors_truncated}


def followed(kept: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """What the reader did with ``other``, where that goes further.

    Read counts before reading, and both before anything else. Skipping is a decision, being unread
    is none, unless the paper was queued: then it is wanted.
    """
    state = max(kept, other, key=_rank)["state"]
    merged = {
        "state": state,
        "starred": kept["starred"] or other["starred"],
        "rating": kept["rating"] or other["rating"],
        "file_path": kept["file_path"] or other["file_path"],
        "queue_position": _earlier(kept["queue_position"], other["queue_position"]),
        "added": min(kept["added"], other["added"]),
        "started": _earlier(kept["started"], other["started"]),
        "read": _earlier(kept["read"], other["read"]),
    }
    return {name: value for name, value in merged.items() if value != kept[name]}


def _rank(paper: Mapping[str, Any]) -> int:
    if paper["state"] == "unread" and paper["queue_position"] is not None:
        return 2
    return ("unread", "skipped", "", "reading", "read").index(paper["state"])


def _earlier(one: Any, two: Any) -> Any:
    return min((value for value in (one, two) if value is not None), default=None)


def _remember(change: Change, paper: int, tracked: Mapping[str, Any]) -> None:
    """Keep title, year and first author together, as they were before anything was merged."""
    marks = [
        mark
        for (mark,) in change.run(
            "SELECT digest FROM fingerprint WHERE kind = 'title' AND paper_id = ?", (paper,)
        )
    ]
    (published,) = change.run("SELECT published FROM paper WHERE id = ?", (paper,)).one()
    year = (published or "")[:4]
    _mark(change, paper, [("merged", f"{mark}:{year}:{tracked['first_author']}") for mark in marks])


def _mark(change: Change, paper: int, marks: Sequence[tuple[str, str]]) -> None:
    """Add those fingerprints that the paper has not."""
    held = set(map(tuple, change.run("SELECT kind, digest FROM fingerprint WHERE paper_id = ?", (paper,))))
    rows = [(*mark, paper) for mark in dict.fromkeys(marks) if mark not in held]
    change.insert("fingerprint", ("kind", "digest", "paper_id"), rows)


def _move(change: Change, keep: int, other: int, key: str) -> None:
    """Hang everything of ``other`` on ``keep``, and take the empty paper away."""
    of_other = "paper_id = ?"
    pairs = change.run("SELECT scheme, value FROM identifier WHERE paper_id = ?", (other,)).all()
    change.update("identifier", ("paper_id",), [(*pair, keep) for pair in pairs])
    seen = change.run("SELECT source_id, position FROM sighting WHERE paper_id = ?", (other,)).all()
    change.update("sighting", ("paper_id",), [(*place, keep) for place in seen])
    marks = change.run("SELECT kind, digest FROM fingerprint WHERE paper_id = ?", (other,)).all()
    change.delete("fingerprint", of_other, (other,))
    _mark(change, keep, [*map(tuple, marks), ("key", key)])
    tags = change.run(
        "SELECT tag_id FROM paper_tag WHERE paper_id = ? AND tag_id NOT IN"
        " (SELECT tag_id FROM paper_tag WHERE paper_id = ?)",
        (other, keep),
    ).all()
    change.delete("paper_tag", of_other, (other,))
    change.insert("paper_tag", ("paper_id", "tag_id"), [(keep, tag) for (tag,) in tags])
    for table in ("note", "session", "triage", "amendment"):
        _move_rows(change, table, keep, other)
    for table, better in _ONE_A_PAPER.items():
        _move_one(change, table, better, keep, other)
    _move_typed(change, keep, other)
    _move_pairs(change, keep, other)
    for table in ("authorship", "paper_text"):
        change.delete(table, of_other, (other,))
    change.delete("paper", "id = ?", (other,))


def _move_rows(change: Change, table: str, keep: int, other: int) -> None:
    """Rows written anew instead of changed: the triggers that count noted papers watch that."""
    cursor = change.run(f"SELECT * FROM {table} WHERE paper_id = ?", (other,))
    columns = list(cursor.keys())
    at = columns.index("paper_id")
    rows = [(*row[:at], keep, *row[at + 1 :]) for row in cursor.all()]
    change.delete(table, "paper_id = ?", (other,))
    change.insert(table, columns, rows)


def _move_one(change: Change, table: str, better: str, keep: int, other: int) -> None:
    """The row of a table that has one a paper: that which has more of ``better``, or the kept paper's."""
    (mine,), (theirs,) = (
        change.run(f"SELECT max({better}) FROM {table} WHERE paper_id = ?", (paper,)).one()
        for paper in (keep, other)
    )
    if theirs is None:
        return
    further = mine is None or theirs > mine
    change.delete(table, "paper_id = ?", (keep if further else other,))
    if further:
        _move_rows(change, table, keep, other)


def _move_typed(change: Change, keep: int, other: int) -> None:
    """What is being typed; there is one new note at a time on a paper, so a second one goes behind it."""
    both = change.run(
        "SELECT mine.text, theirs.text, theirs.quote, mine.quote FROM unsaved_note mine, unsaved_note theirs"
        " WHERE mine.paper_id = ? AND theirs.paper_id = ? AND mine.note_id = 0 AND theirs.note_id = 0",
        (keep, other),
    ).first()
    if both is not None:
        mine, theirs, quote, quoted = both
        passage = "".join(f"> {line}\n" for line in (quote or "").splitlines()) if quote != quoted else ""
        text = "\n\n".join(part for part in (mine, passage + theirs) if part)
        change.update("unsaved_note", ("text",), [(keep, 0, text)])
        change.delete("unsaved_note", "paper_id = ? AND note_id = 0", (other,))
    _move_rows(change, "unsaved_note", keep, other)


def _move_pairs(change: Change, keep: int, other: int) -> None:
    """What the reader keeps apart from ``other`` is apart from ``keep``."""
    rows = change.run(
        "SELECT CASE WHEN paper_id = ?1 THEN other_id ELSE paper_id END FROM distinct_pair"
        " WHERE paper_id = ?1 OR other_id = ?1",
        (other,),
    ).all()
    change.delete("distinct_pair", "paper_id = ? OR other_id = ?", (other, other))
    for (third,) in rows:
        if third != keep:
            keep_apart(change, keep, third)


def keep_apart(change: Change, one: int, two: int) -> bool:
    """Remember that two papers are not the same; false where that is known."""
    pair = (min(one, two), max(one, two))
    known = change.run("SELECT 1 FROM distinct_pair WHERE paper_id = ? AND other_id = ?", pair).first()
    if known is None:
        change.insert("distinct_pair", ("paper_id", "other_id"), [pair])
    return known is None


def distinct(change: Change, one: int, two: int) -> tuple[str, str, bool]:
    """Keep two papers apart; returns their keys, and whether that is new."""
    if one == two:
        raise Refused("keeping apart takes two different papers")
    tracked = _tracked(change, [one, two])
    for paper in (one, two):
        if paper not in tracked:
            raise PaperNotFound(str(paper))
    return tracked[one]["key"], tracked[two]["key"], keep_apart(change, one, two)
