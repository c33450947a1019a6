"""The last station of every reading: no text leaves the room that the library could not hold.

Readers stay simple and faithful; here each field of each draft passes :func:`seeds.text.clean`
once, and what was changed becomes a complaint that rejects nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from seeds.draft import AuthorProfile, Draft, DraftNote, Identifier, Reading
from seeds.harvest import Complaint, Item
from seeds.text import clean, is_plain

TITLE_LIMIT = 2_000
NAME_LIMIT = 300
TEXT_LIMIT = 100_000
MANY = 10_000  # authors, tags, notes of one paper
_SHORTEST = 40  # characters of the narrowest field
FIELDS = 1_000  # of one paper that have no place of their own

_LINES = {
    "title": TITLE_LIMIT, "published": 40, "category": 100, "venue": TITLE_LIMIT, "kind": 100, "url": 4_000,
    "code_url": 4_000, "file_path": 4_000, "abstract_digest": 100, "key": NAME_LIMIT,
}  # fmt: skip
_BLOCKS = {"abstract": TEXT_LIMIT, "summary": TEXT_LIMIT}


def cleaned(items: Iterable[Item]) -> Iterator[Item]:
    """Pass the items on, their text storable; each change to a draft is told after it."""
    for item in items:
        match item:
            case Draft():
                changes: list[str] = []
                yield _draft(item, changes)
                if changes:
                    yield Complaint(item.line, "; ".join(dict.fromkeys(changes)), rejected=False)
            case AuthorProfile():
                yield replace(item, name=_line(item.name, NAME_LIMIT), field=_line(item.field, NAME_LIMIT))
            case Complaint():
                yield replace(item, reason=clean(item.reason, limit=500)[0])


def _draft(draft: Draft, changes: list[str]) -> Draft:
    if not _is_clean(draft):
        draft = _cleaned(draft, changes)
    return replace(draft, reading=_reading(draft.reading, changes)) if draft.reading else draft


def _is_clean(draft: Draft) -> bool:
    """Whether a look at all texts at once finds nothing to do, as with most papers of a million.

    It may say no where nothing is to be done: then each field is looked at by itself.
    """
    if len(draft.authors) > MANY or len(draft.extra) > FIELDS:
        return False
    names = [*draft.authors, *draft.affiliations, *draft.extra]
    short = [draft.kind]
    for identifier in draft.identifiers:
        short.append(identifier.scheme)
        names.append(identifier.value)
    short += [text for text in (draft.published, draft.category, draft.abstract_digest) if text is not None]
    titles = [text for text in (draft.title, draft.venue, draft.url, draft.code_url) if text is not None]
    if draft.file_path is not None:
        titles.append(draft.file_path)
    if draft.key is not None:
        names.append(draft.key)
    for texts, limit in ((short, _SHORTEST), (names, NAME_LIMIT), (titles, TITLE_LIMIT)):
        if texts and max(map(len, texts)) > limit:
            return False
    line = "|".join(["", *short, *names, *titles, *draft.extra.values(), ""])
    if "||" in line or " |" in line or "| " in line:  # nothing between, or blanks to strip
        return False
    return _is_plain(line) and _is_plain(draft.abstract) and _is_plain(draft.summary)


def _is_plain(text: str | None) -> bool:
    return not text or (len(text) <= TEXT_LIMIT and is_plain(text.replace("\n", "_")))


def _cleaned(draft: Draft, changes: list[str]) -> Draft:
    new: dict[str, Any] = {}
    for name, limit in _LINES.items():
        _field(draft, name, limit, False, new, changes)
    for name, limit in _BLOCKS.items():
        _field(draft, name, limit, True, new, changes)
    for name in ("authors", "affiliations"):
        names = getattr(draft, name)
        kept = _names(names, name, changes)
        if kept != names:
            new[name] = kept
    if draft.identifiers:
        new["identifiers"] = tuple(
            Identifier(_line(i.scheme, 40), _line(i.value, 500)) for i in draft.identifiers
        )
    if draft.extra:
        new["extra"] = _extra(draft.extra, changes)
    return replace(draft, **new) if new else draft


def _field(
    draft: Draft, name: str, limit: int, multiline: bool, new: dict[str, Any], changes: list[str]
) -> None:
    value = getattr(draft, name)
    if value is None:
        return
    safe = _told(value, limit, multiline, f"the {name.replace('_', ' ')}", changes)
    if safe != value:
        new[name] = safe


def _told(value: str, limit: int, multiline: bool, where: str, changes: list[str]) -> str:
    safe, what = clean(value, limit=limit, multiline=multiline)
    changes += (f"{change} in {where}" for change in what)
    return safe if multiline else safe.strip()


def _line(value: Any, limit: int) -> Any:
    return None if value is None else clean(value, limit=limit)[0].strip()


def _names(names: tuple[str, ...], what: str, changes: list[str]) -> tuple[str, ...]:
    if len(names) > MANY:
        changes.append(f"kept the first {MANY} of {len(names)} {what}")
    safe = (_told(name, NAME_LIMIT, False, f"the {what}", changes) for name in names[:MANY])
    return tuple(name for name in safe if name)


def _reading(reading: Reading, changes: list[str]) -> Reading:
    return replace(
        reading,
        tags=_names(reading.tags, "tags", changes),
        notes=tuple(_note(note, changes) for note in reading.notes[:MANY]),
        added=_line(reading.added, 40),
        started=_line(reading.started, 40),
        read=_line(reading.read, 40),
    )


def _note(note: DraftNote, changes: list[str]) -> DraftNote:
    return DraftNote(
        text=_told(note.text, TEXT_LIMIT, True, "a note", changes),
        quote=None if note.quote is None else _told(note.quote, TEXT_LIMIT, True, "a quote", changes),
        quote_field=_line(note.quote_field, 40),
        created=_line(note.created, 40),
        updated=_line(note.updated, 40),
    )


def _extra(extra: Mapping[str, str], changes: list[str]) -> Mapping[str, str]:
    if len(extra) > FIELDS:
        changes.append(f"kept the first {FIELDS} of {len(extra)} extra fields")
    kept = list(extra.items())[:FIELDS]
    return MappingProxyType(
        {
            _line(key, NAME_LIMIT): _told(value, TEXT_LIMIT, True, "an extra field", changes)
            for key, value in kept
        }
    )
