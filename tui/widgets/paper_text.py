"""A paper as text to read: the pieces that the preview and the paper screen are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual.content import Content, Span

from tui import habits
from tui.moments import local
from tui.reasons import changed
from tui.safe_text import content, page, safe
from tui.widgets import markdown
from tui.widgets.columns import COOLING, QUEUED, SIGNS, STAR, readable_title
from tui.widgets.looks import MATCH

if TYPE_CHECKING:
    from storage import Note, Paper, Session
    from storage.query import Term, Terms

BREAK = Content("\n")
GAP = Content("\n\n")
AUTHORS_SHOWN = 60


def readable(text: str) -> str:
    """Running text for people: mathematics and accents written in LaTeX become Unicode."""
    if "\\" in text or "$" in text:
        from seeds import latex_to_text

        text = latex_to_text(text[:200_000])
    return page(text)


def marked(text: Content, terms: Sequence[Term]) -> Content:
    """``text`` with whatever ``terms`` find in it marked."""
    if not terms:
        return text
    from storage.query import spans_of

    return text.add_spans([Span(start, end, MATCH) for start, end in spans_of(text.plain, terms)])


def title(paper: Paper, terms: Terms | None = None) -> Content:
    """The title, and a word where it is only a stand-in."""
    stand_in = content("  (title not known yet)", "$warning") if paper.provisional_title else Content("")
    words = content(readable_title(paper.title), "bold $ink")
    return marked(words, terms.title if terms else ()) + stand_in


def authors(paper: Paper, most: int = AUTHORS_SHOWN, terms: Terms | None = None) -> Content:
    """The names, in order; ``et al.`` where the source or this screen leaves some out."""
    names = [safe(name, limit=200) for name in paper.authors[:most]]
    left_out = paper.authors_truncated or len(paper.authors) > most
    line = ", ".join(names) + (" et al." if left_out and names else "")
    affiliations = ", ".join(safe(name, limit=200) for name in paper.affiliations[:8])
    people = marked(content(line, "$secondary"), terms.authors if terms else ())
    return (people or content("No authors known", "$secondary")) + content(
        f"  ·  {affiliations}" if affiliations else "", "$quiet"
    )


def facts(paper: Paper) -> Content:
    """State, place in the queue, cooling, star, rating, date, category, venue, code: one line."""
    share = f" {paper.progress.share:.0%}" if paper.progress and paper.state == "reading" else ""
    state = content(f"{SIGNS.get(paper.state, '?')} {paper.state}{share}", "$primary")
    queued = content(f"{QUEUED} {paper.queue:,} in the queue", "$primary") if paper.queue else None
    cooling = content(f"{COOLING} cooling", "$quiet") if paper.cooling else None
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
    return content("  ·  ", "$faint").join(
        [part for part in (state, queued, cooling, star, rating, *quiet, trashed) if part]
    )


def _kind(paper: Paper) -> str | None:
    return None if paper.kind == "preprint" else paper.kind


def tags(names: Sequence[str], terms: Terms | None = None) -> Content:
    """``#one #two``."""
    wanted = terms.tags if terms else ()
    return content(" ").join(
        content("#", "$success") + marked(content(safe(name, limit=200), "$success"), wanted)
        for name in names
    )


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


def abstract(paper: Paper, terms: Terms | None = None) -> Content:
    """The abstract, or what to do about there being none."""
    if paper.abstract:
        return marked(Content(readable(paper.abstract)), terms.abstract if terms else ())
    return content("No abstract yet. Importing a page that has it will fill it in.", "italic $quiet")


def summary(paper: Paper, terms: Terms | None = None) -> Content:
    """One or two sentences of the source about the paper."""
    words = content(readable(paper.summary or ""), "italic", single_line=False)
    return marked(words, terms.summary if terms else ())


def note(note: Note, terms: Terms | None = None) -> Content:
    """A note: when, what passage, and the words."""
    return BREAK.join([content(local(note.updated), "$faint"), note_text(note, terms)])


def note_text(note: Note, terms: Terms | None = None) -> Content:
    """What a note says: the passage it is about, and the words."""
    bar = Content.styled("▎ ", "$accent")
    lines = [bar + content(line, "italic $quiet") for line in _folded(note.quote)] if note.quote else []
    text = BREAK.join([*lines, markdown.render(note.text)])
    return marked(text, terms.notes if terms else ())


def dangling(keys: Sequence[str]) -> Content | None:
    """Keys that notes link to and no paper has; ``None`` when there are none."""
    return content(", ".join(safe(key, limit=80) for key in keys), "$warning") if keys else None


def _folded(text: str) -> Iterator[str]:
    """A quotation in lines short enough for each to have its own bar in front."""
    from textwrap import wrap

    for line in page(safe(text, single_line=False, limit=20_000)).split("\n"):
        yield from wrap(line, 72) or [""]


SESSIONS_SHOWN = 12


def reading(paper: Paper) -> Content | None:
    """Its place in the queue, how far it is read, and the last sessions; nothing where there is none."""
    known = [
        ("queue", f"place {paper.queue:,}" if paper.queue else ""),
        ("progress", habits.progress(paper.progress) if paper.progress else ""),
        ("time", habits.time_read(paper.sessions)),
    ]
    lines = [content(f"{name:<9} {value}", "$quiet") for name, value in known if value]
    lines += [_session(session) for session in paper.sessions[: -SESSIONS_SHOWN - 1 : -1]]
    return BREAK.join(lines) if lines else None


def _session(session: Session) -> Content:
    """When it began, how long it was, and how far it came."""
    length = "?" if session.minutes is None else habits.minutes(session.minutes)
    end = "finished" if session.finished else f"to {session.after:.0%}" if session.after else ""
    state = "in doubt: carrel log corrects it" if session.doubtful else "" if session.ended else "open"
    return content(f"{'':<9} {local(session.started)}  {length:>9}  ", "$faint") + content(
        "  ".join(filter(None, (end, state))), "$quiet"
    )


def sources(paper: Paper) -> Content:
    """Where the paper was seen, and when it came."""
    lines = [content(f"added     {local(paper.added)}", "$quiet")]
    lines += [
        content(f"{word:<9} {local(moment)}", "$quiet")
        for word, moment in (("started", paper.started), ("read", paper.read))
        if moment
    ]
    lines += [
        content(f"changed   {local(moment)}  ", "$accent") + content(what, "$quiet")
        for moment, what in changed(paper.changes[-40:])
    ]
    lines += [
        content("seen in   ", "$quiet")
        + content(f"{safe(seen.name)}", "$secondary")
        + content(f"  {safe(seen.format)}, no. {seen.position + 1}", "$faint")
        for seen in paper.sources[:40]
    ]
    return BREAK.join(lines)
