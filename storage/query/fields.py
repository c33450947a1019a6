"""The one table of what can be asked, so that parsing, SQL, help, completion and the guide agree.

A new field, flag, presence or order is one row here. What is not built has no row and is not shown.
SQL is written against the aliases ``p`` (paper); a single ``?`` takes the value.
"""

from __future__ import annotations

from enum import Enum

from storage.shape import Shape


class Kind(Enum):
    """How the value of a field is read and looked up."""

    WORDS = "words of one column of the full-text index"
    CONTAINS = "a piece of a short text"
    IDENTIFIER = "a registered name"
    LIST = "one or several exact values"
    FLAG = "a state"
    PRESENCE = "something a paper may have"
    DATE = "a partial date"
    TIME = "a moment"
    NUMBER = "a number"
    VIEW = "a saved query"
    SORT = "orders"
    LIMIT = "a count"


class Value(Shape):
    """One value a field can take, or one order: its name, its meaning and its SQL."""

    name: str
    help: str
    sql: str


class Field(Shape):
    """A field as typed before the colon. ``suggests`` names a list that only the library knows."""

    name: str
    kind: Kind
    help: str
    example: str
    sql: str = ""
    aliases: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    suggests: str = ""


def _related(table: str, condition: str = "1") -> str:
    return f"EXISTS (SELECT 1 FROM {table} x WHERE x.paper_id = p.id AND {condition})"


_COOLING = (
    "((p.state = 'reading' OR (p.state = 'unread' AND p.queue_position IS NOT NULL)) AND p.updated < ?"
    " AND NOT EXISTS (SELECT 1 FROM note x WHERE x.paper_id = p.id AND x.updated >= ?))"
)
_ABSTRACT = _related("paper_text", "x.abstract <> ''")
# A paper known by the digest of its abstract alone was described by somebody, if not at length.
_PENDING = f"p.provisional_title = 1 AND NOT {_ABSTRACT} AND NOT {_related('fingerprint')}"

FLAGS = (
    Value("unread", "not begun", "p.state = 'unread'"),
    Value("reading", "begun", "p.state = 'reading'"),
    Value("read", "read to the end", "p.state = 'read'"),
    Value("skipped", "put aside unread", "p.state = 'skipped'"),
    Value("starred", "with a star", "p.starred = 1"),
    Value("queued", "in the reading queue", "p.queue_position IS NOT NULL"),
    Value("cooling", "being read or queued, and long untouched", _COOLING),
    Value("due", "to be reviewed", "p.id IN (SELECT x.paper_id FROM review x WHERE x.due <= ?)"),
    Value("untitled", "known by a provisional title", "p.provisional_title = 1"),
    Value("pending", "kept by its name, and not looked up yet", _PENDING),
    Value("trashed", "in the trash", "p.trashed IS NOT NULL"),
)

PRESENCES = (
    Value("note", "a note", _related("note")),
    Value("tag", "a tag", _related("paper_tag")),
    Value("code", "published code", "p.has_code = 1"),
    Value("pdf", "a file on this machine", "p.file_path IS NOT NULL"),
    Value("abstract", "an abstract", _ABSTRACT),
    Value("summary", "a summary", _related("paper_text", "x.summary <> ''")),
    Value("doi", "a DOI", _related("identifier", "x.scheme = 'doi'")),
    Value("arxiv", "an arXiv id", _related("identifier", "x.scheme = 'arxiv'")),
    Value("rating", "a rating", "p.rating IS NOT NULL"),
    Value("author", "a named author", _related("authorship")),
)

_RANK = "bm25(paper_search, 8, 1, 2, 6, 3, 4)"  # title abstract summary authors notes tags: see search.py

ORDERS = (
    Value("published", "date of publication", "p.published"),
    Value("year", "the same as published", "p.published"),
    Value("added", "when it came into the library", "p.added"),
    Value("updated", "when it last changed", "p.updated"),
    Value("read", "when it was read", "p.read"),
    Value("title", "title, without its article", "p.title_order"),
    Value("author", "first author", "p.first_author"),
    Value("rating", "rating", "p.rating"),
    Value("queue", "place in the reading queue", "p.queue_position"),
    Value("key", "citation key", "p.key"),
    Value("relevance", "best match of the words first", _RANK),
)

_AFFILIATION = (
    "EXISTS (SELECT 1 FROM paper_text x, json_each(x.affiliations) a"
    " WHERE x.paper_id = p.id AND a.value GLOB ?)"
)
_CHANGED = "(SELECT max(x.at) FROM amendment x WHERE x.paper_id = p.id AND x.at >= p.read)"
_SOURCE = (
    "p.id IN (SELECT x.paper_id FROM source s CROSS JOIN sighting x ON x.source_id = s.id"
    " WHERE s.name GLOB ?)"
)

FIELDS = (
    Field("title", Kind.WORDS, "words of the title", "title:lottery", "title"),
    Field(
        "author", Kind.WORDS, "words of the authors' names", "author:hinton", "authors", ("by",), (), "author"
    ),
    Field("abstract", Kind.WORDS, "words of the abstract", 'abstract:"sparse network"', "abstract"),
    Field("summary", Kind.WORDS, "words of the summary", "summary:pruning", "summary"),
    Field("note", Kind.WORDS, "words of your notes", "note:reproduce", "notes", ("notes",)),
    Field("tag", Kind.LIST, "a tag; any of several", "tag:pruning,theory", "", ("tags",), (), "tag"),
    Field(
        "category", Kind.LIST, "category, with or without its archive", "cat:LG", "", ("cat",), (), "category"
    ),
    Field("venue", Kind.CONTAINS, "part of the venue", "venue:neurips", "p.venue GLOB ?", (), (), "venue"),
    Field("affiliation", Kind.CONTAINS, "part of an affiliation", "affiliation:cmu", _AFFILIATION),
    Field("source", Kind.CONTAINS, "part of a file it came from", "source:refs.bib", _SOURCE),
    Field("key", Kind.CONTAINS, "part of the citation key", "key:frankle", "p.key GLOB ?"),
    Field("doi", Kind.IDENTIFIER, "a DOI, bare or as a link", "doi:10.1145/3341301.3359646"),
    Field("arxiv", Kind.IDENTIFIER, "an arXiv id, bare or as a link", "arxiv:1803.03635"),
    Field("id", Kind.LIST, "number in this library", "id:12,15"),
    Field("is", Kind.FLAG, "state", "is:unread", values=FLAGS),
    Field("has", Kind.PRESENCE, "something is there", "has:note", values=PRESENCES),
    Field("no", Kind.PRESENCE, "something is missing", "no:abstract", values=PRESENCES),
    Field("year", Kind.DATE, "year of publication", "year:2019..2021", "p.published"),
    Field("published", Kind.DATE, "date of publication", "published:2024-05..", "p.published"),
    Field("added", Kind.TIME, "when it came into the library", "added:<7d", "p.added"),
    Field("updated", Kind.TIME, "when it last changed", "updated:today", "p.updated"),
    Field("started", Kind.TIME, "when it was begun", "started:2w..", "p.started"),
    Field("read", Kind.TIME, "when it was read", "read:2024", "p.read"),
    Field(
        "changed",
        Kind.TIME,
        "when a source changed its description after you read it",
        "changed:30d",
        _CHANGED,
    ),
    Field("rating", Kind.NUMBER, "your rating, 1 to 5", "rating:>=4", "p.rating"),
    Field("view", Kind.VIEW, "a saved query", "view:thesis", suggests="view"),
    Field("sort", Kind.SORT, "order; - turns it round", "sort:-added,title", values=ORDERS),
    Field("limit", Kind.LIMIT, "so many at most", "limit:20"),
)

RANGES = frozenset({Kind.DATE, Kind.TIME, Kind.NUMBER})

_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.aliases)}


def find_field(name: str) -> Field | None:
    """The field called ``name`` (in any case) or by one of its other names."""
    return _BY_NAME.get(name.lower())


def field_names() -> tuple[str, ...]:
    """Every name a field goes by."""
    return tuple(_BY_NAME)


def find_value(values: tuple[Value, ...], name: str) -> Value | None:
    """The value called ``name``, in any case."""
    lowered = name.lower()
    return next((value for value in values if value.name == lowered), None)
