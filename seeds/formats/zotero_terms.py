"""Zotero's item types and fields, and what the rest of Carrel says for them."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = {
    "preprint": "preprint", "journalArticle": "article", "conferencePaper": "conference", "book": "book",
    "bookSection": "chapter", "thesis": "thesis", "report": "report", "dataset": "dataset",
    "computerProgram": "software", "webpage": "web", "document": "other",
    "magazineArticle": "article", "newspaperArticle": "article", "encyclopediaArticle": "chapter",
    "dictionaryEntry": "chapter", "blogPost": "web", "forumPost": "web", "standard": "report",
}  # fmt: skip
"""The kind of an item type; the first of a kind is what it is by default."""

_DEFAULT = {KINDS[type]: type for type in reversed(KINDS)}

VENUES = frozenset(
    {"publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle",
     "websiteTitle", "blogTitle", "forumTitle", "programTitle"}
)  # fmt: skip
"""Fields that hold the title of what an item is in."""

FIELDS: Mapping[str, str] = {
    "issue": "number", "reportNumber": "number", "patentNumber": "number", "pages": "pages",
    "numPages": "pagetotal", "numberOfVolumes": "volumes", "place": "location", "publisher": "publisher",
    "university": "institution", "institution": "institution", "conferenceName": "eventtitle",
    "journalAbbreviation": "shortjournal", "shortTitle": "shorttitle", "thesisType": "type",
    "reportType": "type", "genre": "type", "websiteType": "type", "ISSN": "issn", "libraryCatalog": "source",
    "versionNumber": "version", "seriesNumber": "seriesnumber", "accessDate": "urldate", "rights": "license",
    "meetingName": "eventtitle", "archiveLocation": "archive-location",
    "originalDate": "origdate", "section": "section",
}  # fmt: skip
"""The names in ``extra`` of fields; others keep their own in lower case."""

ROLES: Mapping[str, str] = {
    "author": "author", "bookAuthor": "bookauthor", "seriesEditor": "series-editor",
    "programmer": "author", "presenter": "author", "inventor": "author", "podcaster": "author",
    "reviewedAuthor": "reviewed-author",
}  # fmt: skip
"""Who counts as an author; other roles keep their names."""

NOT_PAPERS = frozenset({"attachment", "note", "annotation"})


def kind_of(type: str) -> tuple[str, str]:
    """Give the kind of an item type, and the type itself where the kind does not say it."""
    kind = KINDS.get(type, "other")
    return kind, "" if _DEFAULT[kind] == type else type
