"""What to read next: the unread papers that are most like what the reader liked, each with the reason.

Of a small library every unread paper is scored. Of a large one only those are that have something of
what speaks most for a paper (the index knows them by words, authors and tags), and the newest.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from storage.answers import Because, Suggestion, Suggestions
from storage.derived import folded_name
from storage.judging import learned_from, read_documents, read_judgements
from storage.papers import read_rows
from storage.query.ast import AnyOf, Expr, Flag, all_of, leaves, negate
from storage.ranking import Document, Feature, Model
from storage.words import as_written

NEEDED = 5
"""Papers that must have been liked before anything can be learned from them."""

ALL = 800
"""Unread papers up to which all of them are scored."""

LOOKED_UP = 300
"""Papers of a larger library that are scored."""

NEWEST = 100
"""Papers that are scored just because they are new."""

STRONGEST = {"word": 16, "author": 12, "tag": 8}
"""Features by which papers are looked up."""

OF_EACH = 200
"""Papers taken for each of these, the newest."""

RECENT = 50_000
"""Papers, the newest, among which those are looked for that have two such words."""

PARTS = 6
"""Reasons that are handed out."""

Choose = Callable[[Sequence[int] | None, int], Sequence[int]]
"""Those of the given papers, or of all, that may be suggested; newest first, so many at most."""

_BY_NAME = {
    "author": "SELECT s.paper_id FROM author a CROSS JOIN authorship s ON s.author_id = a.id"
    f" WHERE a.folded = ? ORDER BY s.paper_id DESC LIMIT {OF_EACH}",
    "tag": "SELECT x.paper_id FROM tag t CROSS JOIN paper_tag x ON x.tag_id = t.id"
    f" WHERE t.folded = ? ORDER BY x.paper_id DESC LIMIT {OF_EACH}",
}


def open_to_suggestion(expr: Expr | None) -> Expr | None:
    """What else a paper must be: unread, and not queued already unless ``expr`` speaks of the queue."""
    queue = None if Flag("queued") in leaves(expr) else negate(Flag("queued"))
    return all_of([Flag("unread"), queue])


def among(papers: Sequence[int] | None) -> Expr | None:
    """To be one of ``papers``."""
    return None if papers is None else AnyOf("id", tuple(map(str, papers)))


def read_suggestions(connection: sqlite3.Connection, choose: Choose, limit: int) -> Suggestions:
    """The best of the papers that ``choose`` lets pass, or the newest where too few were liked."""
    judgements = read_judgements(connection)
    liked = sum(said > 0 for said in judgements.values())
    if liked < NEEDED:
        newest = [one for one in choose(None, limit + len(judgements)) if judgements.get(one, 1.0) > 0]
        cold = tuple(Suggestion(row, None, ()) for row in read_rows(connection, newest[:limit]))
        return Suggestions(cold, liked, len(judgements) - liked, NEEDED, 0)
    model = Model.train(learned_from(connection, judgements))
    candidates = [paper for paper in _candidates(connection, model, choose) if judgements.get(paper, 1.0) > 0]
    found = _best(connection, model, candidates, limit)
    return Suggestions(tuple(found), liked, len(judgements) - liked, NEEDED, len(candidates))


def _candidates(connection: sqlite3.Connection, model: Model, choose: Choose) -> Sequence[int]:
    everything = choose(None, ALL + 1)
    if len(everything) <= ALL:
        return everything
    marks: defaultdict[int, float] = defaultdict(float)
    for papers, weight in _looked_up(connection, model):
        for paper in papers:
            marks[paper] += weight
    promising = sorted(marks, key=lambda paper: (-marks[paper], -paper))[: 4 * LOOKED_UP]
    allowed = set(choose(promising, len(promising)))
    looked_up = [paper for paper in promising if paper in allowed][:LOOKED_UP]
    return list(dict.fromkeys([*looked_up, *everything[:NEWEST]]))


def _looked_up(connection: sqlite3.Connection, model: Model) -> Iterator[tuple[Iterable[int], float]]:
    """Papers that have something which speaks for them, with how much it does."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM paper").fetchone()
    matching = "SELECT rowid FROM paper_search WHERE paper_search MATCH ?"
    newest = f"{matching} ORDER BY rowid DESC LIMIT {OF_EACH}"
    both = f"{matching} AND rowid > {last - RECENT} ORDER BY rowid DESC LIMIT {OF_EACH}"
    words = model.strongest("word", STRONGEST["word"])
    for place, (word, weight) in enumerate(words):
        yield _ids(connection, newest, f'"{word}"'), weight
        others = " OR ".join(f'"{other}"' for other, _ in words[:place])
        if others:
            # The newest with one common word alone are not the best with it.
            yield _ids(connection, both, f'"{word}" AND ({others})'), weight
    for kind, sql in _BY_NAME.items():
        for name, weight in model.strongest(kind, STRONGEST[kind]):
            yield _ids(connection, sql, folded_name(name)), weight


def _ids(connection: sqlite3.Connection, sql: str, parameter: str) -> Iterable[int]:
    return chain.from_iterable(connection.execute(sql, (parameter,)))


def _best(
    connection: sqlite3.Connection, model: Model, candidates: Sequence[int], limit: int
) -> Iterator[Suggestion]:
    documents = read_documents(connection, candidates)
    parts = {paper: model.parts(documents[paper]) for paper in candidates if paper in documents}
    scores = {paper: sum(value for _, value in found) for paper, found in parts.items()}
    best = sorted(scores, key=lambda paper: (-scores[paper], -paper))[:limit]
    for row in read_rows(connection, best):
        because = tuple(_because(documents[row.id], parts[row.id][:PARTS]))
        yield Suggestion(row, round(scores[row.id], 2), because)


def _because(document: Document, parts: Sequence[tuple[Feature, float]]) -> Iterator[Because]:
    for (kind, name), value in parts:
        if abs(value) >= 0.005:
            shown = as_written([name], document.title, document.text)[0] if kind == "word" else name
            yield Because(kind, shown, round(value, 2))
