"""Fetching the open PDF of a paper: where it may be, and a download that can be gone on with.

What has come of a file lies beside its place under ``.part``, with the mark the server gave it; the
next try asks for the rest, and begins anew if the file has changed meanwhile.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from seeds.online.faults import BrokenOff, NotUnderstood, TooLarge, WrongKind
from seeds.online.http import TRIES, Opened, Wire
from seeds.online.kept import plain_mark
from seeds.online.request import Request
from seeds.online.rules import is_web, must_be, title_of
from seeds.online.sites import SITES

_HEAD = 1_024  # bytes within which a PDF says that it is one
_STARTS_AT = re.compile(r"bytes (\d+)-")


def places(identifiers: Mapping[str, Sequence[str]], pdf: str | None, url: str | None) -> Iterator[Request]:
    """Where a paper's PDF may be had by its identifiers, the address a service gave, or its own."""
    for number in identifiers.get("arxiv", ()):
        yield Request("arxiv-files", f"/pdf/{quote(number)}", "pdf")
    for number in identifiers.get("acl", ()):
        yield Request("acl", f"/{quote(number)}.pdf", "pdf")
    for number in identifiers.get("openreview", ()):
        yield Request("web", f"https://openreview.net/pdf?id={quote(number)}", "pdf")
    for address in (pdf, url if url and url.lower().partition("?")[0].endswith(".pdf") else None):
        if address and is_web(address):
            yield Request("web", address, "pdf")


def download(wire: Wire, request: Request, to: Path) -> None:
    """Fetch a PDF to ``to``, going on with what came of it before; the wire bounds size and time.

    Raises a :class:`Fault`, and :class:`OSError` where the disk will not have it.
    """
    part, mark = to.with_name(f"{to.name}.part"), to.with_name(f"{to.name}.mark")
    for tries in range(TRIES):
        try:
            _go_on(wire, request, part, mark)
            break
        except BrokenOff:
            if tries + 1 == TRIES:
                raise
        except NotUnderstood:  # there may be less of the file now than we have
            if tries or not part.exists():
                raise
            _forget(part, mark)
        except (WrongKind, TooLarge):
            _forget(part, mark)
            raise
    part.replace(to)
    _forget(mark)


def _go_on(wire: Wire, request: Request, part: Path, mark: Path) -> None:
    wanted = _asking(part, mark)
    with wire.open(request, wanted) as opened:
        source = title_of(SITES[request.site], opened.url)
        size = _start(source, opened, part.stat().st_size if wanted else 0)
        pieces = opened.pieces if size else _checked(source, opened.pieces)
        first = next(pieces, b"")
        with _opened(part, size) as file:
            if not size:
                mark.write_text(_mark(opened.headers))
            for piece in chain([first], pieces):
                size += len(piece)
                if size > wire.manners.largest:
                    raise TooLarge(source, f"over {wire.manners.largest / 1_000_000:,.0f} MB")
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())


def _mark(headers: Mapping[str, str]) -> str:
    """By which the file is told from a newer one; nothing where it could not be sent back."""
    return plain_mark(headers.get("etag") or headers.get("last-modified"))


def _asking(part: Path, mark: Path) -> dict[str, str]:
    """Ask for the rest, if what we have can be told from a newer file."""
    with suppress(OSError):
        size, known = part.stat().st_size, mark.read_text().strip()
        if size and known and not known.startswith("W/"):
            return {"Range": f"bytes={size}-", "If-Range": known}
    return {}


def _start(source: str, opened: Opened, wanted: int) -> int:
    """From which byte on the answer is: 0 for a whole file, else ``wanted``, or there would be a hole."""
    if opened.status != 206:
        return 0
    found = _STARTS_AT.match(opened.headers.get("content-range", ""))
    if not wanted or not found or found[1] != str(wanted):
        raise WrongKind(source, "another part of the file")
    return wanted


def _opened(part: Path, size: int) -> BinaryIO:
    """The file as far as it is good, to be written on; nobody else's to read."""
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    file = os.fdopen(handle, "wb")
    file.truncate(size)
    file.seek(size)
    return file


def _checked(source: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces of a file from its beginning, which must say that it is a PDF."""
    head = b""
    for piece in pieces:
        head += piece
        if b"%PDF-" in head or len(head) >= _HEAD:
            break
    if b"%PDF-" not in head[:_HEAD]:
        must_be("pdf", head, source)
        raise WrongKind(source, "this is no PDF")
    yield head
    yield from pieces


def _forget(*files: Path) -> None:
    for file in files:
        file.unlink(missing_ok=True)
