"""EndNote's reference types, which its XML and its tagged format share."""

from __future__ import annotations

import re

from seeds.formats.building import Entry

KINDS = {
    "Journal Article": "article", "Electronic Article": "article", "Magazine Article": "article",
    "Newspaper Article": "article", "Book": "book", "Edited Book": "book", "Electronic Book": "book",
    "Book Section": "chapter", "Electronic Book Section": "chapter", "Encyclopedia": "chapter",
    "Dictionary": "chapter", "Conference Paper": "conference", "Conference Proceedings": "conference",
    "Thesis": "thesis", "Report": "report", "Government Document": "report", "Standard": "report",
    "Dataset": "dataset", "Computer Program": "software", "Web Page": "web", "Blog": "web",
    "Unpublished Work": "other", "Manuscript": "other", "Generic": "other", "Preprint": "preprint",
}  # fmt: skip
"""The kind of each type; of those not here the type itself is kept."""

_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")


def issn_or_isbn(entry: Entry, text: str) -> None:
    """Take what stands in the one field that EndNote has for both, several in a field."""
    for part in re.split(r"[\s;,]+", re.sub(r"\([^)]*\)", " ", text)):
        if _ISSN.fullmatch(part):
            entry.keep("issn", part)
        elif part:
            entry.identify("isbn", part)
