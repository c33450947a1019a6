"""Having papers come back for review, and answering how much of them was left."""

from __future__ import annotations

from collections.abc import Sequence

from storage.answers import ANSWERS
from storage.errors import PaperNotFound, Refused
from storage.reports import Receipt
from storage.verbs.base import Verbs


class Reviews(Verbs):
    """Remembering papers."""

    def remember(self, ids: Sequence[int], wanted: bool = True) -> Receipt:
        """Have papers come back for review, a day after they were read at first; or let them rest."""
        from storage import marking, remembering

        with self._change() as change:
            begin = remembering.begin if wanted else remembering.stop
            titles = begin(change, ids, self.clock())
            words = "Will ask about {}" if wanted else "Will ask no more about {}"
            words = words.format(marking.named(titles))
            return self._receipt(change, "remember", words, len(titles), len(set(ids)))

    def answer(self, paper_id: int, answer: str) -> Receipt:
        """Say how a review went: ``again`` (forgotten), ``hard``, ``good`` or ``easy``.

        Raises :class:`Refused` for a paper that is not to be reviewed, :class:`PaperNotFound`.
        """
        from storage import marking, remembering

        if answer not in ANSWERS:
            raise Refused(f"there is no answer {answer!r}; answers are {', '.join(ANSWERS)}")
        with self._change() as change:
            title = remembering.title_of(change, paper_id)
            if title is None:
                raise PaperNotFound(str(paper_id))
            days = remembering.answer(change, paper_id, answer, self.clock())
            if days is None:
                raise Refused(f"{marking.named([title])} is not among the papers to remember")
            words = f"{marking.named([title])} comes back in {'1 day' if days == 1 else f'{days:,} days'}"
            return self._receipt(change, "review", words, 1, 1)
