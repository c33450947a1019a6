"""Opening a paper's page: only addresses that cannot be anything but a web page leave the program.

A library may come from anywhere, so an address from it is not trusted: http and https only, no
credentials, no blanks, nothing a browser's command line could take for an option; and the browser
is started with an argument list, never through a shell.
"""

from __future__ import annotations

import re
import subprocess
import webbrowser
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from storage import Paper

LONGEST = 2_000

_HOST = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]*|\[[0-9A-Fa-f:.]+\])(:[0-9]*)?")
"""A name or an address, and a port: nobody's password, nothing that a shell or a browser would expand."""


def address(paper: Paper) -> str | None:
    """The best page of ``paper``: its DOI, its arXiv id, its own address, its code; or ``None``."""
    return next((candidate for candidate in _candidates(paper) if is_safe(candidate)), None)


def _candidates(paper: Paper) -> Iterator[str]:
    for scheme, prefix in (("arxiv", "https://arxiv.org/abs/"), ("doi", "https://doi.org/")):
        for value in paper.identifiers.get(scheme, ()):
            yield prefix + quote(value, safe="/.()-_:;")
    yield from (given for given in (paper.url, paper.code_url) if given)


def is_safe(url: str) -> bool:
    """Whether ``url`` may be handed to a browser."""
    if len(url) > LONGEST or not url.isprintable() or not url.isascii() or any(c.isspace() for c in url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.netloc)) and "\\" not in url


def open_in_browser(url: str) -> bool:
    """Open ``url``; false when it is not safe to, or when there is no browser."""
    if not is_safe(url):
        return False
    try:
        return webbrowser.open(url)
    except (webbrowser.Error, OSError, subprocess.SubprocessError):
        return False
