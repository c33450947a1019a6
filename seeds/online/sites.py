"""The services that are asked: where they are, how often they may be, and what they are called.

The rates are those that the services ask for in their documentation, or stricter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """One service. ``interval`` is the time in seconds between the beginnings of two requests.

    Sites with one ``queue`` wait for each other: the two APIs of OpenReview are one service.
    ``key`` names the HTTP header that a personal key goes into, or with ``?`` the part of the address.
    """

    name: str
    title: str
    base: str
    interval: float
    queue: str
    key: str | None = None


_ALL = (
    # One request in three seconds and one connection: https://info.arxiv.org/help/api/tou.html
    Site("arxiv", "arXiv", "https://export.arxiv.org", 3.0, "arxiv"),
    Site("arxiv-files", "arXiv", "https://arxiv.org", 3.0, "arxiv-files"),
    Site("crossref", "Crossref", "https://api.crossref.org", 1.0, "crossref"),
    Site("openalex", "OpenAlex", "https://api.openalex.org", 0.2, "openalex", "?api_key"),
    Site("semantic-scholar", "Semantic Scholar", "https://api.semanticscholar.org", 1.0, "s2", "x-api-key"),
    Site("dblp", "DBLP", "https://dblp.org", 2.0, "dblp"),
    Site("hugging-face", "Hugging Face", "https://huggingface.co", 1.0, "hugging-face"),
    Site("pubmed", "PubMed", "https://eutils.ncbi.nlm.nih.gov", 0.4, "pubmed"),
    Site("openreview", "OpenReview", "https://api2.openreview.net", 1.0, "openreview"),
    Site("openreview-1", "OpenReview", "https://api.openreview.net", 1.0, "openreview"),
    Site("acl", "ACL Anthology", "https://aclanthology.org", 1.0, "acl"),
    Site("open-library", "Open Library", "https://openlibrary.org", 1.0, "open-library"),
    Site("web", "", "", 1.0, "web"),
)
SITES: Mapping[str, Site] = {site.name: site for site in _ALL}
