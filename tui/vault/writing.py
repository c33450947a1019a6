"""Writing notes out, a page for each paper, into a folder that may have been edited since."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seeds import Page, PageNote, file_name, note_digest, write_page
from tui.cli.files import replace_file
from tui.vault.folder import Vault, complaints

if TYPE_CHECKING:
    from storage import Paper, Reader

_DESCRIBED = frozenset({"authors", "published", "venue", "doi", "arxiv", "url", "state", "rating"})
"""What we say of a paper in the front matter; anything else there is the person's own."""


@dataclass(slots=True)
class Written:
    """What writing a folder of notes came to."""

    written: int = 0
    unchanged: int = 0
    rejected: list[tuple[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The figures and complaints, as JSON has them."""
        return {
            "written": self.written,
            "unchanged": self.unchanged,
            "rejected": complaints(self.rejected),
        }


def write_notes(reader: Reader, folder: Path, papers: Sequence[int]) -> Written:
    """Write the notes on ``papers``, a page each, and a page for each paper that those notes link to."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    vault = Vault(folder).read()
    outcome = Written(rejected=vault.rejected)
    taken = {name.casefold() for name in vault.names}
    linked_from = _linked_from(reader, papers)
    for paper in reader.papers(list(linked_from)):
        page = _page(paper, linked_from[paper.id])
        found = vault.pages.get(paper.key)
        if found and not _known(found[1], page):
            name = str(found[0].relative_to(folder))
            outcome.rejected.append((name, "it was edited: take that back first, with notes import"))
            continue
        text = write_page(replace(page, fields=_fields(page, found[1]) if found else page.fields))
        path = found[0] if found else _free(folder, paper.key, taken)
        if found and path.read_text(encoding="utf-8") == text:
            outcome.unchanged += 1
            continue
        replace_file(path, [text])
        outcome.written += 1
    return outcome


def _linked_from(reader: Reader, papers: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Of ``papers``, and of each that their notes link to, the keys of the papers whose notes link to it."""
    links = {paper: reader.links(paper) for paper in papers}
    for row in [row for each in links.values() for row in each.to]:
        if row.id not in links:
            links[row.id] = reader.links(row.id)
    return {paper: [row.key for row in each.back] for paper, each in links.items()}


def _page(paper: Paper, linked_from: Sequence[str]) -> Page:
    fields: dict[str, Any] = {
        "authors": list(paper.authors),
        "published": paper.published,
        "venue": paper.venue,
        **{scheme: list(values) for scheme, values in paper.identifiers.items()},
        "url": paper.url,
        "state": paper.state,
        "rating": paper.rating,
    }
    return Page(
        key=paper.key,
        title=" ".join(paper.title.split()),
        added=paper.added,
        tags=paper.tags,
        tags_then=paper.tags,
        fields={name: value for name, value in fields.items() if value not in (None, [])},
        notes=tuple(PageNote(n.text, n.quote, n.quote_field, n.id, n.created) for n in paper.notes),
        linked_from=tuple(linked_from),
    )


def _known(there: Page, here: Page) -> bool:
    """Whether the library has all that the page in the folder says."""
    ours = {note_digest(note.text, note.quote) for note in here.notes}
    said = [(note_digest(note.text, note.quote), note.was) for note in there.notes]
    tags = {tag.casefold() for tag in here.tags}
    put_on = {tag.casefold() for tag in there.tags} - {tag.casefold() for tag in there.tags_then}
    taken_off = {tag.casefold() for tag in there.tags_then} - {tag.casefold() for tag in there.tags}
    edited = any(digest != was and digest not in ours for digest, was in said)
    return not edited and put_on <= tags and not taken_off & tags


def _fields(ours: Page, there: Page) -> Mapping[str, Any]:
    """Our description of the paper, and whatever else a person put into the front matter."""
    own = {name: value for name, value in there.fields.items() if name not in _DESCRIBED}
    return {**ours.fields, **own}


def _free(folder: Path, key: str, taken: set[str]) -> Path:
    """A name that nothing else has, a folder and a link neither; letters of either case count as one."""
    name = file_name(key)
    number = 1
    while name.casefold() in taken or os.path.lexists(folder / name):
        number += 1
        name = f"{file_name(key).removesuffix('.md')}~{number}.md"
    taken.add(name.casefold())
    return folder / name
