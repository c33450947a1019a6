"""What was added, in words or as JSON: what each thing typed became, and why if not what was hoped for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tui.cli.output import emit_json, fail, say

if TYPE_CHECKING:
    from seeds import Draft
    from tui.adding import Added, Outcome
    from tui.cli.add_titles import Candidates

MOST_SHOWN = 20
"""Papers named one by one; of more than these only the numbers are told, and what went wrong."""

_WORDS = {"new": "Added", "filled": "Filled in", "known": "Already here:", "pending": "Kept for later:"}
_COUNTED: dict[Outcome, str] = {
    "new": "added",
    "filled": "filled in",
    "known": "already here",
    "pending": "kept for later",
}


def tell_added(
    added: Sequence[Added], open: Mapping[str, Candidates], unknown: Sequence[str], report: str
) -> None:
    """Say what came of everything typed."""
    if report == "json":
        emit_json(_json(added, open, unknown))
        return
    for each in added if len(added) <= MOST_SHOWN else ():
        say(_sentence(each))
    if len(added) > MOST_SHOWN:
        _tell_many(added)
    _tell_refused(open, unknown)
    if any(each.outcome == "pending" for each in added):
        say("Look up what was kept with: carrel refresh")
    if any(each.outcome != "known" for each in added):
        say("Undo with: carrel undo")


def _sentence(each: Added) -> str:
    reason = f" ({each.reason})" if each.reason else ""
    return f"{_WORDS[each.outcome]} {each.key}: {each.title}{reason}"


def _tell_many(added: Sequence[Added]) -> None:
    counts = Counter(each.outcome for each in added)
    say(", ".join(f"{counts[name]:,} {words}" for name, words in _COUNTED.items() if counts[name]) + ".")
    reasons = Counter(each.reason for each in added if each.reason)
    for reason, papers in reasons.most_common(MOST_SHOWN):
        say(f"  {papers:,} times: {reason}")


def _tell_refused(open: Mapping[str, Candidates], unknown: Sequence[str]) -> None:
    from tui.cli.add_titles import described

    for title, found in open.items():
        fail(f"“{title}” may be one of these; add it by its identifier:")
        for _, draft in found:
            say(f"  {_identifier(draft):32}  {described(draft)}")
    for text in unknown:
        fail(f'"{text}" is no identifier or address of a paper, and one word is no title')


def _identifier(draft: Draft) -> str:
    best = [each.value for scheme in ("arxiv", "doi") for each in draft.identifiers if each.scheme == scheme]
    return next(iter(best), "")


def _json(
    added: Sequence[Added], open: Mapping[str, Candidates], unknown: Sequence[str]
) -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {"id": None, "key": None, "title": None}
    return [
        *(each.as_json() for each in added),
        *(
            {"given": title, "outcome": "open", **nothing, "reason": "several papers are like it",
             "candidates": [_candidate(source, draft) for source, draft in found]}
            for title, found in open.items()
        ),
        *({"given": text, "outcome": "refused", **nothing, "reason": "no identifier"} for text in unknown),
    ]  # fmt: skip


def _candidate(source: str, draft: Draft) -> dict[str, Any]:
    return {
        "title": draft.title,
        "authors": list(draft.authors),
        "published": draft.published,
        "venue": draft.venue,
        "identifiers": [f"{each.scheme}:{each.value}" for each in draft.identifiers],
        "source": source,
    }
