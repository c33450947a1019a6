"""No test reaches out: a connection to another machine is an error, here and in started processes."""

from __future__ import annotations

import signal
import socket
from collections.abc import Iterator
from typing import Any

import pytest

NOWHERE = "http://127.0.0.1:9"
"""A proxy that is not there: whatever a started process wants from elsewhere ends here."""


class ReachedOut(BaseException):
    """A test tried to connect to another machine. Nothing in the program can take it for a fault."""


signal.signal(signal.SIGINT, signal.default_int_handler)
"""Whoever starts the tests in the background may ignore it, and started processes would do the same."""

PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
HERE = ("127.0.0.1", "::1", "localhost")


@pytest.fixture(scope="session", autouse=True)
def nothing_reaches_out() -> Iterator[None]:
    connect, resolve = socket.socket.connect, socket.getaddrinfo

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in HERE:
            raise ReachedOut(address)
        connect(self, address)

    def resolved(host: Any, *rest: Any, **more: Any) -> Any:
        if host is not None and host not in HERE:
            raise ReachedOut(host)
        return resolve(host, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        patch.setattr(socket, "getaddrinfo", resolved)
        for name in PROXIES:
            patch.setenv(name, NOWHERE)
        for name in ("NO_PROXY", "no_proxy"):
            patch.setenv(name, "127.0.0.1,localhost")
        yield
