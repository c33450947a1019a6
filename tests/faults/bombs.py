"""Files made to hurt whoever reads them, each by a function that makes it in a folder."""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

import gzip
import io
import os
import socket
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple


class Hostile(NamedTuple):
    """A file or folder to be imported, what is the matter with it, and whether it must be complained of."""

    path: Path
    what: str
    wrong: bool = True


Make = Callable[[Path, ExitStack], Hostile]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>{}</title></entry></feed>'
ENTRY = '{"title": "Heron number %d of the pond", "authors": ["Ana Ortiz"]}\n'


def _file(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


# XML, JSON, BibTeX.


def billion_laughs(folder: Path, stack: ExitStack) -> Hostile:
    declared = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY l0 "lol">{LAUGHS}]>'
    return Hostile(_file(folder, "a.xml", declared + ATOM.format("&l9;")), "an entity of a gigabyte")


def quadratic_entity(folder: Path, stack: ExitStack) -> Hostile:
    declared = f'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "{"a" * 100_000}">]>'
    return Hostile(_file(folder, "a.xml", declared + ATOM.format("&a;" * 30_000)), "an entity 30,000 times")


def external_entity(folder: Path, stack: ExitStack) -> Hostile:
    declared = '<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return Hostile(_file(folder, "a.xml", declared + ATOM.format("&x;")), "an entity that is a file")


def deep_xml(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.xml", ATOM.format("<b>" * 500_000)), "elements 500,000 deep")


def deep_rdf(folder: Path, stack: ExitStack) -> Hostile:
    head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#">'
    return Hostile(_file(folder, "a.rdf", head + "<rdf:Description>" * 200_000), "RDF 200,000 deep")


def wide_xml(folder: Path, stack: ExitStack) -> Hostile:
    attributes = "".join(f' a{n}="x"' for n in range(200_000))
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry{attributes}><title>x'
    return Hostile(_file(folder, "a.xml", feed), "200,000 attributes")


def deep_json(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.json", "[" * 1_000_000), "lists 1,000,000 deep")


def deep_json_line(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.jsonl", ENTRY % 1 + '{"title": ' + "[" * 1_000_000 + "\n"), "a deep line")


def huge_number(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(
        _file(folder, "a.jsonl", '{"title": ' + "9" * 5_000_000 + "}\n"), "a number of 5,000,000 digits"
    )


def huge_line(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.jsonl", b'{"title": "' + b"x" * 200_000_000), "a line of 200 MB")


def deep_braces(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.bib", "@article{x, title = " + "{" * 2_000_000), "braces 2,000,000 deep")


def many_ats(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(
        _file(folder, "a.bib", "@article{x, title = {y}}\n" + "@article{" * 300_000), "300,000 beginnings"
    )


def string_bomb(folder: Path, stack: ExitStack) -> Hostile:
    abbreviations = "@string{a0 = {lol}}\n" + "".join(
        f"@string{{a{n} = {' # '.join([f'a{n - 1}'] * 10)}}}\n" for n in range(1, 12)
    )
    return Hostile(
        _file(folder, "a.bib", abbreviations + "@article{x, title = a11}\n@article{"),
        "abbreviations of a terabyte",
    )


def nothing_but_complaints(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.jsonl", ENTRY % 1 + "{bad\n" * 300_000), "300,000 bad lines")


def noise(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.bin", os.urandom(5_000_000)), "noise")


def wide_yaml(folder: Path, stack: ExitStack) -> Hostile:
    anchors = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )
    return Hostile(
        _file(folder, "a.yaml", f"references:\n- id: x\n  title: y\n{anchors}"), "aliases of aliases"
    )


# Compressed.


def gzip_bomb(folder: Path, stack: ExitStack) -> Hostile:
    with gzip.open(folder / "a.jsonl.gz", "wb", compresslevel=9) as file:
        file.write(ENTRY.encode() % 1)
        for _ in range(1_000):
            file.write(b" " * 1_000_000)
    return Hostile(folder / "a.jsonl.gz", "a gigabyte in a megabyte")


def nested_gzip(folder: Path, stack: ExitStack) -> Hostile:
    data = gzip.compress(b"\0" * 50_000_000)
    for _ in range(6):
        data = gzip.compress(data)
    return Hostile(_file(folder, "a.jsonl.gz", data), "gzip in gzip in gzip")


def broken_gzip(folder: Path, stack: ExitStack) -> Hostile:
    data = gzip.compress("".join(ENTRY % n for n in range(5_000)).encode())
    return Hostile(_file(folder, "a.jsonl.gz", data[: len(data) // 2]), "half of a gzip file")


def zip_bomb(folder: Path, stack: ExitStack) -> Hostile:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", b" " * 100_000_000)
    return Hostile(_file(folder, "a.jsonl", packed.getvalue()), "a zip file by another name")


# PDF.


def _pdf(folder: Path, *objects: bytes) -> Path:
    """A PDF of these objects, with the table that says where they are."""
    data, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))
    return _file(
        folder, "a.pdf", data + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end
    )


def pdf_of_noise(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(_file(folder, "a.pdf", b"%PDF-1.7\n" + os.urandom(3_000_000)), "a PDF of noise")


def deep_pdf(folder: Path, stack: ExitStack) -> Hostile:
    return Hostile(
        _pdf(folder, b"<< /Type /Catalog /Pages 2 0 R >>", b"[" * 2_000_000), "a PDF 2,000,000 deep"
    )


def endless_pdf(folder: Path, stack: ExitStack) -> Hostile:
    pages = b"<< /Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 1000000000 >>"
    return Hostile(
        _pdf(folder, b"<< /Type /Catalog /Pages 2 0 R >>", pages), "a PDF whose pages are in themselves"
    )


def pdf_bomb(folder: Path, stack: ExitStack) -> Hostile:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"(x) Tj " * 150_000) for _ in range(500)) + packer.flush()
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>"
    content = b"<< /Length %d /Filter /FlateDecode >> stream\n" % len(packed) + packed + b"\nendstream"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return Hostile(
        _pdf(folder, b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, content), "half a gigabyte in a page"
    )


# Files that are none, and folders.


def sparse(folder: Path, stack: ExitStack) -> Hostile:
    with (folder / "a.jsonl").open("wb") as file:
        file.truncate(2_000_000_000)
    return Hostile(folder / "a.jsonl", "2 GB of nothing")


def sparse_after_papers(folder: Path, stack: ExitStack) -> Hostile:
    path = _file(folder, "a.jsonl", ENTRY % 1)
    with path.open("r+b") as file:
        file.truncate(2_000_000_000)
    return Hostile(path, "a paper and 2 GB of nothing")


def fifo(folder: Path, stack: ExitStack) -> Hostile:
    os.mkfifo(folder / "a.jsonl")
    return Hostile(folder / "a.jsonl", "a pipe that nobody writes to")


def devices(folder: Path, stack: ExitStack) -> Hostile:
    inside = folder / "devices"
    inside.mkdir()
    for name in ("zero", "full", "random", "urandom", "tty", "null", "ptmx"):
        (inside / name).symlink_to(f"/dev/{name}")
    return Hostile(inside, "devices")


def unix_socket(folder: Path, stack: ExitStack) -> Hostile:
    server = stack.enter_context(socket.socket(socket.AF_UNIX))
    server.bind(str(folder / "a.jsonl"))
    return Hostile(folder / "a.jsonl", "a socket")


def kernel_files(folder: Path, stack: ExitStack) -> Hostile:
    inside = folder / "kernel"
    inside.mkdir()
    for name in ("self/mem", "self/pagemap", "kmsg", "self/environ"):
        (inside / name.replace("/", "-")).symlink_to(f"/proc/{name}")
    return Hostile(inside, "files of the kernel")


def loops(folder: Path, stack: ExitStack) -> Hostile:
    inside = folder / "loops"
    (inside / "b" / "c").mkdir(parents=True)
    (inside / "b" / "c" / "up").symlink_to(inside)
    (inside / "self").symlink_to(inside / "self")
    (inside / "one").symlink_to(inside / "two")
    (inside / "two").symlink_to(inside / "one")
    return Hostile(inside, "folders that lead back into themselves")


def deep_folders(folder: Path, stack: ExitStack) -> Hostile:
    inside = folder / "deep"
    path = inside
    for _ in range(600):
        path = path / "d"
    path.mkdir(parents=True)
    _file(path, "a.jsonl", ENTRY % 1)
    return Hostile(inside, "folders 600 deep", wrong=False)


def odd_names(folder: Path, stack: ExitStack) -> Hostile:
    inside = folder / "names"
    inside.mkdir()
    odd = (
        b"a\nb.jsonl",
        b"\x1b]0;PWN\x07.jsonl",
        b"caf\xe9\xff.jsonl",
        b"-rf.jsonl",
        b"$(touch owned).jsonl",
    )
    for name in odd:
        (inside / os.fsdecode(name)).write_text(ENTRY % len(name) + "{bad\n")
    return Hostile(inside, "names with newlines, controls and bytes that are no text")


def many_files(folder: Path, stack: ExitStack) -> Hostile:
    return _many(folder, 1_000)


def very_many_files(folder: Path, stack: ExitStack) -> Hostile:
    return _many(folder, 100_000)


def _many(folder: Path, files: int) -> Hostile:
    inside = folder / "many"
    inside.mkdir()
    for number in range(files):
        _file(inside, f"{number}.txt", b"" if number % 100 else (ENTRY % number).encode())
    return Hostile(inside, f"{files:,} files in a folder")


def growing(folder: Path, stack: ExitStack) -> Hostile:
    """A file that another process adds to as long as it is read."""
    path = _file(folder, "a.jsonl", "{bad\n" + "".join(ENTRY % n for n in range(3_000)))
    write = f"f = open({str(path)!r}, 'a')\nfor n in range(10**5): f.write({ENTRY!r} % n); f.flush()"
    _meanwhile(write, stack)
    return Hostile(path, "a file that grows")


def shrinking(folder: Path, stack: ExitStack) -> Hostile:
    """A file that another process cuts off and fills again as long as it is read."""
    path = _file(folder, "a.jsonl", "{bad\n" * 10 + "".join(ENTRY % n for n in range(60_000)))
    cut = (
        f"import os, time\nsize = os.path.getsize({str(path)!r})\n"
        f"for n in range(2000): os.truncate({str(path)!r}, (size if n % 2 else size // 3)); time.sleep(.002)"
    )
    _meanwhile(cut, stack)
    return Hostile(path, "a file that shrinks")


def _meanwhile(code: str, stack: ExitStack) -> None:
    process = stack.enter_context(subprocess.Popen([sys.executable, "-c", code]))
    stack.callback(process.kill)


SMALL: tuple[Make, ...] = (
    billion_laughs, quadratic_entity, external_entity, deep_xml, deep_rdf, wide_xml, deep_json, deep_json_line,
    huge_number, deep_braces, many_ats, string_bomb, nothing_but_complaints, noise, wide_yaml, nested_gzip,
    broken_gzip, zip_bomb, pdf_of_noise, deep_pdf, endless_pdf, fifo, devices, unix_socket, kernel_files, loops, deep_folders, odd_names, many_files,
    growing, shrinking,
)  # fmt: skip
LARGE: tuple[Make, ...] = (gzip_bomb, pdf_bomb, huge_line, sparse, sparse_after_papers, very_many_files)
ALL = [*((make, False) for make in SMALL), *((make, True) for make in LARGE)]
IN_THE_APP: tuple[Make, ...] = (billion_laughs, deep_json, deep_braces, fifo, devices, loops, odd_names)
"""Those that the import screen is shown every time."""
