"""Corrections by hand: what the reader sets is right, and no later import changes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seeds import digest, fold
from storage.additions import read_held
from storage.derived import abstract_digest
from storage.errors import PaperNotFound, Refused
from storage.filling import Held
from storage.inputs import correction
from storage.journal import Change
from storage.rewriting import Rewriting

_APART = ("doi", "arxiv")


def edit(change: Change, paper: int, values: Mapping[str, str | None], now: str) -> tuple[str, list[str]]:
    """Set ``values``; returns the paper's title and the names of the fields that really changed."""
    wanted = correction(values)
    held, key = _held(change, paper)
    changed = _differences(change, held, key, wanted)
    if not changed:
        return held.title, []
    names = list(changed)
    chosen = sorted(held.chosen.union(names))
    identifiers = {scheme: changed.pop(scheme) for scheme in _APART if scheme in changed}
    _check_key(change, changed.get("key"))
    if "title" in changed:
        changed["provisional_title"] = False
        _fingerprint(change, "title", digest(changed["title"]), paper)
    if changed.get("abstract"):
        _fingerprint(change, "abstract", abstract_digest(fold(changed["abstract"])), paper)
    if "authors" in changed:
        changed["authors_truncated"] = False
    if "code_url" in changed:
        changed["has_code"] = bool(changed["code_url"])
    Rewriting(change, now).apply(held, changed | {"chosen": chosen})
    for scheme, numbers in identifiers.items():
        _set_identifiers(change, paper, scheme, numbers)
    return changed.get("title", held.title), names


def _held(change: Change, paper: int) -> tuple[Held, str]:
    held = read_held(change, [paper]).get(paper)
    if held is None:
        raise PaperNotFound(str(paper))
    (key,) = change.run("SELECT key FROM paper WHERE id = ?", (paper,)).one()
    return held, key


def _differences(change: Change, held: Held, key: str, wanted: Mapping[str, Any]) -> dict[str, Any]:
    def now(name: str) -> Any:
        if name == "key":
            return key
        if name in _APART:
            rows = change.run(
                "SELECT value FROM identifier WHERE scheme = ? AND paper_id = ? ORDER BY value",
                (name, held.id),
            )
            return tuple(value for (value,) in rows)
        if name == "file_path":
            return change.run("SELECT file_path FROM paper WHERE id = ?", (held.id,)).one()[0]
        return getattr(held, name)

    confirms_title = "title" in wanted and held.provisional_title
    return {
        name: value
        for name, value in wanted.items()
        if value != now(name) or (name == "title" and confirms_title)
    }


def _check_key(change: Change, key: str | None) -> None:
    if key and change.run("SELECT 1 FROM paper WHERE key = ?", (key,)).first():
        raise Refused(f"another paper has the key {key!r}")


def _fingerprint(change: Change, kind: str, mark: str, paper: int) -> None:
    row = (kind, mark, paper)
    if not mark:
        return
    held = change.run("SELECT 1 FROM fingerprint WHERE kind = ? AND digest = ? AND paper_id = ?", row).first()
    if held is None:
        change.insert("fingerprint", ("kind", "digest", "paper_id"), [row])


def _set_identifiers(change: Change, paper: int, scheme: str, values: tuple[str, ...]) -> None:
    for value in values:
        owner = change.run(
            "SELECT p.key FROM identifier i JOIN paper p ON p.id = i.paper_id"
            " WHERE i.scheme = ? AND i.value = ? AND i.paper_id <> ?",
            (scheme, value, paper),
        ).first()
        if owner:
            raise Refused(f"{scheme} {value} belongs to {owner[0]}")
    change.delete("identifier", "scheme = ? AND paper_id = ?", (scheme, paper))
    rows = [(scheme, value, paper) for value in dict.fromkeys(values)]
    change.insert("identifier", ("scheme", "value", "paper_id"), rows)
