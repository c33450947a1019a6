"""BibLaTeX: read as BibTeX is, written with BibLaTeX's own types, fields and dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from seeds.formats.bibtex import read
from seeds.formats.bibtex_write import Writer

__all__ = ["read", "why_not", "write"]


def why_not(head: str) -> str:
    """Say that a file is read as this only when that is asked for."""
    return "is read as bibtex unless asked for"


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write one entry a paper."""
    return Writer(classic=False).write(papers)
