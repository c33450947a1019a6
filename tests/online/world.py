"""Papers made up for these tests, and how each service would describe them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True)
class Work:
    """A paper that exists nowhere else."""

    title: str
    arxiv: str = ""
    doi: str = ""
    author: str = "Ada Meadow"
    abstract: str = ""
    date: str = "2023-01-02"
    category: str = "cs.LG"
    venue: str = ""
    version: int = 1
    comment: str = ""
    retracted: str = ""
    isbn: str = ""
    pmid: str = ""
    s2: str = ""
    openalex: str = ""
    published: str = ""


BEES = Work(
    "Bees Prefer Shallow Networks",
    arxiv="2301.00001",
    doi="10.5555/bees.1",
    abstract="Bees visit flowers in an order that a shallow network foretells. See https://github.com/hive/bees.",
    venue="Journal of Made-up Ecology",
    version=2,
    s2="a" * 40,
    openalex="W1000001",
)
OLD = Work(
    "Strings Before There Were Loops",
    arxiv="hep-th/9901001",
    author="Carl Łukasz",
    abstract="Before loops there were strings, and nobody counted either of them.",
    date="1999-01-04",
    category="hep-th",
)
GONE = Work(
    "A Theorem That Did Not Hold",
    arxiv="2302.00002",
    abstract="We prove what turned out not to be so in the third lemma.",
    comment="This paper has been withdrawn by the author due to an error in Lemma 3",
    version=3,
)
TAKEN_BACK = Work(
    "Cold Fusion in a Teacup",
    doi="10.5555/teacup.7",
    venue="Annals of Kitchen Physics",
    author="Bela Ödön",
    retracted="10.5555/teacup.notice",
)
NURSE = Work("Sleep of Nurses on Islands", pmid="12345678", venue="Island Medicine", author="Doris Fern")
BOOK = Work("A Small Book of Large Numbers", isbn="9780306406157", author="Emil Zahl", date="2008")
REVIEWED = Work(
    "Open Reviews Close Slowly",
    author="Fay Wong",
    abstract="We measure how long a discussion stays open after everybody has left it.",
)
ALL = (BEES, OLD, GONE, TAKEN_BACK, NURSE, BOOK)


def many(number: int) -> list[Work]:
    """So many papers of arXiv, each with a title and an abstract of its own."""
    return [
        Work(
            f"On the {place}th of Many Small Findings",
            arxiv=f"23{place // 90_000 + 1:02d}.{place % 90_000 + 10_000:05d}",
            abstract=f"Finding number {place} is small. It stands among many that are no larger.",
        )
        for place in range(number)
    ]


def atom(works: list[Work]) -> str:
    """As arXiv answers."""
    entries = "".join(map(_entry, works))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        "<id>http://arxiv.org/api/made-up</id><title>ArXiv Query</title>" + entries + "</feed>"
    )


def _entry(work: Work) -> str:
    doi = f'<arxiv:doi xmlns:arxiv="http://arxiv.org/schemas/atom">{work.published}</arxiv:doi>'
    comment = f'<arxiv:comment xmlns:arxiv="http://arxiv.org/schemas/atom">{work.comment}</arxiv:comment>'
    return (
        f"<entry><id>http://arxiv.org/abs/{work.arxiv}v{work.version}</id>"
        f"<published>{work.date}T10:00:00Z</published><updated>{work.date}T10:00:00Z</updated>"
        f"<title>{escape(work.title)}</title><summary>{escape(work.abstract)}</summary>"
        f"<author><name>{escape(work.author)}</name></author>"
        f"{doi if work.published else ''}{comment if work.comment else ''}"
        '<arxiv:primary_category xmlns:arxiv="http://arxiv.org/schemas/atom" '
        f'term="{work.category}"/><category term="{work.category}"/></entry>'
    )


def atom_error(words: str) -> str:
    """As arXiv says that it did not understand."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/api/x</id><entry>'
        f"<id>http://arxiv.org/api/errors#incorrect_id_format</id><title>Error</title>"
        f"<summary>{words}</summary></entry></feed>"
    )


def crossref(work: Work) -> dict[str, Any]:
    """As Crossref describes a work."""
    given, _, family = work.author.rpartition(" ")
    notice = [{"DOI": work.retracted, "type": "retraction", "label": "Retraction", "source": "publisher"}]
    return {
        "DOI": work.doi,
        "type": "journal-article",
        "title": [work.title],
        "author": [{"given": given, "family": family, "sequence": "first", "affiliation": []}],
        "container-title": [work.venue],
        "issued": {"date-parts": [[int(work.date[:4])]]},
        "is-referenced-by-count": 3,
        **({"updated-by": notice} if work.retracted else {}),
    }


def crossref_list(works: list[Work]) -> str:
    """As Crossref answers to a filter."""
    items = [crossref(work) for work in works]
    message = {"items": items, "total-results": len(items)}
    return json.dumps({"status": "ok", "message-type": "work-list", "message": message})


def openalex(works: list[Work], open_places: dict[str, str]) -> str:
    """As OpenAlex answers to a filter, with the places of open PDFs by DOI."""
    results = [_openalex(work, open_places.get(work.doi)) for work in works]
    return json.dumps({"meta": {"count": len(works)}, "results": results})


def _openalex(work: Work, open_place: str | None) -> dict[str, Any]:
    return {
        "best_oa_location": open_place and {"pdf_url": open_place},
        "id": f"https://openalex.org/{work.openalex or 'W9' + str(abs(hash(work.title)))[:8]}",
        "doi": f"https://doi.org/{work.doi}" if work.doi else None,
        "title": work.title,
        "type": "article",
        "publication_year": int(work.date[:4]),
        "authorships": [{"raw_author_name": work.author, "author": {"display_name": work.author}}],
        "primary_location": {"source": {"display_name": work.venue, "type": "journal"}},
        "ids": {"pmid": f"https://pubmed.ncbi.nlm.nih.gov/{work.pmid}"} if work.pmid else {},
    }


def semantic_scholar(works: list[Work | None]) -> str:
    """As Semantic Scholar answers to a batch."""
    return json.dumps([work and _semantic_scholar(work) for work in works])


def _semantic_scholar(work: Work) -> dict[str, Any]:
    ids = {"ArXiv": work.arxiv, "DOI": work.doi, "PubMed": work.pmid}
    return {
        "paperId": work.s2 or "b" * 40,
        "externalIds": {name: value for name, value in ids.items() if value},
        "title": work.title,
        "abstract": work.abstract or None,
        "venue": work.venue,
        "year": int(work.date[:4]),
        "authors": [{"authorId": "1", "name": work.author}],
    }


def medline(works: list[Work]) -> str:
    """As PubMed answers."""
    return "".join(
        f"\nPMID- {w.pmid}\nTI  - {w.title}.\nFAU - {', '.join(reversed(w.author.split()))}\n"
        f"DP  - {w.date[:4]}\nJT  - {w.venue}\nPT  - Journal Article\n"
        for w in works
    )


def books(works: list[Work]) -> str:
    """As Open Library answers."""
    found = {
        f"ISBN:{w.isbn}": {
            "title": w.title,
            "authors": [{"name": w.author}],
            "publish_date": w.date,
            "publishers": [{"name": "Made-up House"}],
        }
        for w in works
    }
    return json.dumps(found)


def daily(works: list[Work]) -> str:
    """As Hugging Face lists its daily papers."""
    return json.dumps(
        [
            {
                "paper": {
                    "id": w.arxiv,
                    "title": w.title,
                    "summary": w.abstract,
                    "publishedAt": f"{w.date}T00:00:00.000Z",
                    "authors": [{"name": w.author}],
                    "githubRepo": "https://github.com/hive/bees" if w is BEES else None,
                }
            }
            for w in works
        ]
    )


def review(work: Work, number: str, *, older: bool = False) -> str:
    """As OpenReview answers, in either of its shapes."""
    content: dict[str, Any] = {"title": work.title, "abstract": work.abstract, "authors": [work.author]}
    content["venue"] = "Made-up Conference 2024"
    if not older:
        content = {name: {"value": value} for name, value in content.items()}
    note = {"id": number, "forum": number, "cdate": 1_695_000_000_000, "content": content}
    return json.dumps({"notes": [note], "count": 1})


def bibtex(work: Work, doi: str = "") -> str:
    """As the ACL Anthology and DBLP answer."""
    number = f"  doi = {{{doi}}},\n" if doi else ""
    return (
        f"@inproceedings{{made-up,\n  title = {{{work.title}}},\n  author = {{{work.author}}},\n"
        f"{number}  year = {{{work.date[:4]}}},\n  booktitle = {{Proceedings of Made-up Linguistics}}\n}}\n"
    )


def rss(works: list[Work]) -> str:
    """As a journal's feed has them."""
    items = "".join(
        f"<item><title>{escape(w.title)}</title><link>https://journal.example/{w.doi}</link>"
        f"<dc:identifier>doi:{w.doi}</dc:identifier><dc:creator>{escape(w.author)}</dc:creator></item>"
        for w in works
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        f"<title>Journal of Made-up Ecology</title>{items}</channel></rss>"
    )


def pdf(size: int = 3_000) -> bytes:
    """A document that begins and ends as a PDF does."""
    return b"%PDF-1.4\n" + bytes(range(256)) * (size // 256) + b"\n%%EOF\n"
