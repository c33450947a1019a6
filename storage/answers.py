"""What is worked out from many papers rather than read of one: frozen, as all that is handed out."""

from __future__ import annotations

from collections.abc import Mapping

from storage.records import Row
from storage.shape import Shape

ANSWERS = ("again", "hard", "good", "easy")
"""How a review went, from forgotten to no trouble at all."""


class Duplicate(Shape):
    """Two papers that may be one work: how likely, of 100, and why in words. ``keep`` is the better one."""

    keep: Row
    other: Row
    score: int
    reasons: tuple[str, ...]


class Related(Shape):
    """A paper like another, and what they share: words as they are written there, authors, tags, category.

    ``score`` orders the papers related to one; it means nothing beside another's. ``linked`` is ``to``
    where a note on the one links to this paper, ``from`` where it is the other way round; such papers
    come first, whatever their score.
    """

    row: Row
    score: float
    words: tuple[str, ...]
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    category: str | None
    linked: str | None = None


class Because(Shape):
    """One reason for a score: a ``word``, ``author``, ``tag`` or ``category``, and what it adds."""

    kind: str
    name: str
    adds: float


class Suggestion(Shape):
    """A paper to read next, its score (unknown before enough was judged), its largest reasons first."""

    row: Row
    score: float | None
    because: tuple[Because, ...]


class Suggestions(Shape):
    """What to read next, learned from so many papers that were liked and disliked.

    With fewer liked than are ``needed`` nothing is learned: the papers are the newest.
    ``scored`` says how many papers these are the best of.
    """

    papers: tuple[Suggestion, ...]
    liked: int
    disliked: int
    needed: int
    scored: int

    @property
    def learned(self) -> bool:
        """Whether enough was judged to learn from."""
        return self.liked >= self.needed


class Stats(Shape):
    """Counts for tracking one's reading. Each mapping is name -> papers, in order of size or time."""

    total: int
    states: Mapping[str, int]
    starred: int
    rated: Mapping[int, int]
    notes: int
    noted_papers: int
    with_code: int
    untitled: int
    trashed: int
    categories: Mapping[str, int]
    tags: Mapping[str, int]
    authors: Mapping[str, int]
    years: Mapping[str, int]
    added_by_day: Mapping[str, int]
    read_by_day: Mapping[str, int]


class Week(Shape):
    """A week by its Monday: papers read in it, papers that came in, and minutes of the reading log."""

    start: str
    read: int
    added: int
    minutes: int = 0


class Spread(Shape):
    """How days spread over so many papers: a quarter took no longer than ``lower``, half, three quarters."""

    papers: int
    lower: float
    median: float
    upper: float


class Habits(Shape):
    """How reading goes, by the reader's own days; weeks oldest first, the current one last.

    ``read`` and ``added`` are papers by day over the last 53 weeks, ``streak`` the days in a row on
    which something was read, up to today or yesterday. States of the largest categories and tags.
    """

    today: str
    read: Mapping[str, int]
    added: Mapping[str, int]
    streak: int
    longest_streak: int
    weeks: tuple[Week, ...]
    waited: Spread | None
    category_states: Mapping[str, Mapping[str, int]]
    tag_states: Mapping[str, Mapping[str, int]]
    authors_read: Mapping[str, int]


class Reviews(Shape):
    """Papers to be asked about now, of so many that are ``due``; ``done`` today, ``remembered`` in all.

    ``following`` is when the next of the others is due, if there is one.
    """

    papers: tuple[Row, ...]
    due: int
    done: int
    remembered: int
    following: str | None
