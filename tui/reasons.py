"""Why a paper is shown beside another, in words: alike for the command line and the app."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage import Amendment, Because, Related, Reviews, Suggestions

MOST = 3
"""Authors and tags named; more are counted."""


def shared(related: Related) -> str:
    """What a paper has in common with the one it was found by.

    ``shares: lottery, ticket; by Jonathan Frankle; #pruning; cs.LG``
    """
    return "; ".join(_parts(related))


def _parts(related: Related) -> Iterator[str]:
    if related.linked:
        yield "a note here links to it" if related.linked == "to" else "a note on it links here"
    if related.words:
        yield f"shares: {', '.join(related.words)}"
    if related.authors:
        yield f"by {_some(related.authors)}"
    if related.tags:
        yield _some([f"#{tag}" for tag in related.tags])
    if related.category:
        yield related.category


def _some(names: Sequence[str]) -> str:
    more = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" and {more} more" if more > 0 else "")


def because(reasons: Sequence[Because], most: int = 4) -> str:
    """What a score is made of: ``sparse +1.2, Carbin +0.8, #survey −0.3``."""
    return ", ".join(f"{named(reason)} {signed(reason.adds)}" for reason in reasons[:most])


def named(reason: Because) -> str:
    """A reason by its name: of an author the family name, of a tag with its sign."""
    if reason.kind == "author":
        from seeds import family_name

        return family_name(reason.name) or reason.name
    return f"#{reason.name}" if reason.kind == "tag" else reason.name


def signed(value: float) -> str:
    """``+1.2`` or ``−0.3``."""
    return f"{'−' if value < 0 else '+'}{abs(value):.2f}"


def learned(found: Suggestions) -> str:
    """What the suggestions were made from, or why nothing was learned."""
    if not found.learned:
        return (
            f"The newest unread papers: {found.liked} of the {found.needed} papers are judged that are needed"
            " to learn from. Read, star, rate or queue some."
        )
    return f"Learned from {found.liked:,} papers you liked and {found.disliked:,} you did not."


def changed(changes: Sequence[Amendment]) -> Iterator[tuple[str, str]]:
    """What sources changed since a paper was read: each moment, and ``abstract, venue in refs.bib``."""
    together: dict[tuple[str, str], list[str]] = {}
    for one in changes:
        together.setdefault((one.at, one.source), []).append(one.field)
    for (at, source), fields in together.items():
        yield at, f"{', '.join(fields)} in {source}"


def reviewing(found: Reviews) -> str:
    """How many papers are to be reviewed now, and if none, why not."""
    asked = len(found.papers)
    if asked:
        later = found.due - asked
        more = f", {later:,} more on other days" if later else ""
        return f"{asked:,} {'paper' if asked == 1 else 'papers'} to review{more}."
    if not found.remembered:
        return "No paper comes back for review: ask for some with `carrel remember`, or M in the app."
    if found.due:
        return f"Enough for today: {found.done:,} reviewed, {found.due:,} on other days."
    return f"Nothing is due. The next paper comes back on {(found.following or '')[:10]}."
