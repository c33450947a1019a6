"""The preview: what helps to decide whether to open a paper, and why the query found it.

What a query found may stand far down in the abstract, or in a note. Where it would be out of sight,
a line or two of it is shown above the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from textual.content import Content
from textual.geometry import Size

from tui.moments import local
from tui.safe_text import SafeText, cells, content
from tui.widgets import paper_text
from tui.widgets.paper_text import BREAK, GAP

if TYPE_CHECKING:
    from storage import Paper
    from storage.query import Term, Terms

MOST_NOTES = 10
MOST_EXCERPTS = 3
MOST_TERMS = 12
"""So many terms of a query are looked for out of sight; more nobody would look at."""
WIDEST = 92
"""As the style sheet has it."""
LABEL = 10
TIGHT = 10
"""With fewer lines than this, excerpts are worth more than the blank lines around them."""


class Block(NamedTuple):
    """A stretch of text below the head: its name, a line of its own above it, and what is looked for."""

    name: str
    text: Content
    terms: tuple[Term, ...] = ()
    above: Content | None = None

    @property
    def whole(self) -> Content:
        """The block as it is shown."""
        return BREAK.join([self.above, self.text]) if self.above else self.text


def preview(paper: Paper, terms: Terms | None, room: Size) -> Content:
    """``paper`` for a preview with so much ``room``, with what ``terms`` look for marked or quoted."""
    head = _head(paper, terms)
    above = GAP.join(head)
    blocks = list(_blocks(paper, terms))
    parts = [above, *(block.whole for block in blocks[: MOST_NOTES + 2])]
    if terms and room.width > LABEL:
        width = min(room.width, WIDEST)
        hidden = _hidden(terms, above, blocks, Size(width, room.height))
        if hidden:
            # The excerpts push down what was just in sight.
            less = Size(width, room.height - 1 - min(len(hidden), MOST_EXCERPTS))
            hidden = _hidden(terms, above, blocks, less)
            excerpts = BREAK.join(_excerpt(*each, width) for each in hidden[:MOST_EXCERPTS])
            parts[0] = (BREAK if room.height < TIGHT else GAP).join([*head, excerpts])
    return GAP.join(parts)


def _head(paper: Paper, terms: Terms | None) -> list[Content]:
    """What it is, and what it is to the reader."""
    people = [paper_text.title(paper, terms), paper_text.authors(paper, 12, terms)]
    known = [paper_text.facts(paper), *([paper_text.tags(paper.tags, terms)] if paper.tags else [])]
    return [BREAK.join(people), BREAK.join(known)]


def _blocks(paper: Paper, terms: Terms | None) -> Iterator[Block]:
    if paper.summary:
        yield Block("summary", paper_text.summary(paper, terms), terms.summary if terms else ())
    if paper.abstract or not paper.summary:
        wanted = terms.abstract if terms and paper.abstract else ()
        yield Block("abstract", paper_text.abstract(paper, terms), wanted)
    for note in paper.notes:
        above = content(local(note.updated), "$faint")
        yield Block("note", paper_text.note_text(note, terms), terms.notes if terms else (), above)


def _hidden(terms: Terms, head: Content, blocks: list[Block], room: Size) -> list[tuple[Block, int]]:
    """The blocks that hold a term which is nowhere in sight, with the place of it in the block's text."""
    from storage.query import spans_of

    seen = {term for term in (*terms.title, *terms.authors, *terms.tags) if spans_of(head.plain, (term,))}
    hidden: list[tuple[Block, int]] = []
    before = head.plain + "\n\n"
    for block in blocks:
        text, above = block.text.plain, f"{block.above.plain}\n" if block.above else ""
        for term in block.terms[:MOST_TERMS]:
            found = () if term in seen else spans_of(text, (term,))
            if found:
                seen.add(term)
                start, end = found[0]
                beside = any(block is other and 0 <= start - at < room.width // 2 for other, at in hidden)
                if not beside and _reaches_below(before + above + text[:end], room):
                    hidden.append((block, start))
        before += above + text + "\n\n"
    return hidden


def _reaches_below(text: str, room: Size) -> bool:
    """Whether ``text`` is longer than there is room for; what plainly is, is not set in lines to find out."""
    return len(text) > room.area or len(Content(text).wrap(room.width)) > room.height


def _excerpt(block: Block, start: int, width: int) -> Content:
    """One line around the place ``start`` of a block."""
    text, room = block.text.plain.replace("\n", " "), width - LABEL
    begin = max(start - room // 3, 0)
    if begin:
        begin = min(text.find(" ", begin) + 1 or start, start)
    around = cells(SafeText(("…" if begin else "") + text[begin:]), room, pad=False)
    label = content(f"{block.name:<{LABEL}}", "$faint")
    return label + paper_text.marked(content(around, "$quiet"), block.terms)
