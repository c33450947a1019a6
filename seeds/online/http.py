"""The one module that touches the network: polite, bounded, and plain about what went wrong.

Whatever a source wants goes through :meth:`Wire.ask` (an answer in memory) or :meth:`Wire.open`
(piece by piece, for files). Each keeps to the site's rate, says who asks, follows only http and
https, takes no cookies, and ends within its time and its size as an answer or a :class:`Fault`.
httpx2 is loaded with the first question, since most commands ask none.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from seeds.online import faults
from seeds.online.faults import Fault
from seeds.online.kept import Shelf
from seeds.online.pace import Turns
from seeds.online.request import Answer, Request
from seeds.online.rules import (
    INSIDE,
    is_here,
    is_inside,
    led_to,
    must_be,
    must_be_followed,
    must_not_lead_inside,
    queue_of,
    same_host,
    seconds_to_wait,
    title_of,
)
from seeds.online.sites import SITES, Site
from seeds.online.unpacking import unpacked

if TYPE_CHECKING:
    import ssl

    import httpx2

TRIES = 3
HOPS = 5
PAUSE = 2.0
"""Seconds before the second try where the service named none; each further pause is twice as long."""

_ACCEPT = {
    "json": "application/json",
    "xml": "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1",
    "text": "text/plain, */*;q=0.5",
    "pdf": "application/pdf, */*;q=0.5",
    "any": "*/*",
}
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Manners:
    """What a person may set: who asks, where services are instead, the keys for them, and the bounds.

    ``patience`` is the time in seconds that one try of a question may take, ``silence`` that between
    two pieces of an answer. ``largest`` is in bytes. ``hurry_here`` asks a mirror on this very
    machine without waiting for turns.
    """

    agent: str = "carrel"
    mail: str | None = None
    bases: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)
    patience: float = 60.0
    silence: float = 15.0
    largest: int = 30_000_000
    hurry_here: bool = False
    offline: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """An answer that is coming: where from, its status and headers, and its bytes, unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    pieces: Iterator[bytes]


class Wire:
    """The way to the services. ``folder`` keeps turns and answers between runs.

    ``clock`` and ``sleep`` are the time of day in seconds and waiting, for tests to set. A wire belongs
    to one thread; ``requests`` counts what it sent.
    """

    def __init__(
        self,
        folder: Path,
        manners: Manners | None = None,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.manners = manners or Manners()
        self.requests = 0
        self._clock = clock
        self._sleep = sleep
        self._turns = Turns(folder / "turns", clock, sleep)
        self._shelf = Shelf(folder / "answers")
        self._client: httpx2.Client | None = None
        self._socket: Any = None
        self._direct = self._outside = self._sent_on = False

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of all connections."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def ask(self, request: Request) -> Answer:
        """Ask, and ask again where that may help. Raises a :class:`Fault`."""
        site, url = self._address(request)
        kept = self._shelf.find(url) if request.revalidate else None

        def once() -> Answer:
            with self._opened(site, url, request, kept.asking if kept else {}) as opened:
                if kept is not None and opened.status == 304:
                    return Answer(opened.url, kept.body, opened.headers, unchanged=True)
                return Answer(opened.url, b"".join(opened.pieces), opened.headers)

        answer = self._persist(site, url, once)
        must_be(request.kind, answer.body, title_of(site, url))
        if request.revalidate and not answer.unchanged:
            self._shelf.keep(url, answer.headers, answer.body)
        return answer

    @contextmanager
    def open(self, request: Request, asking: Mapping[str, str]) -> Iterator[Opened]:
        """Ask once, in turn, and give the answer while it comes; for files, which can be gone on with."""
        site, url = self._address(request)
        with self._turn(site, url), self._opened(site, url, request, asking) as opened:
            yield opened

    def _turn(self, site: Site, url: str) -> AbstractContextManager[None]:
        near = self.manners.offline or (self.manners.hurry_here and is_here(url))
        return self._turns.turn(queue_of(site, url), 0.0 if near else site.interval)

    def _address(self, request: Request) -> tuple[Site, str]:
        site = SITES[request.site]
        return site, self.manners.bases.get(site.name, site.base).rstrip("/") + request.path

    def _persist(self, site: Site, url: str, once: Callable[[], Answer]) -> Answer:
        for tries in range(TRIES):
            try:
                with self._turn(site, url):
                    return once()
            except Fault as fault:
                pause = PAUSE * 2**tries if fault.retry_after is None else fault.retry_after
                if not fault.passing or tries + 1 == TRIES or pause > self.manners.patience:
                    raise
                self._sleep(pause)
        raise AssertionError

    @contextmanager
    def _opened(self, site: Site, url: str, request: Request, asking: Mapping[str, str]) -> Iterator[Opened]:
        """One try: follow where it leads, and give what is there. A watch ends it when its time is over."""
        import httpx2

        source = title_of(site, url)
        if self.manners.offline:
            raise faults.NotAsked(source, "offline")
        deadline = monotonic() + self.manners.patience
        with self._watched(), ExitStack() as stack:
            try:
                response, reached = self._follow(stack, site, url, request, asking)
                yield self._judged(source, reached, response, deadline)
            except httpx2.TimeoutException as error:
                raise faults.TooSlow(source, f"nothing for {self.manners.silence:g} s") from error
            except httpx2.ConnectError as error:
                raise faults.NotConnected(source, _reason(error)) from error
            except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, UnicodeError) as error:
                raise faults.LedAstray(source, "no address of the web") from error
            except (httpx2.TransportError, httpx2.StreamError) as error:
                if monotonic() >= deadline:
                    raise faults.TooSlow(source, f"over {self.manners.patience:g} s") from error
                raise faults.BrokenOff(source) from error

    def _follow(
        self, stack: ExitStack, site: Site, url: str, request: Request, asking: Mapping[str, str]
    ) -> tuple[httpx2.Response, str]:
        import httpx2

        home, source = url, title_of(site, url)
        body = request.body
        for hop in range(HOPS + 1):
            must_be_followed(source, url)
            headers = {**self._headers(request, body), **asking}
            asked = self._with_key(site, url, headers) if same_host(home, url) else url
            self.requests += 1
            self._sent_on = hop > 0
            response = stack.enter_context(
                self._open_client().stream(
                    "GET" if body is None else "POST",
                    asked,
                    content=body,
                    headers=headers,
                    extensions={"trace": partial(self._trace, source, httpx2.URL(asked).raw_host)},
                )
            )
            if response.status_code not in _REDIRECTS or "location" not in response.headers:
                return response, url
            url, before = led_to(source, url, response.headers["location"]), url
            must_not_lead_inside(source, before, url)
            body = body if response.status_code in (307, 308) else None
            stack.close()
        raise faults.LedAstray(source, f"more than {HOPS} redirects")

    def _with_key(self, site: Site, url: str, headers: dict[str, str]) -> str:
        """The address to ask, with the personal key in it where that is its place; else in the headers."""
        key = self.manners.keys.get(site.name)
        if not key or not site.key:
            return url
        if site.key.startswith("?"):
            return f"{url}{'&' if '?' in url else '?'}{site.key[1:]}={quote(key, safe='')}"
        headers[site.key] = key
        return url

    def _judged(self, source: str, url: str, response: httpx2.Response, deadline: float) -> Opened:
        headers = {name.lower(): value for name, value in response.headers.items()}
        wait = seconds_to_wait(headers.get("retry-after"), self._clock())
        if fault := faults.of_status(source, response.status_code, wait):
            raise fault
        packing = headers.get("content-encoding", "").strip().lower()
        pieces = self._in_time(source, response, deadline)
        most = self.manners.largest
        return Opened(url, response.status_code, headers, unpacked(source, packing, pieces, most))

    def _in_time(self, source: str, response: httpx2.Response, deadline: float) -> Iterator[bytes]:
        for piece in response.iter_raw():
            if monotonic() >= deadline:
                raise faults.TooSlow(source, f"over {self.manners.patience:g} s")
            yield piece

    def _headers(self, request: Request, body: bytes | None) -> dict[str, str]:
        mail = f" (mailto:{self.manners.mail})" if self.manners.mail else ""
        headers = {
            "User-Agent": self.manners.agent + mail,
            "Accept": _ACCEPT[request.kind],
            "Accept-Encoding": "identity" if request.kind == "pdf" else "gzip",
        }
        return headers if body is None else headers | {"Content-Type": "application/json"}

    def _open_client(self) -> httpx2.Client:
        if self._client is None:
            import httpx2

            self._client = httpx2.Client(
                # One connection: what the strictest service allows, and the one that a watch can end.
                limits=httpx2.Limits(max_connections=1, max_keepalive_connections=1),
                timeout=httpx2.Timeout(self.manners.silence),
                verify=_trusted(),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._client

    def _trace(self, source: str, host: bytes, event: str, details: Mapping[str, Any]) -> None:
        """Remember the newest connection, unless somebody outside sent us to this machine or its network.

        Only here a name shows its number; where a proxy stands for ``host``, it does not.
        """
        if event.endswith("connect_tcp.started"):
            self._direct = details["host"].encode() == host
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            stream = details["return_value"]
            self._socket = stream.get_extra_info("socket")
        if event.endswith("connect_tcp.complete"):
            inside = self._direct and is_inside(stream.get_extra_info("server_addr")[0])
            if inside and self._outside and self._sent_on:
                stream.close()
                raise faults.LedAstray(source, INSIDE)
            self._outside = not inside

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """End the connection when its time is over, wherever in its answer a service may be dawdling."""
        over = threading.Event()
        threading.Thread(target=self._watch, args=(over,), daemon=True).start()
        try:
            yield
        finally:
            over.set()

    def _watch(self, over: threading.Event) -> None:
        """Cut what takes too long, again and again: the connection may have come late itself."""
        patience = self.manners.patience
        while not over.wait(patience):
            self._cut()
            patience = 1.0

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that are trusted; reading them takes longer than some answers."""
    import httpx2

    return httpx2.create_ssl_context()


def _reason(error: Exception) -> str:
    """The operating system's words at the bottom of an error, without its number."""
    words = str(error) or type(error).__name__
    return words.partition("] ")[2] or words
