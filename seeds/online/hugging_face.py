"""Hugging Face's daily papers: what readers there put forward, each a paper of arXiv."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from seeds.dates import from_text
from seeds.draft import Draft
from seeds.formats.building import Entry, first, mapping, objects
from seeds.formats.people import person
from seeds.harvest import Complaint, Item
from seeds.online.reading import by_object
from seeds.online.request import Request

FORMAT = "hugging-face"
PAGE = "https://huggingface.co/papers"


def daily(most: int) -> Request:
    """Ask for the newest of the daily papers."""
    return Request("hugging-face", f"/api/daily_papers?limit={most}", "json", revalidate=True)


def read(body: bytes) -> Iterator[Item]:
    """The papers in an answer."""
    return by_object(body, _draft)


def _draft(given: Any, position: int, line: int) -> Draft | Complaint:
    paper = mapping(mapping(given).get("paper"))
    entry = Entry(line, kind="preprint")
    entry.title = first(paper.get("title"))
    entry.abstract = first(paper.get("summary"))
    entry.summary = first(paper.get("ai_summary")) or None
    entry.published = from_text(first(paper.get("publishedAt")))[0]
    entry.code_url = first(paper.get("githubRepo")) or None
    entry.identify("arxiv", paper.get("id"))
    entry.people("author", [person(first(author.get("name"))) for author in objects(paper.get("authors"))])
    return entry.finished(position)
