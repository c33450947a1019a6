"""The JSON object of a paper, read back into a draft.

Both JSON formats carry the object that ``carrel list --as json`` prints. What another program
added to it is kept in ``extra``; a value of the wrong kind is a complaint, not a crash.
"""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from seeds.dates import parse_partial
from seeds.draft import NOTHING, Draft, DraftNote, DraftProgress, DraftSession, Identifier, Reading
from seeds.harvest import Complaint
from seeds.identify import NORMALISERS

STATES = ("unread", "reading", "read", "skipped")
# What a library says about itself rather than about the paper.
_LOCAL = frozenset({"id", "sources"})
_STRINGS = (
    "title", "published", "category", "venue", "kind", "url", "code_url", "abstract", "abstract_digest",
    "summary", "key", "file_path",
)  # fmt: skip
_READING = frozenset("state starred rating queue tags notes added started read sessions progress".split())
_KNOWN = (
    _LOCAL | _READING | frozenset(_STRINGS)
    | frozenset("provisional_title authors authors_truncated affiliations has_code identifiers extra".split())
)  # fmt: skip


class _WrongKind(Exception):
    """A value is not of the kind its field needs; the message says which."""


def read_object(value: object, position: int, line: int) -> Draft | Complaint:
    """Turn one decoded JSON value into a draft, or into a complaint that says what is wrong."""
    if not isinstance(value, dict):
        return Complaint(line, "a paper has to be a JSON object")
    try:
        return _draft(value, position, line)
    except _WrongKind as error:
        return Complaint(line, str(error))


def _draft(paper: Mapping[str, Any], position: int, line: int) -> Draft:
    strings = {name: _string(paper, name) for name in _STRINGS}
    if not any(strings[name] for name in ("title", "abstract", "abstract_digest")) and not paper.get(
        "identifiers"
    ):
        raise _WrongKind(_answer(paper) or "a paper needs a title, an abstract or an identifier")
    if strings["published"] is not None:
        strings["published"] = _date(strings["published"])
    kind = strings.pop("kind") or "preprint"
    return Draft(
        **strings,
        kind=kind,
        provisional_title=_flag(paper, "provisional_title"),
        authors=_strings(paper, "authors"),
        authors_truncated=_flag(paper, "authors_truncated"),
        affiliations=_strings(paper, "affiliations"),
        identifiers=_identifiers(paper),
        has_code=_flag(paper, "has_code"),
        reading=_reading(paper) if _READING & paper.keys() else None,
        extra=_extra(paper),
        position=position,
        line=line,
    )


def _answer(paper: Mapping[str, Any]) -> str | None:
    """What a service says in place of papers: ``{"error": "…"}``, ``{"message": "…", "code": "429"}``."""
    error, message = paper.get("error"), paper.get("message")
    said = [text for text in (error, message) if isinstance(text, str) and text]
    if not said or (error is None and not {"code", "status", "statusCode"} & paper.keys()):
        return None
    return f"a service answered with an error: {' '.join(said)[:200]}"


def _date(text: str) -> str:
    partial = parse_partial(text)
    if partial is None:
        raise _WrongKind(f"“{text[:40]}” is not a date in “published”")
    return partial


def _string(paper: Mapping[str, Any], name: str) -> str | None:
    value = paper.get(name)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and name == "published":
        return str(value)
    raise _WrongKind(f"“{name}” has to be text")


def _flag(paper: Mapping[str, Any], name: str) -> bool:
    value = paper.get(name)
    if value is None or isinstance(value, bool):
        return bool(value)
    raise _WrongKind(f"“{name}” has to be true or false")


def _strings(paper: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = paper.get(name)
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    raise _WrongKind(f"“{name}” has to be a list of texts")


def _number(paper: Mapping[str, Any], name: str) -> int | None:
    value = paper.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise _WrongKind(f"“{name}” has to be a number")


def _identifiers(paper: Mapping[str, Any]) -> tuple[Identifier, ...]:
    value = paper.get("identifiers")
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise _WrongKind("“identifiers” has to be an object of lists")
    found = (
        Identifier(scheme.lower(), _normalised(scheme.lower(), text))
        for scheme in value
        for text in _strings(value, scheme)
    )
    return tuple(dict.fromkeys(found))


def _normalised(scheme: str, text: str) -> str:
    normalise = NORMALISERS.get(scheme)
    return (normalise(text) if normalise else None) or text.strip()


def _reading(paper: Mapping[str, Any]) -> Reading:
    state, rating = _string(paper, "state") or "unread", _number(paper, "rating")
    if state not in STATES:
        raise _WrongKind(f"“{state[:40]}” is no state; the states are {', '.join(STATES)}")
    if rating is not None and not 1 <= rating <= 5:
        raise _WrongKind("“rating” has to be from 1 to 5")
    return Reading(
        state=state,
        starred=_flag(paper, "starred"),
        rating=rating,
        tags=_strings(paper, "tags"),
        notes=_notes(paper),
        added=_string(paper, "added"),
        started=_string(paper, "started"),
        read=_string(paper, "read"),
        queue=_number(paper, "queue"),
        sessions=_sessions(paper),
        progress=_progress(paper),
    )


def _notes(paper: Mapping[str, Any]) -> tuple[DraftNote, ...]:
    notes = paper.get("notes") or []
    if not isinstance(notes, list) or not all(isinstance(note, dict) for note in notes):
        raise _WrongKind("“notes” has to be a list of objects")
    names = ("quote", "quote_field", "created", "updated")
    return tuple(
        DraftNote(_string(note, "text") or "", *(_string(note, name) for name in names)) for note in notes
    )


def _sessions(paper: Mapping[str, Any]) -> tuple[DraftSession, ...]:
    """The sessions that have ended; one that lasts goes on elsewhere."""
    sessions = paper.get("sessions") or []
    if not isinstance(sessions, list) or not all(isinstance(session, dict) for session in sessions):
        raise _WrongKind("“sessions” has to be a list of objects")
    return tuple(
        DraftSession(
            started,
            ended,
            _flag(session, "finished"),
            session.get("minutes") is not None,
            _share(session, "from") or 0.0,
            _share(session, "to"),
        )
        for session in sessions
        if (started := _moment(session, "started")) and (ended := _moment(session, "ended"))
    )


def _progress(paper: Mapping[str, Any]) -> DraftProgress | None:
    found = paper.get("progress")
    if found is None:
        return None
    share = _share(found, "share") if isinstance(found, dict) else None
    if share is None:
        raise _WrongKind("“progress” has to be an object with a “share”")
    return DraftProgress(share, _number(found, "page"), _number(found, "pages"), _moment(found, "at"))


def _share(value: Mapping[str, Any], name: str) -> float | None:
    share = value.get(name)
    if share is None or (isinstance(share, int | float) and 0 <= share <= 1):
        return None if share is None else float(share)
    raise _WrongKind(f"“{name}” has to be a number from 0 to 1")


def _moment(value: Mapping[str, Any], name: str) -> str | None:
    """A moment in UTC, as the library keeps it."""
    text = _string(value, name)
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _WrongKind(f"“{name}” has to be a moment such as 2026-01-31T09:00:00Z") from error
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _extra(paper: Mapping[str, Any]) -> Mapping[str, str]:
    nested = paper.get("extra") or {}
    if not isinstance(nested, dict):
        raise _WrongKind("“extra” has to be an object")
    unknown = nested | {name: paper[name] for name in paper if name not in _KNOWN and paper[name] is not None}
    texts = {
        name: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for name, v in unknown.items()
    }
    return texts or NOTHING
