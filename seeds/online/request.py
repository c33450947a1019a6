"""A question to a service and its answer, as plain values: what sources make and what they read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["json", "xml", "text", "pdf", "any"]
"""What an answer must begin like; services answer in HTML when they mean no."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask: ``path`` is put behind the site's base address, or is an address of its own.

    ``body`` makes it a POST of JSON. ``revalidate`` asks the service whether an answer that was kept
    still holds, where it was one that can be kept.
    """

    site: str
    path: str
    kind: Kind
    body: bytes | None = None
    revalidate: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the bytes, unpacked, and where they came from in the end.

    ``unchanged`` says that the service confirmed an answer we had kept.
    """

    url: str
    body: bytes
    headers: Mapping[str, str]
    unchanged: bool = False
