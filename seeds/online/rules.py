"""The rules of asking that need no network: what is followed, what an answer must be, how long to wait."""

from __future__ import annotations

import hashlib
import re
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from socket import inet_aton
from urllib.parse import urljoin, urlsplit

from seeds.online.faults import LedAstray, WrongKind
from seeds.online.request import Kind
from seeds.online.sites import Site

LONGEST = 8_000
"""Characters of an address; servers refuse longer ones."""

INSIDE = "to an address inside this network"

_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_BEGINNINGS = {"json": (b"{", b"["), "xml": (b"<",), "pdf": (b"%PDF-",)}


def title_of(site: Site, url: str) -> str:
    """What the source is called in front of a person: its own name, or its host."""
    return site.title or urlsplit(url).hostname or "that address"


def same_host(one: str, other: str) -> bool:
    """Whether two addresses are at one host, asked in the same way: keys go nowhere else."""
    return urlsplit(one)[:2] == urlsplit(other)[:2]


def must_be_followed(source: str, url: str) -> None:
    """Raise :class:`LedAstray` unless ``url`` is a plain address of the web."""
    if len(url) > LONGEST:
        raise LedAstray(source, "an address without end")
    if not is_web(url):
        # Of an address with a password, or worse, only its scheme is repeated.
        shown = url[:60] if url.isprintable() and "@" not in url else f"{url.partition(':')[0][:10]}:"
        raise LedAstray(source, f"to {shown}")


def is_web(url: str) -> bool:
    """Whether this is an http or https address with a host, and neither blanks nor a password in it."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = url.isprintable() and " " not in url and "@" not in parts.netloc
    return plain and parts.scheme in ("http", "https") and bool(parts.hostname)


def is_here(url: str) -> bool:
    """Whether this is an address of this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def led_to(source: str, url: str, location: str) -> str:
    """Where an answer from ``url`` leads. Raises :class:`LedAstray` where that is no address at all."""
    try:
        return urljoin(url, location)
    except ValueError:
        raise LedAstray(source, "no address of the web") from None


def must_not_lead_inside(source: str, before: str, url: str) -> None:
    """Raise :class:`LedAstray` where somebody outside sends us to this machine or its network."""
    if _is_inside(url) and not _is_inside(before):
        raise LedAstray(source, INSIDE)


def _is_inside(url: str) -> bool:
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return False
    return host == "localhost" or host.endswith(".localhost") or is_inside(host)


def is_inside(host: str) -> bool:
    """Whether ``host`` is a number of this machine or its network; of a name nothing is known.

    What resolves names takes numbers in old forms as well: ``127.1``, ``0x7f000001``, ``2130706433``.
    """
    try:
        return not ip_address(host).is_global
    except ValueError:
        pass
    try:
        return not ip_address(inet_aton(host)).is_global
    except (OSError, ValueError):
        return False


def queue_of(site: Site, url: str) -> str:
    """Who waits for whom: the site's queue, or that of the host where the site is the whole web."""
    host = urlsplit(url).hostname or ""
    return site.queue if site.base else f"web-{hashlib.sha256(host.encode()).hexdigest()[:16]}"


def must_be(kind: Kind, body: bytes, source: str) -> None:
    """Raise :class:`WrongKind` when an answer does not begin as its kind does."""
    head = body[:2_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if kind != "any" and _HTML.match(head):
        raise WrongKind(source, "a web page")
    if kind in _BEGINNINGS and not head.startswith(_BEGINNINGS[kind]):
        raise WrongKind(source, f"this is no {kind.upper()}" if head else "nothing at all")


def seconds_to_wait(retry_after: str | None, now: float) -> float | None:
    """What ``Retry-After`` says, a number or a date, as seconds from ``now``; ``None`` for nothing."""
    if not retry_after:
        return None
    if retry_after.strip().isascii() and retry_after.strip().isdigit():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
