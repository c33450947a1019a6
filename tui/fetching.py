"""New papers of what is followed, as one batch. A source that fails is named and stops no other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from seeds import Draft, Fault, Harvest, Wire
from storage import ImportReport, Library, Refused, Subscription
from tui.adding import Progress
from tui.following import newest

MOST_PAGES = 10
"""Pages turned at most for one subscription."""


class Fetched(NamedTuple):
    """What one subscription brought, or why it brought nothing."""

    target: str
    title: str | None
    found: int
    new: int
    fault: str | None


def fetch(
    library: Library, wire: Wire, subscriptions: Sequence[Subscription], progress: Progress | None = None
) -> tuple[int | None, list[Fetched]]:
    """Ask every subscription, take in what it has, and note how that went; gives the batch, if any."""
    fetching = _Fetching(library, wire, subscriptions, progress)
    report = library.take(fetching.harvests())
    if fetching.stopped is not None:
        raise fetching.stopped
    for each in subscriptions:
        library.note_fetch(each.target, fetching.faults.get(each.target))
    return report.batch, [_fetched(each, report, fetching.faults) for each in subscriptions]


def _fetched(each: Subscription, report: ImportReport, faults: dict[str, str]) -> Fetched:
    sources = [source for source in report.sources if source.name == each.target]
    found, new = sum(source.found for source in sources), sum(source.new for source in sources)
    return Fetched(each.target, each.title, found, new, faults.get(each.target))


@dataclass(slots=True)
class _Fetching:
    library: Library
    wire: Wire
    subscriptions: Sequence[Subscription]
    progress: Progress | None
    faults: dict[str, str] = field(default_factory=dict)
    stopped: BaseException | None = None

    def harvests(self) -> Iterator[Harvest]:
        """The papers of each subscription, page by page."""
        try:
            for place, each in enumerate(self.subscriptions):
                if self.progress:
                    self.progress(each.title or each.target, place, len(self.subscriptions))
                yield from self._pages(each)
        except (KeyboardInterrupt, SystemExit) as end:  # what has come in stays
            self.stopped = end

    def _pages(self, each: Subscription) -> Iterator[Harvest]:
        """Pages until one has a paper that is here; of what was never fetched, the first is enough."""
        start = 0
        try:
            source = newest(each.target)
            for _ in range(MOST_PAGES):
                drafts = source.ask(self.wire, start)
                numbered = [replace(draft, position=start + at) for at, draft in enumerate(drafts)]
                more = bool(drafts) and bool(each.fetched) and source.pages and not self._any_known(drafts)
                yield Harvest(each.target, source.format, iter(numbered), len(drafts))
                start += len(drafts)
                if not more:
                    return
        except (Fault, Refused) as error:
            self.faults[each.target] = str(error)

    def _any_known(self, drafts: Sequence[Draft]) -> bool:
        pairs = [(each.scheme, each.value) for draft in drafts for each in draft.identifiers]
        return bool(self.library.reader.identified(pairs))


def as_json(batch: int | None, fetched: Sequence[Fetched]) -> dict[str, Any]:
    """What was fetched, for programs."""
    return {"batch": batch, "subscriptions": [each._asdict() for each in fetched]}
