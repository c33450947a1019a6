"""What the shell offers while somebody types: keys, tags, authors, and the words of a query.

This runs at every press of the tab key, so it asks the read side only, and it never complains:
where there is no library there is nothing to offer.
"""

from __future__ import annotations

from itertools import islice

import typer

from tui.cli.desk import desk
from tui.safe_text import safe

MOST = 200
"""More than this nobody reads in a list of completions."""
EDITABLE = (
    "title", "authors", "affiliations", "abstract", "summary", "published", "category", "venue", "kind",
    "url", "code_url", "file_path", "doi", "arxiv", "key",
)  # fmt: skip
"""Fields of ``edit``, as :mod:`storage` has them on the side that loads SQLModel; a test compares them."""


def keys(context: typer.Context, incomplete: str) -> list[str]:
    """Keys of papers that begin so."""
    return _beginning(context, "key", incomplete)


def tags(context: typer.Context, incomplete: str) -> list[str]:
    """Tags that begin so."""
    return _beginning(context, "tag", incomplete.removeprefix("#"))


def views(context: typer.Context, incomplete: str) -> list[str]:
    """Views whose name begins so."""
    return _beginning(context, "view", incomplete)


def authors(context: typer.Context, incomplete: str) -> list[str]:
    """Authors whose name begins so."""
    return _beginning(context, "author", incomplete)


def editable(incomplete: str) -> list[str]:
    """Fields that can be corrected."""
    return [f"{name}=" for name in EDITABLE if name.startswith(incomplete)]


def query_words(context: typer.Context, incomplete: str) -> list[str]:
    """Fields, and the values of the field being typed."""
    from storage.query import complete

    offers = complete(incomplete, len(incomplete), names=lambda kind, part: _names(context, kind, part))
    return [safe(incomplete[: offer.start] + offer.text) for offer in offers]


def _beginning(context: typer.Context, kind: str, incomplete: str) -> list[str]:
    start = incomplete.casefold()
    fitting = (safe(name) for name in _names(context, kind, incomplete) if name.casefold().startswith(start))
    return list(islice(fitting, MOST))


def _names(context: typer.Context, kind: str, part: str) -> list[str]:
    from storage import Reader, StorageError

    try:
        with Reader(desk(context).path) as reader:
            return reader.names(kind, part)
    except StorageError:
        return []
