"""Papers like a given one, each with what they have in common.

Neighbours are looked up by what is rare: words of the title and the abstract that few papers have,
the authors, the tags. How rare a word is, the index itself says, and counting stops where it is clear
that a word is common; so the time does not grow with the library. The best of the neighbours are then
read, and held against the paper word by word.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log

from storage.answers import Related
from storage.errors import PaperNotFound
from storage.papers import read_rows
from storage.records import Links, Row
from storage.words import as_written, telling

WORDS = 70
"""Different words of a paper that are looked at, its title first."""

RARE, UNCOMMON = 250, 2_500
"""Papers up to which a word is counted: of every word, and of a few if rare ones are not enough."""

ENOUGH, PLENTY = 6, 14
"""Rare words that say enough of a paper, and so many that nobody need look for more."""

RARE_OF = 1_000
"""What one paper in so many has is rare enough to stop at :data:`PLENTY`."""

MOST_OF_ONE = 300
"""Papers taken of one author or tag, the newest."""

READ = 60
"""Neighbours that are read and held against the paper."""

IN_TITLE = 2.0
"""How much more a word of the title says than one of the abstract."""

AUTHOR, TAG, CATEGORY = 0.7, 0.8, 0.1
"""What a shared author, tag or category counts beside a word as rare."""

SHOWN = 4
"""Words named as the reason."""


def read_related(connection: sqlite3.Connection, paper_id: int, limit: int) -> list[Related]:
    """The papers most like ``paper_id`` outside the trash, the most alike first.

    Raises :class:`PaperNotFound`.
    """
    return Neighbourhood(connection, paper_id).nearest(limit)


def with_links(found: Sequence[Related], links: Links) -> list[Related]:
    """``found`` with the papers that notes link to, or from, before the others."""
    known = {one.row.id: one for one in found}
    linked = {row.id: (row, "from") for row in links.back} | {row.id: (row, "to") for row in links.to}
    first = []
    for paper, (row, way) in linked.items():
        held = known.pop(paper, None) or Related(row, 0.0, (), (), (), None)
        first.append(Related(row, held.score, held.words, held.authors, held.tags, held.category, way))
    return [*first, *known.values()]


class Neighbourhood:
    """One paper, and the weights by which others are near to it."""

    def __init__(self, connection: sqlite3.Connection, paper_id: int) -> None:
        self._connection = connection
        self._paper = paper_id
        found = read_texts(connection, [paper_id], trashed=True).get(paper_id)
        if found is None:
            raise PaperNotFound(str(paper_id))
        self._title, self._text, self._category = found
        (papers,) = connection.execute("SELECT coalesce(sum(papers), 0) FROM tally WHERE kind = 'state'")
        self._papers = max(papers[0], 2)
        self._weights = self._words()
        self._authors = self._shared("authorship", "author_id", AUTHOR)
        self._tags = self._shared("paper_tag", "tag_id", TAG)

    def nearest(self, limit: int) -> list[Related]:
        """The papers that have most in common with this one."""
        marks = self._meet()
        best = sorted(marks, key=lambda paper: (-marks[paper], -paper))[: max(READ, limit)]
        texts = read_texts(self._connection, best)
        held = [(*self._hold_against(paper, *texts[paper]), paper) for paper in best if paper in texts]
        held.sort(key=lambda one: (-one[0], -one[-1]))
        kept = held[:limit]
        rows = {row.id: row for row in read_rows(self._connection, [one[-1] for one in kept])}
        return [self._related(rows[paper], score, words) for score, words, paper in kept if score]

    # What the paper is about.

    def _words(self) -> dict[str, float]:
        """The paper's words and how much each says; nothing, if nobody else has it or every second paper."""
        title = Counter(telling(self._title))
        text = Counter(telling(self._text)) + title
        longest = sorted(text, key=lambda word: (-text[word], -len(word), word))
        words = list(dict.fromkeys([*title, *longest]))[:WORDS]
        said = {word: (IN_TITLE if word in title else 1.0) * (1 + log(text[word])) for word in words}
        counted = self._counted(words)
        words = list(counted)
        rare = [word for word in words if 1 < counted[word] <= RARE]
        if len(rare) < ENOUGH:
            further = sorted((w for w in words if counted[w] > RARE), key=lambda word: -said[word])
            for word in further[: 2 * ENOUGH]:
                counted[word] = self._count(word, UNCOMMON)
            rare += [word for word in further[: 2 * ENOUGH] if counted[word] <= UNCOMMON]
        few = [word for word in words if 1 < counted[word] <= max(self._papers // 2, 1)]
        self._rare = [word for word in rare if word in few]
        return {word: said[word] * self._rarity(counted[word]) for word in few}

    def _counted(self, words: Iterable[str]) -> dict[str, int]:
        """How many papers have each of ``words``, as far as there is any need to count."""
        counted: dict[str, int] = {}
        telling_much = 0
        for word in words:
            counted[word] = self._count(word, RARE)
            telling_much += 1 < counted[word] <= min(RARE, self._papers // RARE_OF)
            if telling_much >= PLENTY:
                break
        return counted

    def _rarity(self, papers: int) -> float:
        """How much it says that two papers share what so many have, of all there are."""
        return log(1 + self._papers / papers)

    def _count(self, word: str, most: int) -> int:
        """How many papers have ``word``; one more than ``most`` for all that are more."""
        sql = f"SELECT count(*) FROM (SELECT 1 FROM paper_search WHERE paper_search MATCH ? LIMIT {most + 1})"
        (found,) = self._connection.execute(sql, (f'"{word}"',)).fetchone()
        return int(found)

    def _shared(self, table: str, column: str, weight: float) -> dict[int, tuple[float, frozenset[int]]]:
        """For each author, or tag, of the paper: what sharing it counts, and who shares it."""
        mine = self._connection.execute(
            f"SELECT DISTINCT {column} FROM {table} WHERE paper_id = ? LIMIT 20", (self._paper,)
        ).fetchall()
        sql = f"SELECT paper_id FROM {table} WHERE {column} = ? ORDER BY paper_id DESC LIMIT {MOST_OF_ONE}"
        found = {
            one: frozenset(chain.from_iterable(self._connection.execute(sql, (one,)))) for (one,) in mine
        }
        return {
            one: (weight * self._rarity(len(papers)), papers)
            for one, papers in found.items()
            if len(papers) > 1
        }

    # Who is near.

    def _meet(self) -> Mapping[int, float]:
        """Papers that share something rare, with a first guess at how much."""
        marks: defaultdict[int, float] = defaultdict(float)
        for word in self._rare:
            weight = self._weights[word]
            rows = self._connection.execute(
                f"SELECT rowid FROM paper_search WHERE paper_search MATCH ? LIMIT {UNCOMMON}", (f'"{word}"',)
            )
            for (paper,) in rows:
                marks[paper] += weight
        for weight, papers in chain(self._authors.values(), self._tags.values()):
            for paper in papers:
                marks[paper] += weight
        marks.pop(self._paper, None)
        return marks

    def _hold_against(
        self, paper: int, title: str, text: str | None, category: str | None
    ) -> tuple[float, list[str]]:
        """How near a paper is, and the words it shares, those that say most first.

        A long abstract shares some words with any other, so that its words count a little less.
        """
        titled, words = set(telling(title)), set(telling(text))
        words |= titled
        shared = {
            word: weight * (IN_TITLE if word in titled else 1.0)
            for word, weight in self._weights.items()
            if word in words
        }
        score = sum(shared.values()) / (30 + len(words)) ** 0.5
        for weight, papers in chain(self._authors.values(), self._tags.values()):
            score += weight * (paper in papers) / 4
        if score and category and category == self._category:
            score += CATEGORY
        return score, sorted(shared, key=lambda word: (-shared[word], word))

    def _related(self, row: Row, score: float, words: Sequence[str]) -> Related:
        telling_words = [word for word in words if self._weights[word] > 1.0][:SHOWN]
        return Related(
            row=row,
            score=round(score, 3),
            words=as_written(telling_words, self._title, self._text),
            authors=self._names("author", (one for one, (_, of) in self._authors.items() if row.id in of)),
            tags=self._names("tag", (one for one, (_, of) in self._tags.items() if row.id in of)),
            category=row.category if row.category == self._category else None,
        )

    def _names(self, table: str, ids: Iterable[int]) -> tuple[str, ...]:
        sql = f"SELECT t.name FROM json_each(?) w CROSS JOIN {table} t ON t.id = w.value ORDER BY w.key"
        return tuple(chain.from_iterable(self._connection.execute(sql, (json.dumps(list(ids)),))))


def read_texts(
    connection: sqlite3.Connection, papers: Sequence[int], *, trashed: bool = False
) -> dict[int, tuple[str, str | None, str | None]]:
    """Title, abstract with summary, and category of ``papers``; of those in the trash only if asked."""
    rows = connection.execute(
        "SELECT p.id, p.title, coalesce(t.abstract || ' ' || t.summary, t.abstract, t.summary), p.category"
        " FROM json_each(?) w CROSS JOIN paper p ON p.id = w.value"
        " LEFT JOIN paper_text t ON t.paper_id = p.id WHERE p.trashed IS NULL OR ?",
        (json.dumps(list(papers)), trashed),
    )
    return {paper: (title, text, category) for paper, title, text, category in rows}
