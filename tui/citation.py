"""One paper as a BibTeX entry, for the clipboard.

The text is made readable Unicode first and escaped afterwards, so that braces always balance and
nothing in a title is a command; today's BibTeX styles read UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import Paper

_SPECIAL = {character: f"\\{character}" for character in "{}$&%#_"} | {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_KINDS = {
    "article": "article",
    "journal": "article",
    "conference": "inproceedings",
    "inproceedings": "inproceedings",
    "book": "book",
    "chapter": "incollection",
    "incollection": "incollection",
    "thesis": "phdthesis",
    "phdthesis": "phdthesis",
    "mastersthesis": "mastersthesis",
    "report": "techreport",
    "techreport": "techreport",
}
_HOST = {
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "book": "publisher",
    "phdthesis": "school",
}


def bibtex(paper: Paper) -> str:
    """The entry of ``paper``, ending in a newline."""
    kind = _KINDS.get(paper.kind.casefold(), "misc")
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(paper, kind) if value)
    return f"@{kind}{{{_key(paper.key)},\n{fields}}}\n"


def _key(key: str) -> str:
    """A key without the characters that end one."""
    return re.sub(r"[\s{}(),=\"#%'~\\]", "", safe(key)) or "paper"


def _fields(paper: Paper, kind: str) -> Iterator[tuple[str, str]]:
    names = [_name(name) for name in paper.authors] + (["others"] if paper.authors_truncated else [])
    yield "author", " and ".join(names)
    yield "title", _protected(_text(paper.title))
    if paper.venue:
        yield _HOST.get(kind, "journal" if kind == "article" else "howpublished"), _text(paper.venue)
    yield from _dates(paper.published)
    yield from _identifiers(paper)


def _dates(published: str | None) -> Iterator[tuple[str, str]]:
    year, _, rest = (published or "").partition("-")
    yield "year", year
    yield "month", str(int(rest[:2])) if rest[:2].isdigit() else ""


def _identifiers(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "doi", _text(next(iter(paper.identifiers.get("doi", ())), ""))
    arxiv = next(iter(paper.identifiers.get("arxiv", ())), "")
    if arxiv:
        yield "eprint", _text(arxiv)
        yield "archiveprefix", "arXiv"
        yield "primaryclass", _text(paper.category or "")
    yield "url", safe(paper.url or "").replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")


def _name(name: str) -> str:
    """A name; in braces where it holds the word that parts names, or a comma too many."""
    text = _text(name)
    whole = " and " in f" {text.casefold()} " or text.count(",") > 2
    return f"{{{text}}}" if whole else text


def _text(text: str) -> str:
    from seeds import latex_to_text

    return "".join(
        _SPECIAL.get(character, character) for character in safe(latex_to_text(text), limit=20_000)
    )


def _protected(title: str) -> str:
    """A title whose inner capitals a style must not take down."""
    words = title.split(" ")
    return " ".join(f"{{{word}}}" if _has_inner_capital(word) else word for word in words)


def _has_inner_capital(word: str) -> bool:
    return "\\" not in word and any(letter.isupper() for letter in word[1:])
