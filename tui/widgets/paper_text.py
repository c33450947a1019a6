"""A paper as text to read: the pieces that the preview and the paper screen are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui.safe_text import content, safe
from tui.widgets import markdown
from tui.widgets.columns import SIGNS, STAR, readable_title

if TYPE_CHECKING:
    from storage import Note, Paper

BREAK = Content("\n")
GAP = Content("\n\n")
AUTHORS_SHOWN = 60


def readable(text: str) -> str:
    """Running text for people: mathematics and accents written in LaTeX become Unicode."""
    if "\\" in text or "$" in text:
        from seeds import latex_to_text

        text = latex_to_text(text[:200_000])
    return safe(text, single_line=False)


def title(paper: Paper) -> Content:
    """The title, and a word where it is only a stand-in."""
    stand_in = content("  (title not known yet)", "$warning") if paper.provisional_title else Content("")
    return content(readable_title(paper.title), "bold $ink") + stand_in


def authors(paper: Paper, most: int = AUTHORS_SHOWN) -> Content:
    """The names, in order; ``et al.`` where the source or this screen leaves some out."""
    names = [safe(name, limit=200) for name in paper.authors[:most]]
    left_out = paper.authors_truncated or len(paper.authors) > most
    line = ", ".join(names) + (" et al." if left_out and names else "")
    affiliations = ", ".join(safe(name, limit=200) for name in paper.affiliations[:8])
    return content(line or "No authors known", "$secondary") + content(
        f"  ·  {affiliations}" if affiliations else "", "$quiet"
    )


def facts(paper: Paper) -> Content:
    """State, star, rating, date, category, venue, code: one line."""
    state = content(f"{SIGNS.get(paper.state, '?')} {paper.state}", "$primary")
    star = content(f"{STAR} starred", "$accent") if paper.starred else None
    rating = content(f"rated {paper.rating}/5", "$accent") if paper.rating else None
    plain = [
        paper.published,
        paper.category,
        paper.venue,
        _kind(paper),
        "has code" if paper.has_code else None,
    ]
    quiet = [content(fact, "$quiet") for fact in plain if fact]
    trashed = content("in the trash", "$error") if paper.trashed else None
    return content("  ·  ", "$faint").join([part for part in (state, star, rating, *quiet, trashed) if part])


def _kind(paper: Paper) -> str | None:
    return None if paper.kind == "preprint" else paper.kind


def tags(names: Sequence[str]) -> Content:
    """``#one #two``."""
    return content(" ").join(content(f"#{safe(name, limit=200)}", "$success") for name in names)


def identifiers(paper: Paper) -> Content:
    """Key, identifiers and addresses, each on its line."""
    lines = [("key", paper.key)]
    lines += [(scheme, value) for scheme, values in paper.identifiers.items() for value in values]
    lines += [
        (name, value)
        for name, value in (("url", paper.url), ("code", paper.code_url), ("file", paper.file_path))
        if value
    ]
    return BREAK.join(
        content(f"{safe(name):<9}", "$faint") + content(value, "$quiet") for name, value in lines
    )


def other_fields(paper: Paper) -> Content:
    """Fields that the source had and Carrel has no place for, verbatim."""
    return BREAK.join(
        content(f"{safe(name, limit=40):<9} ", "$faint") + content(value, "$quiet")
        for name, value in list(paper.extra.items())[:40]
    )


def abstract(paper: Paper) -> Content:
    """The abstract, or what to do about there being none."""
    if paper.abstract:
        return Content(readable(paper.abstract))
    return content("No abstract yet. Importing a page that has it will fill it in.", "italic $quiet")


def summary(paper: Paper) -> Content:
    """One or two sentences of the source about the paper."""
    return content(readable(paper.summary or ""), "italic", single_line=False)


def note(note: Note) -> Content:
    """A note: when, what passage, and the words."""
    parts = [content(day(note.updated), "$faint")]
    if note.quote:
        quoted = [
            Content.styled("▎ ", "$accent") + content(line, "italic $quiet") for line in _folded(note.quote)
        ]
        parts.append(BREAK.join(quoted))
    parts.append(markdown.render(note.text))
    return BREAK.join(parts)


def _folded(text: str) -> Iterator[str]:
    """A quotation in lines short enough for each to have its own bar in front."""
    from textwrap import wrap

    for line in safe(text, single_line=False, limit=20_000).split("\n"):
        yield from wrap(line, 72) or [""]


def sources(paper: Paper) -> Content:
    """Where the paper was seen, and when it came."""
    lines = [content(f"added     {day(paper.added)}", "$quiet")]
    lines += [
        content(f"{word:<9} {day(moment)}", "$quiet")
        for word, moment in (("started", paper.started), ("read", paper.read))
        if moment
    ]
    lines += [
        content("seen in   ", "$quiet")
        + content(f"{safe(seen.name)}", "$secondary")
        + content(f"  {safe(seen.format)}, no. {seen.position + 1}", "$faint")
        for seen in paper.sources[:40]
    ]
    return BREAK.join(lines)


def day(stamp: str) -> str:
    """``2026-01-31T09:00:00Z`` as the day and time it was here."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return safe(stamp)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def preview(paper: Paper) -> Content:
    """Everything of a paper that helps to decide whether to open it."""
    parts = [BREAK.join([title(paper), authors(paper, 12)]), facts(paper)]
    if paper.tags:
        parts[-1] = BREAK.join([parts[-1], tags(paper.tags)])
    if paper.summary:
        parts.append(summary(paper))
    if paper.abstract or not paper.summary:
        parts.append(abstract(paper))
    parts += [note(each) for each in paper.notes[:10]]
    return GAP.join(parts)
