"""The tables of a library, as SQLModel classes: what the write side knows of the schema.

The numbered steps in :mod:`storage.migrations` create the same schema by hand; a test holds
the two against each other. Times are ISO 8601 text in UTC (``2026-01-31T09:00:00Z``), which
sorts as it reads and needs no conversion on the read side. Dates of publication are partial:
``2023``, ``2023-05`` or ``2023-05-17``.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, LargeBinary
from sqlmodel import Field, SQLModel


class PaperTable(SQLModel, table=True):
    """One paper: the narrow row that lists are made of. Long text lies in :class:`TextTable`."""

    __tablename__ = "paper"
    __table_args__ = (
        CheckConstraint("state IN ('unread', 'reading', 'read', 'skipped')", name="paper_state"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="paper_rating"),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str
    provisional_title: bool = False
    byline: str = ""
    first_author: str = ""
    title_order: str = ""
    published: str | None = None
    category: str | None = None
    venue: str | None = None
    kind: str = "preprint"
    url: str | None = None
    code_url: str | None = None
    has_code: bool = False
    file_path: str | None = None
    authors_truncated: bool = False
    state: str = "unread"
    starred: bool = False
    rating: int | None = None
    queue_position: float | None = None
    added: str
    started: str | None = None
    read: str | None = None
    updated: str
    trashed: str | None = None
    revision: int = 1


class TextTable(SQLModel, table=True):
    """The long text of a paper, beside the narrow row so that lists never read it."""

    __tablename__ = "paper_text"

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    abstract: str | None = None
    summary: str | None = None
    affiliations: str = "[]"
    extra: str = "{}"
    chosen: str = "[]"


class AuthorTable(SQLModel, table=True):
    """A person as named; two spellings are one author when they fold alike."""

    __tablename__ = "author"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    folded: str = Field(unique=True)


class AuthorshipTable(SQLModel, table=True):
    """Who wrote a paper, in order; ``written`` only where this source spells the name otherwise."""

    __tablename__ = "authorship"

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    position: int = Field(primary_key=True)
    author_id: int = Field(foreign_key="author.id", index=True)
    written: str | None = None


class ProfileTable(SQLModel, table=True):
    """What one source says of an author, and when it said so."""

    __tablename__ = "author_profile"

    author_id: int = Field(sa_column=Column(ForeignKey("author.id"), primary_key=True))
    source: str = Field(primary_key=True)
    seen: str
    field: str | None = None
    h_index: int | None = None
    papers: int | None = None
    citations: int | None = None
    novelty: int | None = None
    ai_score: int | None = None


class IdentifierTable(SQLModel, table=True):
    """A registered name of a work; an identifier has one paper, a paper may have many."""

    __tablename__ = "identifier"

    scheme: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)


class FingerprintTable(SQLModel, table=True):
    """Digests of folded titles and abstracts, by which a paper is known again."""

    __tablename__ = "fingerprint"

    kind: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True, index=True))


class TagTable(SQLModel, table=True):
    """A tag's name. Tags nobody wears are not shown, and may be used again."""

    __tablename__ = "tag"

    id: int | None = Field(default=None, primary_key=True)
    name: str
    folded: str = Field(unique=True)


class PaperTagTable(SQLModel, table=True):
    """Which paper wears which tag."""

    __tablename__ = "paper_tag"

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    tag_id: int = Field(sa_column=Column(ForeignKey("tag.id"), primary_key=True))


class NoteTable(SQLModel, table=True):
    """A note on a paper, in Markdown; ``quote`` is the passage of ``quote_field`` it is about."""

    __tablename__ = "note"

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    text: str
    quote: str | None = None
    quote_field: str | None = None
    created: str
    updated: str
    revision: int = 1


class SessionTable(SQLModel, table=True):
    """A sitting with a paper; ``ended`` is empty while it lasts.

    ``finished`` says that the paper was then read to the end, ``confirmed`` that the reader set the
    times by hand, so that they count however long it was. The shares (0 to 1) are how much of the
    paper was read before and after, as far as the reader said.
    """

    __tablename__ = "session"

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    started: str = Field(index=True)
    ended: str | None = None
    finished: bool = False
    confirmed: bool = False
    share_before: float = 0.0
    share_after: float | None = None


class ProgressTable(SQLModel, table=True):
    """How far a paper is read: a share from 0 to 1, and the page of so many where it was said in pages."""

    __tablename__ = "progress"

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    share: float
    page: int | None = None
    pages: int | None = None
    at: str


class TriageTable(SQLModel, table=True):
    """What was decided about a paper in triage of ``query``, and how many were then left to decide on."""

    __tablename__ = "triage"

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    query: str
    decision: str
    remaining: int
    at: str


class UnsavedTable(SQLModel, table=True):
    """What is being typed into the editor, kept until it is saved or thrown away.

    It is not journalled, and refers to its paper without a foreign key: undoing the import that
    brought the paper must not throw away what somebody was typing.
    """

    __tablename__ = "unsaved_note"

    paper_id: int = Field(primary_key=True)
    note_id: int = Field(default=0, primary_key=True)
    text: str
    quote: str | None = None
    quote_field: str | None = None
    updated: str


class ViewTable(SQLModel, table=True):
    """A saved query."""

    __tablename__ = "view"

    name: str = Field(primary_key=True)
    query: str
    position: int = 0
    created: str


class SubscriptionTable(SQLModel, table=True):
    """What the reader follows: an address or a query; when it last brought papers, or why it did not."""

    __tablename__ = "subscription"

    target: str = Field(primary_key=True)
    title: str | None = None
    added: str
    fetched: str | None = None
    fault: str | None = None


class BatchTable(SQLModel, table=True):
    """One import; ``finished`` is empty while it runs or when it was cut short."""

    __tablename__ = "batch"

    id: int | None = Field(default=None, primary_key=True)
    started: str
    finished: str | None = None


class SourceTable(SQLModel, table=True):
    """One file or page of a batch, with what was found in it."""

    __tablename__ = "source"

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    name: str = Field(index=True)
    format: str
    found: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    gone: int = 0
    rejected: str = "[]"


class SightingTable(SQLModel, table=True):
    """Which source saw which paper, at which place (counted from 0), and what came of it.

    ``digest`` is of the draft as it stood there, so that a later import of the same source can
    tell a description that changed from one that another source put differently.
    """

    __tablename__ = "sighting"

    source_id: int = Field(sa_column=Column(ForeignKey("source.id"), primary_key=True))
    position: int = Field(primary_key=True)
    paper_id: int = Field(foreign_key="paper.id", index=True)
    outcome: str
    digest: str


class TasteTable(SQLModel, table=True):
    """Whether the reader wants more (1) or less (-1) like this paper, apart from its state."""

    __tablename__ = "taste"
    __table_args__ = (CheckConstraint("likes IN (-1, 1)", name="taste_likes"),)

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    likes: int
    at: str


class AmendmentTable(SQLModel, table=True):
    """What a source changed in the description of a paper that had been read by then."""

    __tablename__ = "amendment"

    id: int | None = Field(default=None, primary_key=True)
    paper_id: int = Field(foreign_key="paper.id")
    at: str
    field: str
    source: str


class ReviewTable(SQLModel, table=True):
    """A paper to come back on the day ``due``, with what the scheduler keeps of it."""

    __tablename__ = "review"

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    due: str
    last: str | None = None
    stability: float | None = None
    difficulty: float | None = None
    answers: int = 0


class DistinctTable(SQLModel, table=True):
    """Two papers the reader said are not the same; ``paper_id`` is the smaller id."""

    __tablename__ = "distinct_pair"

    paper_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))
    other_id: int = Field(sa_column=Column(ForeignKey("paper.id"), primary_key=True))


class JournalTable(SQLModel, table=True):
    """Something that happened. ``undone`` is when it was taken back.

    ``superseded`` says that something new happened after that, so that it cannot be redone.
    """

    __tablename__ = "journal"

    id: int | None = Field(default=None, primary_key=True)
    at: str
    verb: str
    summary: str
    papers: int = 0
    batch_id: int | None = Field(default=None)
    undone: str | None = None
    superseded: bool = False


class StepTable(SQLModel, table=True):
    """One part of a change with its inverse: compressed row images (see :mod:`storage.journal`)."""

    __tablename__ = "journal_step"

    journal_id: int = Field(sa_column=Column(ForeignKey("journal.id"), primary_key=True))
    sequence: int = Field(primary_key=True)
    operation: str
    table_name: str
    images: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class SettingTable(SQLModel, table=True):
    """Facts about the file itself, such as the folding its index was built with."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str


class TallyTable(SQLModel, table=True):
    """How many papers there are of each kind, kept by triggers: states, tags (by id), categories …"""

    __tablename__ = "tally"

    kind: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    papers: int
