"""What is done to a library while it is killed, and a model of what that should come to.

A verb is one function: from what is there it makes the words of a command and what must be there after it.
The model is plain dictionaries and shares nothing with the store.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.faults.paths import drafts

TYPED = "Heron corrected"
"""How titles begin that somebody typed: merging two papers keeps such a one."""
CHUNK = 500
"""Papers that an import takes in at once."""


class Paper(NamedTuple):
    """What is looked at of a paper."""

    title: str
    state: str = "unread"
    tags: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


Papers = Mapping[int, Paper]


@dataclass(frozen=True)
class Desk:
    """The papers, and how they were before each change that can be undone."""

    papers: Papers
    past: tuple[Papers, ...] = ()


@dataclass(frozen=True)
class Step:
    """A command, and how the desk is after it."""

    verb: str
    words: list[str]
    after: Desk


Verb = Callable[[random.Random, Papers, Path], tuple[list[str], Papers]]
VERBS: dict[str, Verb] = {}


def verb(name: str) -> Callable[[Verb], Verb]:
    """Have ``name`` done while the library is killed."""

    def known(function: Verb) -> Verb:
        VERBS[name] = function
        return function

    return known


def plan(desk: Desk, seed: int, folder: Path) -> Iterator[Step]:
    """Commands without end, the same ones for the same seed."""
    chance = random.Random(seed)
    while True:
        name = chance.choice(list(VERBS))
        if name == "undo":
            if not desk.past:
                continue
            desk = Desk(desk.past[-1], desk.past[:-1])
            yield Step(name, ["undo"], desk)
            continue
        words, papers = VERBS[name](chance, desk.papers, folder)
        desk = Desk(papers, (*desk.past, desk.papers)[-50:])
        yield Step(name, words, desk)


def _with(papers: Papers, changed: Mapping[int, Paper]) -> Papers:
    return {**papers, **changed}


@verb("import")
def _import(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    number = 700 if chance.random() < 0.08 and len(papers) < 1_200 else chance.randint(1, 40)
    salt, last = f"{chance.randrange(1 << 40):x}", max(papers)
    new = drafts(0, number, salt=salt)
    page = folder / f"{salt}.jsonl"
    lines = [json.dumps({"title": each.title, "abstract": each.abstract}) for each in new]
    page.write_text("\n".join(lines) + "\n")
    return ["import", str(page)], _with(
        papers, {last + n: Paper(d.title or "") for n, d in enumerate(new, 1)}
    )


@verb("edit")
def _edit(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    paper = chance.choice(list(papers))
    title = f"{TYPED} {chance.randrange(1 << 40):x}"
    words = ["edit", str(paper), "--set", f"title={title}"]
    return words, _with(papers, {paper: papers[paper]._replace(title=title)})


@verb("note")
def _note(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    paper = chance.choice(list(papers))
    text = f"A thought {chance.randrange(1 << 40):x}\n\n" + "and more of it " * chance.randint(0, 400)
    text = text.strip()
    notes = (*papers[paper].notes, text)
    return ["note", str(paper), text], _with(papers, {paper: papers[paper]._replace(notes=notes)})


@verb("bulk_tag")
def _bulk_tag(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    tag = f"t{chance.randrange(1 << 40):x}"
    words = ["tag", "--query", "heron", "--add", tag]
    return words, {n: paper._replace(tags=paper.tags | {tag}) for n, paper in papers.items()}


@verb("bulk_mark")
def _bulk_mark(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    state = chance.choice(("reading", "read", "skipped", "unread"))
    if all(paper.state == state for paper in papers.values()):
        state = "reading" if state != "reading" else "read"
    return ["mark", state, "--query", "heron"], {n: p._replace(state=state) for n, p in papers.items()}


@verb("merge")
def _merge(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    keep = chance.choice(list(papers))
    kept = papers[keep]
    alike = [n for n, p in papers.items() if n != keep and p.state == kept.state and not p.notes]
    if not alike:
        return _note(chance, papers, folder)
    other = chance.choice(alike)
    rest = {number: paper for number, paper in papers.items() if number != other}
    typed = papers[other].title.startswith(TYPED) and not kept.title.startswith(TYPED)
    both = kept._replace(
        title=papers[other].title if typed else kept.title, tags=kept.tags | papers[other].tags
    )
    return ["merge", str(keep), str(other)], _with(rest, {keep: both})


@verb("undo")
def _undo(chance: random.Random, papers: Papers, folder: Path) -> tuple[list[str], Papers]:
    raise NotImplementedError("undo is known to the plan, which knows what was before")


def seen_in(path: Path) -> Papers:
    """What a library holds, read without any of Carrel's code."""
    connection = sqlite3.connect(path)
    tags: dict[int, set[str]] = {}
    notes: dict[int, list[str]] = {}
    for paper, tag in connection.execute("SELECT paper_id, name FROM paper_tag JOIN tag ON id = tag_id"):
        tags.setdefault(paper, set()).add(tag)
    for paper, text in connection.execute("SELECT paper_id, text FROM note ORDER BY id"):
        notes.setdefault(paper, []).append(text)
    papers = {
        number: Paper(title, state, frozenset(tags.get(number, ())), tuple(notes.get(number, ())))
        for number, title, state in connection.execute("SELECT id, title, state FROM paper")
    }
    connection.close()
    return papers
