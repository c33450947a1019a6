"""All services in one, on this machine: it answers with made-up papers, and fails in every way asked for."""

from __future__ import annotations

import gzip
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, unquote, urlsplit

from seeds.text import fold
from tests.online import world
from tests.online.world import Work

SITES = (
    "arxiv", "arxiv-files", "crossref", "openalex", "semantic-scholar", "dblp", "hugging-face", "pubmed",
    "openreview", "openreview-1", "acl", "open-library",
)  # fmt: skip
XML, JSON, TEXT, PDF = "application/atom+xml", "application/json", "text/plain", "application/pdf"
HTML = b"<!DOCTYPE html><html><body>Please sign in</body></html>"


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: float


@dataclass
class Service:
    """The server: what it knows, what it was asked, and how it is to fail."""

    works: list[Work] = field(default_factory=lambda: list(world.ALL))
    asked: list[Asked] = field(default_factory=list)
    failing: dict[str, list[str]] = field(default_factory=dict)
    port: int = 0
    most: int = 10_000
    files: dict[str, bytes] = field(default_factory=dict)
    reviews: dict[str, str] = field(default_factory=dict)
    papers: dict[str, str] = field(default_factory=dict)
    open_places: dict[str, str] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def bases(self) -> dict[str, str]:
        """Where each site is here."""
        return {site: f"{self.address}/{site}" for site in SITES}

    def config(self, file: Path, more: str = "") -> None:
        """Write settings by which Carrel finds this server."""
        lines = "\n".join(f'{site} = "{base}"' for site, base in self.bases.items())
        file.write_text(f"{more}\n[online.base]\n{lines}\n")

    def fail(self, site: str, *ways: str) -> None:
        """Let the next requests to a site fail, each in its way; the last way goes on for ever."""
        self.failing[site] = list(ways)

    def to(self, site: str) -> list[Asked]:
        """The requests that a site got."""
        return [asked for asked in self.asked if asked.path.startswith(f"/{site}/")]

    def by(self, name: str, values: list[str]) -> list[Work]:
        """The works with one of these values."""
        return [work for work in self.works if getattr(work, name) and getattr(work, name).lower() in values]


@contextmanager
def serving(service: Service | None = None) -> Iterator[Service]:
    """The server, running."""
    service = service or Service()
    server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"service": service}))
    service.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_: Any) -> None:
        """Whoever hangs up in the middle of an answer is what the tests are about."""


class _Handler(BaseHTTPRequestHandler):
    service: Service
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: Any) -> None:
        pass

    def do_POST(self) -> None:
        self._answer(self.rfile.read(int(self.headers["Content-Length"])))

    def do_GET(self) -> None:
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.service.asked.append(Asked(self.path, headers, body, time.time()))
        site = self.path.split("/")[1].split("?")[0]
        ways = self.service.failing.get(site, [])
        way = (ways.pop(0) if len(ways) > 1 else ways[0]) if ways else ""
        if way:
            FAILURES[way](self)
            return
        if self.path in self.service.leads:
            self.send(302, TEXT, b"", Location=self.service.leads[self.path])
            return
        rest = self.path[len(site) + 1 :]
        kind, answer = ANSWERS.get(site, _file)(self.service, rest, body)
        if answer is None:
            self.send(404, TEXT, b"Resource not found.")
        elif site in ("arxiv-files", "file"):
            self._send_file(answer)
        else:
            self._send_marked(kind, answer)

    def _send_marked(self, kind: str, answer: bytes) -> None:
        """An answer with a mark, so that it can be asked for again."""
        mark = f'"{hash(answer)}"'
        if self.headers.get("If-None-Match") == mark:
            self.send(304, kind, b"", ETag=mark)
        else:
            self.send(200, kind, answer, ETag=mark)

    def _send_file(self, answer: bytes) -> None:
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if not found:
            self.send(200, "application/pdf", answer, ETag='"file"')
            return
        start = int(found[1])
        part = {"Content-Range": f"bytes {start}-{len(answer) - 1}/{len(answer)}"}
        self.send(206, "application/pdf", answer[start:], ETag='"file"', **part)

    def send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Type": kind, "Content-Length": str(len(body))} | headers).items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def break_off(self, body: bytes, claimed: int) -> None:
        """Send a part of what was promised, then reset the connection."""
        self.send_response(200)
        self.send_header("Content-Type", XML)
        self.send_header("Content-Length", str(claimed))
        self.send_header("ETag", '"file"')
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
        time.sleep(0.02)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def drip(self) -> None:
        """A byte of header now and then, and never an end."""
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(100):
                self.wfile.write(b"z")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass
        self.close_connection = True


FAILURES: dict[str, Callable[[_Handler], None]] = {
    "reset": lambda h: h.break_off(b"<feed", 5_000),
    "reset in a file": lambda h: h.break_off(world.pdf()[:1_000], len(world.pdf())),
    "slow drip": _Handler.drip,
    "429": lambda h: h.send(429, TEXT, b"Rate exceeded."),
    "429 with Retry-After": lambda h: h.send(429, TEXT, b"", Retry_After="7"),
    "429 until tomorrow": lambda h: h.send(429, TEXT, b"", Retry_After="86400"),
    "503": lambda h: h.send(503, TEXT, b"down"),
    "503 with Retry-After": lambda h: h.send(503, TEXT, b"down", Retry_After="5"),
    "500": lambda h: h.send(500, TEXT, b"oops"),
    "403": lambda h: h.send(403, TEXT, b"no"),
    "400": lambda h: h.send(400, TEXT, b"what"),
    "wrong content type": lambda h: h.send(200, "image/png", b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "gzip bomb": lambda h: h.send(200, JSON, _bomb(), Content_Encoding="gzip"),
    "damaged gzip": lambda h: h.send(200, JSON, b"\x1f\x8b\x08\x00nonsense" * 9, Content_Encoding="gzip"),
    "endless redirect": lambda h: h.send(302, TEXT, b"", Location=h.path + "x"),
    "redirect to file:": lambda h: h.send(302, TEXT, b"", Location="file:///etc/passwd"),
    "redirect to a password": lambda h: h.send(302, TEXT, b"", Location="http://a:b@127.0.0.1/"),
    "redirect to no address": lambda h: h.send(302, TEXT, b"", Location="http://[::1"),
    "another part": lambda h: h.send(206, PDF, b"no PDF", Content_Range="bytes 5-10/11"),
    "a part without end": lambda h: h.send(206, PDF, b"no PDF", Content_Range=f"bytes {'9' * 5_000}-"),
    "odd mark": lambda h: h.send(200, XML, b"<feed/>", ETag='"\xe9"'),
    "HTML instead": lambda h: h.send(200, "text/html", HTML),
    "truncated JSON": lambda h: h.send(200, JSON, b'{"message": {"items": [{"DOI": "10.5555/bees.1", '),
    "an error as an entry": lambda h: h.send(200, XML, world.atom_error("incorrect id format").encode()),
    "nothing": lambda h: h.send(200, XML, b""),
    "good": lambda h: None,
}


def _good(handler: _Handler) -> None:
    site = handler.path.split("/")[1].split("?")[0]
    ways = handler.service.failing.pop(site, [])
    handler.service.asked.pop()
    handler._answer(b"")
    if ways[1:]:
        handler.service.failing[site] = ways


FAILURES["good"] = _good


@cache
def _bomb() -> bytes:
    """Forty kilobytes that claim to be forty megabytes."""
    return gzip.compress(b"[" + b" " * 40_000_000, 9)


# What each site answers.

Answer = tuple[str, bytes | None]


def _arxiv(service: Service, path: str, body: bytes) -> Answer:
    asked = parse_qs(urlsplit(path).query)
    if "id_list" in asked:
        ids = asked["id_list"][0].split(",")
        if len(ids) > service.most:
            return XML, world.atom_error("too many ids").encode()
        wrong = [number for number in ids if number.endswith("99999")]
        if wrong:
            return XML, world.atom_error(f"incorrect id format for {wrong[0]}").encode()
        return XML, world.atom(service.by("arxiv", ids)).encode()
    query = asked["search_query"][0]
    found = [work for work in service.works if work.arxiv and _fits(query, work)]
    start = int(asked.get("start", ["0"])[0])
    return XML, world.atom(found[start : start + int(asked["max_results"][0])]).encode()


def _fits(query: str, work: Work) -> bool:
    """A small part of arXiv's language: phrases of a field, any of them, and categories."""
    for field_name, phrase in re.findall(r'(ti|abs|au|all):"([^"]*)"', query):
        text = {"ti": work.title, "abs": work.abstract, "au": work.author}.get(field_name)
        if phrase in fold(text if text is not None else f"{work.title} {work.abstract}"):
            return True
    return work.category in re.findall(r"cat:([\w.-]+)", query)


def _crossref(service: Service, path: str, body: bytes) -> Answer:
    parts = urlsplit(path)
    if parts.path != "/works":
        found = service.by("doi", [unquote(parts.path.removeprefix("/works/"))])
        if not found:
            return JSON, None
        message = {"status": "ok", "message-type": "work", "message": world.crossref(found[0])}
        return JSON, json.dumps(message).encode()
    asked = parse_qs(parts.query)
    if "filter" in asked:
        wanted = re.findall(r"doi:([^,]+)", asked["filter"][0])
        return JSON, world.crossref_list(service.by("doi", wanted)).encode()
    words = fold(asked.get("query.bibliographic", [""])[0])
    venue = fold(asked.get("query.container-title", [""])[0])
    works = [w for w in service.works if w.doi and words in fold(w.title) and venue in fold(w.venue)]
    return JSON, world.crossref_list(works).encode()


def _openalex(service: Service, path: str, body: bytes) -> Answer:
    if alone := re.fullmatch(r"/works/(?:(\w+):)?([^?]+).*", path):
        name, value = alone[1] or "openalex", unquote(alone[2]).lower()
        works = service.by(name, [value])
        if name == "doi" and value.startswith("10.48550/arxiv."):
            works = service.by("arxiv", [value.removeprefix("10.48550/arxiv.")])
        answer = json.loads(world.openalex(works, service.open_places))["results"]
        return JSON, json.dumps(answer[0]).encode() if answer else None
    wanted = parse_qs(urlsplit(path).query).get("filter", ["doi:"])[0]
    name, _, values = wanted.partition(":")
    found = service.by(name, values.lower().split("|")) if name in ("doi", "pmid", "openalex") else []
    return JSON, world.openalex(found, service.open_places).encode()


def _semantic_scholar(service: Service, path: str, body: bytes) -> Answer:
    known: dict[str, Work] = {}
    for work in service.works:
        known |= {f"ARXIV:{work.arxiv}": work, f"DOI:{work.doi}": work, work.s2: work}
    asked = cast(list[str], json.loads(body)["ids"])
    return JSON, world.semantic_scholar([known.get(number) for number in asked]).encode()


def _pubmed(service: Service, path: str, body: bytes) -> Answer:
    numbers = parse_qs(urlsplit(path).query)["id"][0].split(",")
    return TEXT, world.medline(service.by("pmid", numbers)).encode()


def _books(service: Service, path: str, body: bytes) -> Answer:
    keys = parse_qs(urlsplit(path).query)["bibkeys"][0].split(",")
    return JSON, world.books(service.by("isbn", [key.removeprefix("ISBN:") for key in keys])).encode()


def _daily(service: Service, path: str, body: bytes) -> Answer:
    return JSON, world.daily([work for work in service.works if work.arxiv]).encode()


def _review(service: Service, path: str, body: bytes) -> Answer:
    found = service.reviews.get(parse_qs(urlsplit(path).query)["id"][0])
    return JSON, found.encode() if found else b'{"notes": []}'


def _paper(service: Service, path: str, body: bytes) -> Answer:
    found = service.papers.get(urlsplit(path).path)
    return TEXT, found.encode() if found else None


def _file(service: Service, path: str, body: bytes) -> Answer:
    return XML, service.files.get(path)


ANSWERS: dict[str, Callable[[Service, str, bytes], Answer]] = {
    "arxiv": _arxiv,
    "crossref": _crossref,
    "openalex": _openalex,
    "semantic-scholar": _semantic_scholar,
    "pubmed": _pubmed,
    "open-library": _books,
    "hugging-face": _daily,
    "openreview": _review,
    "openreview-1": lambda s, p, b: (JSON, b'{"notes": []}'),
    "acl": _paper,
    "dblp": _paper,
}
