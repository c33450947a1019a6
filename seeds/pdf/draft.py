"""A PDF as a draft."""

from __future__ import annotations

from seeds.draft import Draft, Identifier
from seeds.pdf.document import Document
from seeds.pdf.naming import named
from seeds.pdf.titles import authors_of, title_of


def draft_of(document: Document, name: str) -> Draft:
    """Give the draft of a document that came from a file of this name.

    One that nothing certain is known of goes by the digest of its bytes, so that the same file is
    the same paper the next time, under whatever name. How many pages there are stands in ``extra`` as
    BibLaTeX calls it.
    """
    known, titled = named(document), title_of(document, name)
    pairs = (("doi", known.doi), ("arxiv", known.arxiv))
    identifiers = [Identifier(scheme, value) for scheme, value in pairs if value]
    if not identifiers and titled.provisional:
        identifiers.append(Identifier("sha256", document.sha256))
    return Draft(
        title=titled.title,
        provisional_title=titled.provisional,
        authors=authors_of(document, titled),
        published=known.published,
        category=known.category,
        kind="preprint" if known.arxiv and not known.doi else "other",
        identifiers=tuple(identifiers),
        extra={"pagetotal": str(document.pages)},
    )
