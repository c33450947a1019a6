"""What a later description adds to a paper we have: blanks are filled, choices are respected.

A source seen for the first time only fills blanks, but for the fields of which it is the authority:
a publisher knows the venue, an archive its abstract. The same source saying something new about its
own paper also replaces what sources said before. Nothing ever replaces what the reader set.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from seeds import Draft

PLAIN = ("published", "category", "venue", "url", "code_url", "file_path")
"""Columns of ``paper`` that are taken as they are."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the library holds about a paper, as far as a description could change it."""

    id: int
    title: str
    provisional_title: bool
    authors: tuple[str, ...]
    authors_truncated: bool
    affiliations: tuple[str, ...]
    published: str | None
    category: str | None
    venue: str | None
    kind: str
    url: str | None
    code_url: str | None
    has_code: bool
    file_path: str | None
    abstract: str | None
    summary: str | None
    extra: Mapping[str, str]
    chosen: frozenset[str]
    revision: int


def news(
    held: Held, draft: Draft, *, same_source: bool, authority: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The fields that ``draft`` changes and their new values; empty when it brings nothing.

    ``authority`` are the fields that the draft's source knows better than whoever spoke before.
    """
    changes: dict[str, Any] = {}
    replaces = _rule(held, same_source, authority)
    for name in (*PLAIN, "abstract", "summary", "affiliations"):
        old, new = getattr(held, name), getattr(draft, name)
        if new and new != old and (replaces(name, old) or (name == "published" and _refines(old, new))):
            changes[name] = new
    if draft.has_code and not held.has_code and "has_code" not in held.chosen:
        changes["has_code"] = True
    changes |= _title(held, draft, replaces)
    changes |= _authors(held, draft, same_source=same_source)
    if "kind" in authority and draft.kind not in (held.kind, "other") and "kind" not in held.chosen:
        changes["kind"] = draft.kind
    fresh = {
        name: text
        for name, text in draft.extra.items()
        if name not in held.extra or ("extra" in authority and text != held.extra[name])
    }
    if fresh:
        changes["extra"] = {**held.extra, **fresh}
    return changes


def _rule(held: Held, same_source: bool, authority: frozenset[str]) -> Callable[[str, Any], bool]:
    def replaces(name: str, old: Any) -> bool:
        return name not in held.chosen and (same_source or not old or name in authority)

    return replaces


def _refines(old: str | None, new: str) -> bool:
    return bool(old) and len(new) > len(old or "") and new.startswith(f"{old}-")


def _title(held: Held, draft: Draft, replaces: Callable[[str, Any], bool]) -> dict[str, Any]:
    if not draft.title or draft.title == held.title or "title" in held.chosen:
        return {}
    if held.provisional_title and not draft.provisional_title:
        return {"title": draft.title, "provisional_title": False}
    # A provisional title never takes the place of a real one.
    if draft.provisional_title == held.provisional_title and replaces("title", held.title):
        return {"title": draft.title}
    return {}


def _authors(held: Held, draft: Draft, *, same_source: bool) -> dict[str, Any]:
    if not draft.authors or "authors" in held.chosen:
        return {}
    same = draft.authors == held.authors and draft.authors_truncated == held.authors_truncated
    fuller = held.authors_truncated and (
        not draft.authors_truncated or len(draft.authors) > len(held.authors)
    )
    if same or not (same_source or not held.authors or fuller):
        return {}
    return {"authors": draft.authors, "authors_truncated": draft.authors_truncated}


def held_from(row: Sequence[Any], authors: Sequence[str]) -> Held:
    """Build :class:`Held` from a row of :data:`HELD_SQL` and the names in order."""
    return Held(
        id=row[0],
        title=row[1],
        provisional_title=bool(row[2]),
        authors=tuple(authors),
        authors_truncated=bool(row[3]),
        affiliations=tuple(json.loads(row[12] or "[]")),
        published=row[4],
        category=row[5],
        venue=row[6],
        kind=row[7],
        url=row[8],
        code_url=row[9],
        has_code=bool(row[10]),
        file_path=row[17],
        abstract=row[14],
        summary=row[15],
        extra=json.loads(row[13] or "{}"),
        chosen=frozenset(json.loads(row[16] or "[]")),
        revision=row[11],
    )


HELD_SQL = (
    "SELECT p.id, p.title, p.provisional_title, p.authors_truncated, p.published, p.category, p.venue,"
    " p.kind, p.url, p.code_url, p.has_code, p.revision, t.affiliations, t.extra, t.abstract,"
    " t.summary, t.chosen, p.file_path"
    " FROM json_each(?) AS w CROSS JOIN paper p ON p.id = w.value LEFT JOIN paper_text t ON t.paper_id = p.id"
)
