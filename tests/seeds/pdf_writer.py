"""A writer of small PDF files for tests: lines of text at places, metadata, and what may be wrong."""

from __future__ import annotations

import math
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 612, 792


class Text(NamedTuple):
    """A line of text: its size, where it begins from the left and the bottom, its turn in degrees."""

    text: str
    size: float = 10
    x: float = 72
    y: float = 400
    turn: int = 0

    def drawn(self) -> bytes:
        cos, sin = math.cos(math.radians(self.turn)), math.sin(math.radians(self.turn))
        matrix = f"{cos:.4f} {sin:.4f} {-sin:.4f} {cos:.4f} {self.x} {self.y} Tm"
        return f"BT /F1 {self.size} Tf {matrix} (".encode() + _escaped(self.text) + b") Tj ET\n"


def _escaped(text: str) -> bytes:
    """In WinAnsi, with the two ligatures and the hyphens that the font below puts at free places."""
    data = text.replace("ﬁ", "\x01").replace("ﬂ", "\x02").encode("cp1252")
    return data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def page(*lines: Text) -> bytes:
    """The content of a page."""
    return b"".join(line.drawn() for line in lines)


def column(*texts: str, top: float = 700, size: float = 10, x: float = 72) -> list[Text]:
    """Lines below each other."""
    return [Text(text, size, x, top - at * size * 1.2) for at, text in enumerate(texts)]


def pdf(
    *contents: bytes,
    info: Mapping[str, str] | None = None,
    xmp: str = "",
    forms: Sequence[bytes] = (),
    resources: str = "",
    compressed: bool = False,
    trailer: str = "",
) -> bytes:
    """A document with so many pages; ``forms`` are drawings that a page and each other can call by name."""
    objects: list[bytes] = [b"", b"", b""]
    names = " ".join(f"/X{at} {4 + at} 0 R" for at in range(len(forms)))
    font = (
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding"
        " /BaseEncoding /WinAnsiEncoding /Differences [1 /fi /fl] >> >>"
    )
    shared = f"/Resources << /Font << /F1 {font} >> /XObject << {names} >> {resources} >>"
    form = f"/Type /XObject /Subtype /Form /BBox [0 0 {WIDTH} {HEIGHT}] {shared}"
    objects += (_stream(drawing, form) for drawing in forms)
    kids = []
    for content in contents:
        objects.append(_stream(content, "", compressed=compressed))
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] {shared}"
            f" /Contents {len(objects)} 0 R >>".encode()
        )
    metadata = ""
    if xmp:
        objects.append(_stream(xmp.encode(), "/Type /Metadata /Subtype /XML"))
        metadata = f"/Metadata {len(objects)} 0 R"
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {metadata} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    pairs = (f"/{name} <{_hex(text)}>" for name, text in (info or {}).items())
    objects[2] = f"<< {' '.join(pairs)} >>".encode()
    return _file(objects, trailer)


def _stream(data: bytes, dictionary: str, *, compressed: bool = False) -> bytes:
    packed = zlib.compress(data, 9) if compressed else data
    how = "/Filter /FlateDecode" if compressed else ""
    head = f"<< {dictionary} {how} /Length {len(packed)} >>\nstream\n".encode()
    return head + packed + b"\nendstream"


def _file(objects: Sequence[bytes], trailer: str) -> bytes:
    data = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    begin = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R {trailer} >>\n".encode()
    return bytes(data + b"startxref\n%d\n%%%%EOF\n" % begin)


def _hex(text: str) -> str:
    return ("\ufeff" + text).encode("utf-16-be").hex()
