"""What is exported from a library of hostile text, read by pairs of readers that share no code."""

# ruff: noqa: E501  (a list a line)
from __future__ import annotations

import csv
import html.parser
import io
import re
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from tests.faults import hostile
from tests.faults.report import Broken, Proof

RUNS_IN_A_SHEET = re.compile(r"[\s\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
ELEMENTS = {
    "html": {"html", "head", "meta", "title", "style", "body", "h1", "h2", "ol", "li", "p", "a", "span", "blockquote"},
    "markdown": {"h1", "ul", "li", "p", "a", "blockquote", "strong"},
}  # fmt: skip
ATTRIBUTES = {"href", "rel", "class", "lang", "charset", "name", "content", "http-equiv"}


def check_all(folder: Path, proof: Proof) -> None:
    """Export each format from a library in which every text is hostile, and read it twice."""
    folder.mkdir()
    texts = [text[:4_000] for text in hostile.strings().values()]
    hostile.library_of(folder / "library.db", [*texts, *hostile.VERBATIM])
    papers = len(texts) + len(hostile.VERBATIM)
    for name, check in (("csv", _csv), ("html", _html), ("markdown", _markdown), ("bibtex", _bibtex)):
        text = _export(folder, name)
        if found := hostile.IN_FILES.search(text):
            raise Broken(f"the {name} export holds {found[0]!a}")
        if (read := check(text)) != papers:
            raise Broken(f"of {papers} papers {read} were read from the {name} export")
        proof.done["read_twice"] += papers


def _export(folder: Path, name: str) -> str:
    from tui.cli.run import run

    err = io.StringIO()
    file = folder / f"out.{name}"
    with redirect_stdout(io.StringIO()), redirect_stderr(err):
        code = run(["--library", str(folder / "library.db"), "export", "--to", name, "--output", str(file)])
    if code:
        raise Broken(f"the {name} export ended with {code}: {err.getvalue()}")
    return file.read_bytes().decode("utf-8")


# CSV: the standard library's reader, and RFC 4180 written down as a machine.


def _csv(text: str) -> int:
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if rows != list(_rows(text)):
        raise Broken("two readers of CSV disagree")
    for row in rows:
        for cell in row:
            if RUNS_IN_A_SHEET.match(cell):
                raise Broken(f"a spreadsheet would run {cell[:60]!r}")
    if len({len(row) for row in rows}) != 1:
        raise Broken("the rows of the CSV differ in length")
    return len(rows) - 1


def _rows(text: str) -> Iterator[list[str]]:
    """Rows as RFC 4180 has them: quotes around a cell, doubled within."""
    row: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == '"':
            end = at + 1
            while text[end] != '"' or text[end + 1 : end + 2] == '"':
                end += 2 if text[end] == '"' else 1
            row.append(text[at + 1 : end].replace('""', '"'))
            at = end + 1
        else:
            end = min(found for mark in ",\r\n" if (found := text.find(mark, at)) >= 0)
            row.append(text[at:end])
            at = end
        if text[at] == ",":
            at += 1
            continue
        yield row
        row = []
        at += 2 if text[at : at + 2] == "\r\n" else 1


# HTML and Markdown.


class _Elements(html.parser.HTMLParser):
    """The elements, attributes and texts of a page, by the standard library's reader."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        raise Broken(f"there is a comment: {data[:60]!r}")


def _html(text: str) -> int:
    import html5lib

    ours = _Elements(text)
    page = html5lib.HTMLParser(namespaceHTMLElements=False, strict=True).parse(text)
    theirs = [(element.tag, dict(element.attrib)) for element in page.iter()]
    if ours.elements != theirs:
        raise Broken("two readers of HTML disagree about the elements")
    if _plain("".join(ours.texts)) != _plain("".join(page.itertext())):
        raise Broken("two readers of HTML disagree about the text")
    _neutral(ours, "html")
    return sum(tag == "li" for tag, _ in ours.elements)


def _plain(text: str) -> str:
    return "".join(text.split())


def _neutral(page: _Elements, kind: str) -> None:
    for tag, attributes in page.elements:
        if tag not in ELEMENTS[kind] or not set(attributes) <= ATTRIBUTES:
            raise Broken(f"the {kind} has made of data <{tag} {attributes}>")
        link = attributes.get("href")
        if tag == "a" and not (link and re.match(r"https?://[^/@\s]+(/|$|\?|#)", link, re.IGNORECASE)):
            raise Broken(f"the {kind} links to {link!r}")


def _markdown(text: str) -> int:
    import mistune
    from markdown_it import MarkdownIt

    pages = [_Elements(MarkdownIt("commonmark").render(text)), _Elements(str(mistune.html(text)))]
    counted = []
    for page in pages:
        _neutral(page, "markdown")
        counted.append(sum(tag == "li" for tag, _ in page.elements))
    if counted[0] != counted[1]:
        raise Broken(f"two readers of Markdown see {counted} papers")
    return counted[0]


# BibTeX.


def _bibtex(text: str) -> int:
    import bibtexparser
    from pybtex.database import parse_string

    library = bibtexparser.parse_string(text)
    if library.failed_blocks:
        raise Broken(f"bibtexparser could not read {library.failed_blocks[0].raw[:200]!r}")
    ours = [entry.key for entry in library.entries]
    theirs = list(parse_string(text, "bibtex").entries)
    if ours != theirs:
        raise Broken("two readers of BibTeX disagree about the keys")
    for entry in library.entries:
        for field in entry.fields:
            if not _balanced(str(field.value)):
                raise Broken(f"braces are not balanced in {field.key} of {entry.key}")
    return len(ours)


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
