"""The room's two doors: :func:`read` for what comes in, :func:`write` for what goes out.

Here the parts meet: bytes are judged, given to the reader that fits, and every item passes the
cleaning on its way out. Nothing is read before the harvest is iterated, apart from the head of
the source that decides on the reader.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from seeds import pdf
from seeds.cleaning import cleaned
from seeds.formats import FORMATS as _EXCHANGE
from seeds.formats import Format
from seeds.harvest import Complaint, Harvest, Item, SeedError
from seeds.inflate import GZIP, Inflated, Rejoined, with_fault
from seeds.listings import LAYOUTS, Layout
from seeds.recode import narrowed
from seeds.sniff import HEAD, PAGE_LIMIT, at_most, decode, split_lines

STYLES = ("apa", "chicago", "harvard", "ieee", "mla", "nature", "vancouver")
"""What a reference list may look like."""

_NO_TEXT = re.compile("[\0-\x08\x0e-\x1f]")
"""Controls that stand in programs, pictures and archives; in a page that was read wrongly, here and there."""
_STARTER = Path(__file__).with_name("starter.jsonl")


class FormatInfo(NamedTuple):
    """A format's name and which ways it goes."""

    name: str
    readable: bool
    writable: bool


FORMATS: tuple[FormatInfo, ...] = (
    *(FormatInfo(layout.NAME, True, False) for layout in LAYOUTS),
    *(FormatInfo(known.name, known.readable, known.writable) for known in _EXCHANGE.values()),
    FormatInfo(pdf.NAME, True, False),
)


def formats(*, writable: bool = False) -> tuple[str, ...]:
    """Give the names of the formats that :func:`read` takes, or those that :func:`write` takes."""
    return tuple(known.name for known in FORMATS if (known.writable if writable else known.readable))


def read(
    data: bytes | BinaryIO, name: str, *, format: str | None = None, as_of: date | None = None
) -> Harvest:
    """Read a source: bytes, or a binary stream (which JSON Lines then reads line by line).

    ``name`` is the source's base name, ``format`` forces a reader, ``as_of`` is the day to which
    dates without a year belong (today). What gzip has compressed is inflated on the way. Raises
    SeedError when no reader fits, saying why each does not, or when ``format`` is unknown; bad
    entries are complaints in the harvest.
    """
    stream: BinaryIO = io.BytesIO(data) if isinstance(data, bytes) else data
    head = stream.read(HEAD)
    inflated = None
    if head.startswith(GZIP):
        inflated, name = Inflated(Rejoined(head, stream)), name.removesuffix(".gz")
        stream = cast(BinaryIO, inflated)
        head = inflated.read(HEAD)
    if not head.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n"):
        raise SeedError(name, (inflated and inflated.fault) or "the file is empty")
    harvest = _harvest(head, stream, name, format, as_of)
    if inflated is not None:
        harvest.items = with_fault(harvest.items, inflated)
    return harvest


def write(papers: Iterable[Mapping[str, Any]], format: str, *, style: str | None = None) -> Iterator[str]:
    """Write paper objects (the JSON of a paper) in a format, as pieces of text.

    With a ``style`` they are a reference list in that style. Raises SeedError at once when the format
    is unknown or cannot be written, or not in that style.
    """
    if format not in formats(writable=True):
        known = ", ".join(formats(writable=True))
        raise SeedError("export", f"“{format}” is no format that can be written; there are {known}")
    if style is not None:
        from seeds.formats.citations import write_cited

        return write_cited(papers, style, format)
    return _EXCHANGE[format].load().write(papers)


def starter() -> Harvest:
    """Give the starter list: 257 papers as facts and a summary each, without abstracts."""
    items = _EXCHANGE["jsonl"].load().read(io.BytesIO(_STARTER.read_bytes()))
    return Harvest("starter list", "jsonl", cleaned(items), expected=257)


def _harvest(head: bytes, rest: BinaryIO, name: str, format: str | None, as_of: date | None) -> Harvest:
    """Give a plain source to the reader that fits its head."""
    if format is not None and format not in formats():
        raise SeedError(name, f"“{format}” is no format that can be read; there are {', '.join(formats())}")
    if format == pdf.NAME or (format is None and pdf.is_pdf(head)):
        return Harvest(name, pdf.NAME, cleaned(pdf.read(_rewound(head, rest), name)), expected=1)
    whole = cast(BinaryIO, io.BufferedReader(Rejoined(head, rest)))
    exchange, reasons = _exchange_format(head, format)
    if exchange:
        plain, warning = narrowed(head, whole)
        told: list[Item] = [Complaint(1, warning, rejected=False)] if warning else []
        return Harvest(name, exchange.name, cleaned(chain(told, exchange.load().read(plain or whole))))
    return _read_listing(whole, name, format, as_of or date.today(), reasons)


def _rewound(head: bytes, rest: BinaryIO) -> BinaryIO:
    """The source at its beginning again: itself if it is a file, which may be too large to be copied."""
    if rest.seekable():
        rest.seek(0)
        return rest
    return cast(BinaryIO, io.BufferedReader(Rejoined(head, rest)))


def _exchange_format(head: bytes, format: str | None) -> tuple[Format | None, list[str]]:
    """The exchange format of a head of a file, or why each is not it."""
    if format is not None:
        return _EXCHANGE.get(format), []
    text = decode(_whole_lines(head))[0]
    reasons = []
    for known in _EXCHANGE.values():
        if known.readable:
            reason = known.load().why_not(text)
            if not reason:
                return known, []
            reasons.append(f"{known.name}: {reason}")
    return None, reasons


def _whole_lines(head: bytes) -> bytes:
    """Leave out a last line that the limit of the head may have cut inside a character."""
    if b"\0" in head:  # two bytes a character, and the limit is even
        return head
    return head[: head.rfind(b"\n") + 1] or head if len(head) == HEAD else head


def _read_listing(
    stream: BinaryIO, name: str, format: str | None, as_of: date, reasons: Sequence[str]
) -> Harvest:
    data = at_most(stream, PAGE_LIMIT + 1)
    if len(data) > PAGE_LIMIT:
        raise SeedError(name, f"over {PAGE_LIMIT // 1_000_000} MB, which is no listing page")
    text, warning = decode(data)
    if format is None and len(_NO_TEXT.findall(text[:HEAD])) * 100 > len(text[:HEAD]):
        raise SeedError(name, "this is not text")
    lines = split_lines(text)
    layout = _layout(lines, name, format, reasons)
    told: list[Item] = [Complaint(1, warning, rejected=False)] if warning else []
    return Harvest(name, layout.NAME, cleaned(chain(told, layout.read(lines, as_of))))


def _layout(lines: Sequence[str], name: str, format: str | None, reasons: Sequence[str]) -> Layout:
    tried = []
    for layout in LAYOUTS:
        reason = "" if format == layout.NAME else layout.why_not(lines) if format is None else "not asked for"
        if not reason:
            return layout
        tried.append(f"{layout.NAME}: {reason}")
    raise SeedError(name, "nothing that Carrel reads fits it (" + "; ".join([*tried, *reasons]) + ")")
