"""Exchange formats: for each a module whose reader and writer stand side by side.

The table below names them without loading them. A module that reads has ``why_not(head)``
(``""`` when the beginning of a file, as text, is of its format) and ``read(stream)``, a generator
of items over a binary stream; one that writes has ``write(papers)``, which takes paper objects
(the JSON of a paper) and gives text piece by piece, so that an export streams.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, cast

from seeds.harvest import Item


class FormatModule(Protocol):
    """What a format's module offers; one that only writes lacks the first two."""

    def why_not(self, head: str) -> str:
        """Say why a file that begins like this is of another format; ``""`` when it is of this one."""

    def read(self, stream: BinaryIO) -> Iterator[Item]:
        """Read the stream to its end."""

    def write(self, papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """Write the papers piece by piece."""


@dataclass(frozen=True, slots=True)
class Format:
    """One exchange format: its name, its module, and which ways it goes."""

    name: str
    module: str
    readable: bool = True
    writable: bool = True

    def load(self) -> FormatModule:
        """Import the module."""
        return cast(FormatModule, importlib.import_module(f"seeds.formats.{self.module}"))


# In the order in which their readers are tried.
_ALL = (
    Format("arxiv-snapshot", "arxiv_snapshot", writable=False),
    Format("arxiv-atom", "arxiv_atom", writable=False),
    Format("openalex", "openalex", writable=False),
    Format("semantic-scholar", "semantic_scholar", writable=False),
    Format("zotero-json", "bbt_json", writable=False),
    Format("crossref", "crossref", writable=False),
    Format("csl-json", "csl_json"),
    Format("csl-yaml", "csl_yaml", writable=False),
    Format("pubmed", "nbib", writable=False),
    Format("endnote-xml", "endnote_xml", writable=False),
    Format("refer", "refer", writable=False),
    Format("oai-pmh", "oai", writable=False),
    Format("zotero-rdf", "zotero_rdf", writable=False),
    Format("feed", "feed", writable=False),
    Format("jsonl", "jsonl"),
    Format("json", "json_array"),
    Format("csv-export", "csv_exports", writable=False),
    Format("csv", "csv_table"),
    Format("bibtex", "bibtex"),
    Format("biblatex", "biblatex"),
    Format("ris", "ris"),
    Format("markdown", "markdown", readable=False),
    Format("html", "html", readable=False),
    Format("text", "citations", readable=False),
)
FORMATS: Mapping[str, Format] = {format.name: format for format in _ALL}
