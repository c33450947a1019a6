"""Lists of feeds as feed readers exchange them: OPML, read as found in the wild, written plainly."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from html import escape
from typing import NamedTuple

from seeds.formats.xml_source import Node, records
from seeds.harvest import Complaint, SeedError
from seeds.online.rules import is_web
from seeds.text import clean

_QUERY = "carrelQuery"
"""Our own attribute: a query that another reader sees as the feed it stands for."""


class Outline(NamedTuple):
    """One subscription: its address or query, its title, and for a query the feed that others may read."""

    target: str
    title: str | None
    feed: str | None = None


def read_opml(data: bytes, name: str) -> list[Outline]:
    """The feeds in a list, each once, folders left aside. Raises SeedError when it is none."""
    found: dict[str, Outline] = {}
    complaint = ""
    for record in records(io.BytesIO(data), ("outline",)):
        if isinstance(record, Complaint):
            complaint = record.reason
            continue
        for outline in _outlines(record):
            found.setdefault(outline.target, outline)
    if not found:
        raise SeedError(name, complaint or "there is no feed in it; this is no OPML")
    return list(found.values())


def _outlines(node: Node) -> Iterator[Outline]:
    said = node.attributes
    title = clean(said.get("title") or said.get("text") or "", limit=300)[0].strip() or None
    if query := said.get(_QUERY):
        yield Outline(clean(query, limit=2_000)[0].strip(), title)
    else:
        addresses = (said.get(name, "").strip() for name in ("xmlUrl", "xmlurl", "url", "text"))
        if address := next((each for each in addresses if is_web(each)), None):
            yield Outline(address, None if title == address else title)
    for child in node.children("outline"):
        yield from _outlines(child)


def write_opml(outlines: Iterable[Outline]) -> str:
    """A list that feed readers take; a query is a feed where there is one for it, and else left out."""
    lines = []
    for target, title, feed in outlines:
        address = target if is_web(target) else feed
        own = "" if is_web(target) else f" {_QUERY}={_quoted(target)}"
        if address:
            text = _quoted(title or target)
            lines.append(f'    <outline type="rss" text={text} title={text} xmlUrl={_quoted(address)}{own}/>')
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Carrel</title></head>'
    )
    return "\n".join([head, "  <body>", *lines, "  </body>", "</opml>"])


def _quoted(text: str) -> str:
    return f'"{escape(text, quote=True)}"'
