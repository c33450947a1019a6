"""Papers nobody wrote, as many as asked for and always the same ones.

Words follow a Zipf distribution, as real abstracts do: a few words stand in nearly every abstract
and most words in hardly any. A full-text index behaves like a real one only on such text.
"""

# ruff: noqa: SIM905  (lists of words are easier to read, and to change, as text)
from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate

from seeds import Draft, Harvest, Identifier

COMMON = """
    the of and a to in we is for that on with this are as by from our be can an which it model models learning
    data method results network neural training using show based approach propose performance large problem
    deep language graph algorithm optimization efficient analysis systems new time two time-varying quantum
""".split()
CATEGORIES = """
    cs.LG cs.CL cs.CV cs.PL cs.DC cs.AR cs.AI cs.SE cs.IR stat.ML math.OC math.CO physics.comp-ph hep-th
    astro-ph.CO cond-mat.mtrl-sci quant-ph q-bio.NC eess.IV econ.EM
""".split()
SYLLABLES = """
    ba ce di fo gu ha ke li mo nu pa re si to vu wa xe yo za bri cla dro fle gri plo ster tran
""".split()
GIVEN = """
    Ada Bela Carla Dmitri Eun-ji Farid Greta Hiro Ines Jonas Kofi Lena Mei Noor Olga Pavel Rosa Sven Tara
""".split()
VOCABULARY = 60_000
ABSTRACT_WORDS = (90, 190)


class Generator:
    """Makes drafts from a seed; the first ``n`` of a larger run are those of a smaller one."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = [*COMMON, *self._invented(VOCABULARY - len(COMMON))]
        self.weights = list(accumulate(1 / (rank + 2.7) for rank in range(VOCABULARY)))
        families = self._invented(40_000)
        self.families = [family.capitalize() for family in families]
        self.family_weights = list(accumulate(1 / (rank + 30) ** 0.6 for rank in range(len(families))))

    def drafts(self, papers: int) -> Iterator[Draft]:
        """``papers`` drafts, oldest first."""
        return (self._draft(number, papers) for number in range(papers))

    def harvest(self, papers: int) -> Harvest:
        """The same as one source."""
        return Harvest("generated", "generated", self.drafts(papers), papers)

    def _draft(self, number: int, papers: int) -> Draft:
        pick = self.random
        people = pick.choices(range(1, 9), weights=(10, 16, 20, 18, 13, 9, 8, 6))[0]
        days = int(number * 9_500 / papers)
        year, rest = 1999 + days // 360, days % 360
        return Draft(
            title=self._title(),
            authors=tuple(f"{pick.choice(GIVEN)} {family}" for family in self._families(people)),
            published=f"{year}-{rest // 30 + 1:02}-{rest % 28 + 1:02}",
            category=pick.choices(CATEGORIES, weights=range(len(CATEGORIES), 0, -1))[0],
            abstract=self._text(pick.randint(*ABSTRACT_WORDS)),
            identifiers=(Identifier("arxiv", f"{year % 100:02}{rest // 30 + 1:02}.{number:07}"),),
            position=number,
        )

    def _title(self) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=self.random.randint(4, 12))
        return " ".join(words).capitalize()

    def _text(self, length: int) -> str:
        words = self.random.choices(self.words, cum_weights=self.weights, k=length)
        return " ".join(words).capitalize() + "."

    def _families(self, number: int) -> list[str]:
        return self.random.choices(self.families, cum_weights=self.family_weights, k=number)

    def _invented(self, number: int) -> list[str]:
        made: dict[str, None] = {}
        while len(made) < number:
            made["".join(self.random.choices(SYLLABLES, k=self.random.randint(2, 5)))] = None
        return list(made)
