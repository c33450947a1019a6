"""Keeping the reading log: when reading begins, pauses and ends, and how far it came.

One session is open at a time, because a person reads one paper at a time: beginning another pauses
the first. Nothing here is done by merely opening a paper.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from storage.clock import stamp
from storage.errors import PaperNotFound, Refused
from storage.journal import Change
from storage.marking import named
from storage.pages import MOST, pages_of
from storage.sessions import counted

_COLUMNS = ("id", "paper_id", "started", "finished", "confirmed", "share_before", "share_after")
_PAGES = re.compile(r"^p?\.?\s*(\d{1,5})\s*(?:(?:/|of)\s*(\d{1,5}))?$", re.IGNORECASE)
_SHARE = re.compile(r"^(\d{1,3}(?:[.,]\d+)?)\s*(?:%|per\s*cent)$", re.IGNORECASE)


def start(change: Change, paper: int, now: str) -> tuple[int | None, str]:
    """Begin to read ``paper``; the id of the session, ``None`` if it is open already, and what to say."""
    title, state, trashed = _paper(change, paper, "state, trashed")
    if trashed:
        raise Refused(f"{named([title])} is in the trash")
    lasting = _open(change)
    same = next((each for each in lasting if each["paper_id"] == paper), None)
    if same and counted(same["started"], None, now, confirmed=False) is not None:
        return None, f"{named([title])} is being read already"
    paused = _close(change, lasting, now)
    before = change.run("SELECT share FROM progress WHERE paper_id = ?", (paper,)).scalar() or 0.0
    (number,) = change.run("SELECT coalesce(max(id), 0) + 1 FROM session").one()
    row = (number, paper, now, before if state != "read" else 0.0)
    change.insert("session", ("id", "paper_id", "started", "share_before"), [row])
    begun = {"state": "reading"} if state in ("unread", "skipped") else {}
    _touch(change, paper, now, begun | {"started": now})
    words = [f"Began to read {named([title])}", *(f"paused {other} {after}" for other, after in paused)]
    return number, "; ".join(words)


def pause(
    change: Change, papers: Sequence[int] | None, now: str, *, finished: bool = False
) -> list[tuple[str, str]]:
    """End the open sessions (of ``papers``, where given); of each the title and how long it was, in words.

    ``finished`` says that the papers are read to the end.
    """
    lasting = _open(change)
    if papers is not None:
        wanted = set(papers)
        lasting = [each for each in lasting if each["paper_id"] in wanted]
    return _close(change, lasting, now, finished=finished)


def _open(change: Change) -> list[dict[str, Any]]:
    rows = change.run(f"SELECT {', '.join(_COLUMNS)} FROM session WHERE ended IS NULL ORDER BY id")
    return [dict(row) for row in rows.mappings()]


def _close(
    change: Change, lasting: Sequence[dict[str, Any]], now: str, *, finished: bool = False
) -> list[tuple[str, str]]:
    said = []
    for each in lasting:
        after = 1.0 if finished else each["share_after"]
        row = (each["id"], max(now, each["started"]), finished, after)
        change.update("session", ("ended", "finished", "share_after"), [row])
        (title,) = _paper(change, each["paper_id"])
        if not finished:
            _touch(change, each["paper_id"], now)
        seconds = counted(each["started"], now, now, confirmed=False)
        said.append((named([title]), _after(seconds) if seconds is not None else _in_doubt(each, now)))
    return said


def _after(seconds: int) -> str:
    return f"after {round(seconds / 60)} min" if seconds >= 30 else "after less than a minute"


def _in_doubt(session: dict[str, Any], now: str) -> str:
    begun = datetime.fromisoformat(session["started"])
    hours = (datetime.fromisoformat(now) - begun) / timedelta(hours=1)
    length = f"{hours:.0f} hours" if hours < 48 else f"{hours / 24:.0f} days"
    return f"after {length}, which count only once session {session['id']} is corrected"


def progress(change: Change, paper: int, text: str, now: str) -> str:
    """Keep how far ``paper`` is read, as in ``12/30``, ``12`` or ``40%``; what to say.

    Raises :class:`Refused` for what cannot be understood, and for a page of nobody knows how many.
    """
    (title, state) = _paper(change, paper, "state")
    share, page, pages = _place(change, paper, text.strip())
    change.delete("progress", "paper_id = ?", (paper,))
    columns = ("paper_id", "share", "page", "pages", "at")
    change.insert("progress", columns, [(paper, share, page, pages, now)])
    for each in _open(change):
        if each["paper_id"] == paper:
            change.update("session", ("share_after",), [(each["id"], share)])
    begins = share > 0 and state in ("unread", "skipped")
    _touch(change, paper, now, {"state": "reading", "started": now} if begins else {})
    on = f", page {page} of {pages}" if page else ""
    return f"{named([title])} is read to {share:.0%}{on}"


def _place(change: Change, paper: int, text: str) -> tuple[float, int | None, int | None]:
    """Share, page and pages that ``text`` stands for."""
    if found := _SHARE.match(text):
        share = float(found[1].replace(",", ".")) / 100
        if share > 1:
            raise Refused(f"{text!r} is more than all of it")
        return share, None, _known_pages(change, paper, told=True)
    found = _PAGES.match(text)
    if found is None:
        raise Refused(f"{text!r} is no progress: write 12/30 for page 12 of 30, or 40%")
    page, pages = int(found[1]), int(found[2]) if found[2] else _known_pages(change, paper)
    if not pages:
        raise Refused(f"page {page} of how many? write {page}/30, or a per cent")
    if page > pages or pages > MOST:
        raise Refused(f"there is no page {page} of {pages}")
    return page / pages, page, pages


def _known_pages(change: Change, paper: int, *, told: bool = False) -> int | None:
    """How many pages the paper has; only as the reader ``told`` them, where that is asked."""
    said = change.run("SELECT pages FROM progress WHERE paper_id = ?", (paper,)).scalar()
    if told or said:
        return int(said) if said else None
    extra = change.run("SELECT extra FROM paper_text WHERE paper_id = ?", (paper,)).scalar()
    return pages_of(json.loads(extra or "{}"))


def correct(change: Change, session: int, started: datetime | None, ended: datetime | None, now: str) -> str:
    """Set the times of a session by hand; what to say. Raises :class:`Refused` for times that cannot be."""
    row = _find(change, session)
    begin = stamp(started) if started else row["started"]
    end = stamp(ended) if ended else row["ended"]
    if max(begin, end or begin) > now:
        raise Refused("a session cannot begin or end later than now")
    if end is not None and end < begin:
        raise Refused(f"session {session} would end before it begins")
    confirmed = end is not None
    change.update("session", ("started", "ended", "confirmed"), [(session, begin, end, confirmed)])
    _touch(change, row["paper_id"], now)
    return f"Corrected session {session} of {named([row['title']])}"


def delete(change: Change, session: int) -> str:
    """Take a session out of the log; what to say."""
    title = _find(change, session)["title"]
    change.delete("session", "id = ?", (session,))
    return f"Deleted session {session} of {named([title])}"


def _find(change: Change, session: int) -> dict[str, Any]:
    found = change.run(
        "SELECT s.*, p.title FROM session s JOIN paper p ON p.id = s.paper_id WHERE s.id = ?", (session,)
    )
    row = found.mappings().first()
    if row is None:
        raise Refused(f"there is no session {session}")
    return dict(row)


def _paper(change: Change, paper: int, more: str = "") -> tuple[Any, ...]:
    columns = f"title, {more}" if more else "title"
    row = change.run(f"SELECT {columns} FROM paper WHERE id = ?", (paper,)).first()
    if row is None:
        raise PaperNotFound(str(paper))
    return tuple(row)


def _touch(change: Change, paper: int, now: str, values: dict[str, Any] | None = None) -> None:
    """Say that the paper was in hand now; ``started`` stays where it is known."""
    known, revision = change.run("SELECT started, revision FROM paper WHERE id = ?", (paper,)).one()
    wanted = {"updated": now, "revision": revision + 1} | (values or {})
    if known:
        wanted.pop("started", None)
    change.update("paper", tuple(wanted), [(paper, *wanted.values())])
