"""The process that reads PDF files, for as long as somebody wants it.

A PDF can crash, hang or flood whoever reads it, so this process has bounds that the system holds it
to: memory, processor time and time by the clock. It takes open files through a socket, one after
another, and answers each with JSON; when the socket closes, or nobody asks for a while, it ends.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import re
import resource
import select
import signal
import socket
import struct
import sys
from collections import deque
from collections.abc import Iterator
from itertools import islice
from threading import Thread
from typing import Any, BinaryIO

from seeds.pdf.document import is_cover

LENGTH = struct.Struct("!I")
STARTED = b"S"
"""Sent before a file is looked at: what goes wrong after it is that file's fault."""

IDLE = 10.0  # seconds
_CHARACTERS = 20_000  # of a page; a full one has 6,000
_LINES = 500
_LINE = 2_000  # characters
_VALUE = 4_000  # characters of a field of the metadata
_PIECE = 1_000_000
_AT_THE_ENDS = 8  # pieces at either end of a file that are searched for metadata
_PACKET = re.compile(rb"<x:x[am]pmeta\b.*?</x:x[am]pmeta>", re.DOTALL)
_PACKETS = 20
_FIELDS = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer", "doi", "DOI", "arXivID",
           "WPS-ARTICLEDOI", "prism:doi", "pdfx:doi")  # fmt: skip


def serve() -> None:
    """Be that process; its arguments are the socket, and the bounds."""
    handle, wall, cpu, memory = map(int, sys.argv[1:5])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this one decides when to stop
    import pypdfium2  # noqa: F401 (before memory is bounded)

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with socket.socket(fileno=handle) as asked:
        Thread(target=_end_with, args=(asked,), daemon=True).start()
        while True:
            signal.alarm(0)
            if not select.select([asked], [], [], IDLE)[0]:
                return
            _, files, _, _ = socket.recv_fds(asked, 1, 1)
            if not files:
                return
            _bound(wall, cpu)
            asked.sendall(STARTED)
            with os.fdopen(files[0], "rb") as file:
                answer = json.dumps(_answer(file)).encode()
            asked.sendall(LENGTH.pack(len(answer)) + answer)


def _end_with(asked: socket.socket) -> None:
    """End at once when the other side does, whatever is being read."""
    watch = select.poll()
    watch.register(asked, 0)  # a hang-up is always told
    watch.poll()
    os._exit(0)


def _bound(wall: int, cpu: int) -> None:
    """Bound the time of the file that comes next; the system ends this process when it is over."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = math.ceil(used.ru_utime + used.ru_stime) + cpu
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    signal.alarm(wall)


def _answer(file: BinaryIO) -> dict[str, Any]:
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        digest, xmp = _scanned(file)
        file.seek(0)
        with PdfDocument(file) as document:
            if not len(document):
                return {"error": "it has no pages"}
            sheets = [_sheet(document, 0)]
            if len(document) > 1 and is_cover(line[0] for line in sheets[0][2]):
                sheets.append(_sheet(document, 1))
            info = {name: text for name in _FIELDS if (text := document.get_metadata_value(name)[:_VALUE])}
            return {"pages": len(document), "info": info, "xmp": xmp, "sheets": sheets, "sha256": digest}
    except PdfiumError as error:
        if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
            return {"error": "it is encrypted, and opens only with a password"}
        return {"error": "it is damaged, or no PDF that can be read"}
    except MemoryError:
        return {"error": "reading it takes too much memory"}
    except OSError as error:
        return {"error": f"it could not be read: {error.strerror or error}"}


def _scanned(file: BinaryIO) -> tuple[str, list[str]]:
    """The digest of the bytes, and the metadata packets that stand in them as text (ISO 16684-1)."""
    digest = hashlib.sha256()
    begin: list[bytes] = []
    end: deque[bytes] = deque(maxlen=_AT_THE_ENDS)
    while piece := file.read(_PIECE):
        digest.update(piece)
        (begin if len(begin) < _AT_THE_ENDS else end).append(piece)
    parts = (b"".join(begin), b"".join(end)) if len(end) == end.maxlen else (b"".join([*begin, *end]),)
    found = (packet[0] for part in parts for packet in _PACKET.finditer(part))
    return digest.hexdigest(), [
        packet.decode("utf-8", "replace")[:50_000] for packet in islice(found, _PACKETS)
    ]


def _sheet(document: Any, number: int) -> tuple[float, float, list[Any]]:
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    count = min(text.count_chars(), _CHARACTERS)
    return round(width, 1), round(height, 1), list(_lines(text, count))[:_LINES]


def _lines(text: Any, count: int) -> Iterator[tuple[str, float, int, float, float]]:
    """Each line with the size most of it is set in, its turn and where it begins."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    written: list[int] = []
    sizes: dict[float, int] = {}
    place = (0, 0.0, 0.0)
    for at in range(count + 1):
        code = raw.FPDFText_GetUnicode(text, at) if at < count else 10
        if code in (10, 13):
            if line := _text(written):
                yield line, max(sizes, key=lambda size: sizes[size], default=0.0), *place
            written, sizes = [], {}
            continue
        if raw.FPDFText_IsGenerated(text, at) != 1 and raw.FPDFText_GetMatrix(text, at, matrix):
            size = round(raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d), 1)
            if not sizes:
                turn = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
                place = turn, round(matrix.e, 1), round(matrix.f, 1)
            sizes[size] = sizes.get(size, 0) + 1
        written.append(0xAD if code in (2, 0xFFFE) else code)


def _text(codes: list[int]) -> str:
    units = "".join(chr(code) for code in codes[:_LINE] if code)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()
