"""Seeds: outside bytes in, drafts out, and back again.

This façade is all that the other rooms may import. It is lazy: folding a query must not pay
for reading a page, so each name is loaded from its module when it is first asked for.
"""

from __future__ import annotations

import importlib

TYPE_CHECKING = False  # typing itself takes 3 ms to load; checkers know the name
if TYPE_CHECKING:
    from seeds.dates import parse_partial as parse_partial
    from seeds.dates import year_of as year_of
    from seeds.draft import AuthorProfile as AuthorProfile
    from seeds.draft import Draft as Draft
    from seeds.draft import DraftNote as DraftNote
    from seeds.draft import Identifier as Identifier
    from seeds.draft import Reading as Reading
    from seeds.gate import FORMATS as FORMATS
    from seeds.gate import STYLES as STYLES
    from seeds.gate import read as read
    from seeds.gate import starter as starter
    from seeds.gate import write as write
    from seeds.harmless import escaped as escaped
    from seeds.harmless import inert as inert
    from seeds.harvest import Complaint as Complaint
    from seeds.harvest import Harvest as Harvest
    from seeds.harvest import Item as Item
    from seeds.harvest import SeedError as SeedError
    from seeds.identify import code_link as code_link
    from seeds.identify import recognise as recognise
    from seeds.names import byline as byline
    from seeds.names import family_name as family_name
    from seeds.online.faults import Fault as Fault
    from seeds.online.files import download as download
    from seeds.online.files import places as places
    from seeds.online.http import Manners as Manners
    from seeds.online.http import Wire as Wire
    from seeds.online.lookup import Lookup as Lookup
    from seeds.online.lookup import Reply as Reply
    from seeds.online.newest import Newest as Newest
    from seeds.online.opml import Outline as Outline
    from seeds.online.opml import read_opml as read_opml
    from seeds.online.opml import write_opml as write_opml
    from seeds.online.pasted import pasted as pasted
    from seeds.online.routes import ARXIV as ARXIV
    from seeds.online.routes import CROSSREF as CROSSREF
    from seeds.online.routes import OPENALEX as OPENALEX
    from seeds.online.routes import SEMANTIC_SCHOLAR as SEMANTIC_SCHOLAR
    from seeds.online.rules import is_web as is_web
    from seeds.online.sites import SITES as SITES
    from seeds.online.titles import by_abstracts as by_abstracts
    from seeds.online.titles import candidates as candidates
    from seeds.online.titles import exactly as exactly
    from seeds.pdf import is_pdf as is_pdf
    from seeds.provisional import provisional_title as provisional_title
    from seeds.text import clean as clean
    from seeds.text import digest as digest
    from seeds.text import digest_of_folded as digest_of_folded
    from seeds.text import fold as fold
    from seeds.text import latex_to_text as latex_to_text
    from seeds.text import search_text as search_text
    from seeds.text import search_text_of_folded as search_text_of_folded
    from seeds.vault.page import Page as Page
    from seeds.vault.page import PageNote as PageNote
    from seeds.vault.page import file_name as file_name
    from seeds.vault.page import note_digest as note_digest
    from seeds.vault.page import wiki_links as wiki_links
    from seeds.vault.reading import read_page as read_page
    from seeds.vault.writing import write_page as write_page

_HOMES = {
    "dates": "parse_partial year_of",
    "draft": "AuthorProfile Draft DraftNote Identifier Reading",
    "gate": "FORMATS STYLES read starter write",
    "harmless": "escaped inert",
    "harvest": "Complaint Harvest Item SeedError",
    "identify": "code_link recognise",
    "names": "byline family_name",
    "pdf": "is_pdf",
    "online.faults": "Fault",
    "online.files": "download places",
    "online.http": "Manners Wire",
    "online.lookup": "Lookup Reply",
    "online.newest": "Newest",
    "online.opml": "Outline read_opml write_opml",
    "online.pasted": "pasted",
    "online.routes": "ARXIV CROSSREF OPENALEX SEMANTIC_SCHOLAR",
    "online.rules": "is_web",
    "online.sites": "SITES",
    "online.titles": "by_abstracts candidates exactly",
    "provisional": "provisional_title",
    "text": "clean digest digest_of_folded fold latex_to_text search_text search_text_of_folded",
    "vault.page": "Page PageNote file_name note_digest wiki_links",
    "vault.reading": "read_page",
    "vault.writing": "write_page",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> object:
    """Load a name of the façade from the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module 'seeds' has no attribute {name!r}")
    value = getattr(importlib.import_module(f"seeds.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
