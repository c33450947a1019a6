"""Lines that align: measured in terminal cells, without loading a library that draws.

A pipe gets whole cells and as many spaces as the widest needs; a terminal gets lines that fit it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from shutil import get_terminal_size

from tui.cli.output import bold, dim, emit, on_terminal, plainly
from tui.safe_text import safe

GAP = "  "
NAME = 40
"""Cells that the name of a fact may take; names of fields come from sources as well."""


def width(text: str) -> int:
    """How many cells of a terminal ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(map(_cells, text))


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, room: int) -> str:
    """Cut ``text`` to ``room`` cells, with an ellipsis where it was longer."""
    if width(text) <= room:
        return text
    kept, used = [], 0
    for character in text:
        used += _cells(character)
        if used > room - 1:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…" if room > 0 else ""


def pad(text: str, room: int) -> str:
    """Fill ``text`` up to ``room`` cells."""
    return text + " " * (room - width(text))


def align(rows: Iterable[Sequence[str]], *, room: int | None = None, elastic: int = -1) -> Iterator[str]:
    """Rows of cells as lines; with ``room``, the ``elastic`` column gives way to what is wider."""
    lines = [[safe(cell) for cell in row] for row in rows]
    if not lines:
        return
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    if room is not None:
        over = sum(widths) + len(GAP) * (len(widths) - 1) - room
        widths[elastic] = max(widths[elastic] - max(over, 0), 8)
    for line in lines:
        cells = (pad(fit(cell, most), most) for cell, most in zip(line, widths, strict=True))
        yield GAP.join(cells).rstrip()


def table(rows: Sequence[Sequence[str]], *, heading: Sequence[str] = (), elastic: int = -1) -> None:
    """Print rows: with a heading and cut to the window on a terminal, plain and whole in a pipe.

    In plain output a row is what its cells say, and no more.
    """
    if plainly():
        for row in rows:
            emit("; ".join(safe(cell) for cell in row if cell.strip()))
        return
    if not on_terminal():
        for line in align(rows):
            emit(line)
        return
    headings = [tuple(heading)] if heading and rows else []
    lines = align([*headings, *rows], room=get_terminal_size().columns, elastic=elastic)
    for number, line in enumerate(lines):
        emit(dim(line) if number < len(headings) else line)


def reasoned(rows: Sequence[tuple[Sequence[str], str]]) -> None:
    """Print rows, each with a reason: in a pipe as its last cell, on a terminal on a line of its own."""
    if not on_terminal():
        table([(*cells, reason) for cells, reason in rows])
        return
    room = get_terminal_size().columns
    lines = align([cells for cells, _ in rows], room=room)
    for line, (_, reason) in zip(lines, rows, strict=True):
        emit(line)
        emit(dim(fit(f"    {safe(reason)}", room)))


def facts(pairs: Iterable[tuple[str, str]]) -> None:
    """Print names and values, one pair a line, the values aligned; pairs without a value are left out."""
    kept = [(fit(safe(name), NAME), value) for name, value in pairs if value]
    if plainly():
        for name, value in kept:
            emit(f"{name}: {safe(value)}")
        return
    room = max((width(name) for name, _ in kept), default=0)
    for name, value in kept:
        emit(f"{dim(pad(name, room))}  {safe(value)}")


def heading(text: str) -> None:
    """Print a line that names what follows."""
    emit(bold(safe(text)))


def paragraph(text: str, *, indent: str = "") -> None:
    """Print running text: wrapped to the window on a terminal, as it is in a pipe."""
    import textwrap

    room = min(get_terminal_size().columns, 100) if on_terminal() and not plainly() else 0
    for line in safe(text, single_line=False).split("\n"):
        for part in (textwrap.wrap(line, room - len(indent)) if room else [line]) or [""]:
            emit(f"{indent}{part}".rstrip())
