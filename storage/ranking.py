"""What a reader likes, learned from judged papers: TF-IDF and logistic regression, small enough to read.

A paper is a vector of its words (TF-IDF, of length 1), authors, tags and category. The weights are
found by plain gradient descent that is stopped early: the same papers always give the same model. A
score is the plain sum of what each feature adds, which is what makes it possible to say why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from math import exp, log, sqrt
from typing import NamedTuple

from storage.words import telling

Feature = tuple[str, str]
"""Kind (``word``, ``author``, ``tag``, ``category``) and name."""

IN_TITLE = 2
"""A word of the title counts as so many in the abstract."""

MOST_WORDS = 60
"""Words of a paper that count: those that say most."""

BESIDE_WORDS = {"author": 0.6, "tag": 0.6, "category": 0.3}
"""Length of each other kind's part of a vector; that of the words is 1."""

ROUNDS, STEP = 12, 12.0
"""Times that all judged papers are gone through, and how far the weights are moved each time.

Few rounds from nothing keep the weights small, as a penalty on large ones would: the first of them alone
gives Rocchio's difference of centroids, which a reader with few judgements is served by best.
"""


class Document(NamedTuple):
    """What of a paper is looked at."""

    title: str
    text: str | None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    category: str | None = None


class Judged(NamedTuple):
    """A paper that was ``liked`` or not, and how much that says.

    One that only stands for the ``rest`` of the library tells what is common in it, but no feature
    of its own is learned from it.
    """

    document: Document
    liked: bool
    weight: float = 1.0
    rest: bool = False


class Model:
    """Weights of features; :meth:`train` makes one."""

    def __init__(self, rarity: Mapping[str, float], unknown: float, weights: Mapping[Feature, float]) -> None:
        self._rarity = rarity
        self._unknown = unknown
        self.weights = weights

    @classmethod
    def train(cls, judged: Sequence[Judged]) -> Model:
        """The model of these judgements, of which both kinds count alike, however many there are."""
        counted = [Counter(_words(one.document)) for one in judged]
        having = Counter(chain.from_iterable(counted))
        rarity = {word: _rarity(len(judged), number) for word, number in having.items()}
        untrained = cls(rarity, _rarity(len(judged), 0), {})
        vectors = [untrained.vector(one.document, words) for one, words in zip(judged, counted, strict=True)]
        learned = set(chain.from_iterable(v for v, one in zip(vectors, judged, strict=True) if not one.rest))
        vectors = [{f: value for f, value in vector.items() if f in learned} for vector in vectors]
        weights = _descend(vectors, [one.liked for one in judged], _balanced(judged))
        return cls(rarity, untrained._unknown, weights)

    def vector(self, document: Document, words: Mapping[str, int] | None = None) -> dict[Feature, float]:
        """The features of a paper and how strong each is."""
        counts = Counter(_words(document)) if words is None else words
        known = {w: (1 + log(n)) * self._rarity.get(w, self._unknown) for w, n in counts.items()}
        strongest = sorted(known.items(), key=lambda one: (-one[1], one[0]))[:MOST_WORDS]
        length = sqrt(sum(value * value for _, value in strongest)) or 1.0
        vector: dict[Feature, float] = {("word", word): value / length for word, value in strongest}
        categories = (document.category,) if document.category else ()
        for kind, names in (("author", document.authors), ("tag", document.tags), ("category", categories)):
            for name in names:
                vector[kind, name] = BESIDE_WORDS[kind] / sqrt(len(names))
        return vector

    def parts(self, document: Document) -> list[tuple[Feature, float]]:
        """What each feature of a paper adds to its score, the largest first whatever its sign."""
        found = [
            (feature, value * self.weights[feature])
            for feature, value in self.vector(document).items()
            if feature in self.weights
        ]
        return sorted(found, key=lambda part: (-abs(part[1]), part[0]))

    def strongest(self, kind: str, most: int) -> list[tuple[str, float]]:
        """The names of a kind that speak most for a paper, with their weights."""
        found = [(name, weight) for (of, name), weight in self.weights.items() if of == kind and weight > 0]
        return sorted(found, key=lambda one: (-one[1], one[0]))[:most]


def _words(document: Document) -> list[str]:
    return telling(document.title) * IN_TITLE + telling(document.text)


def _rarity(papers: int, having: int) -> float:
    return log((papers + 1) / (having + 0.5))


def _balanced(judged: Sequence[Judged]) -> list[float]:
    """The share of each judgement: half for what was liked, most of the other for what was not."""
    kinds = [(one.liked, one.rest) for one in judged]
    shares = {(True, False): 0.5, (False, False): 0.4, (False, True): 0.1}
    if (False, False) not in kinds or (False, True) not in kinds:
        shares = dict.fromkeys(shares, 0.5)
    totals = dict.fromkeys(shares, 0.0)
    for kind, one in zip(kinds, judged, strict=True):
        totals[kind] += one.weight
    return [shares[kind] * one.weight / totals[kind] for kind, one in zip(kinds, judged, strict=True)]


def _descend(
    vectors: Sequence[Mapping[Feature, float]], liked: Sequence[bool], importance: Sequence[float]
) -> dict[Feature, float]:
    """The weights that tell ``liked`` vectors from others; a constant is learned and left out."""
    places = {feature: at for at, feature in enumerate(dict.fromkeys(chain.from_iterable(vectors)), 1)}
    rows = [
        [(0, 1.0), *((places[feature], value) for feature, value in vector.items())] for vector in vectors
    ]
    weights = [0.0] * (len(places) + 1)
    for _ in range(ROUNDS):
        slopes = [0.0] * len(weights)
        for row, like, share in zip(rows, liked, importance, strict=True):
            score = sum([weights[place] * value for place, value in row])
            error = share * (1 / (1 + exp(-score)) - like)
            for place, value in row:
                slopes[place] += error * value
        weights = [weight - STEP * slope for weight, slope in zip(weights, slopes, strict=True)]
    return {feature: weights[place] for feature, place in places.items()}
