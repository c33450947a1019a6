"""The part of the settings file that is about the network, read only where there is one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from seeds import SITES, is_web
from tui.config import Online, shown

Complain = Callable[[str, str], None]
"""Told the name of a setting and what is wrong with it."""


def read_online(table: Any, complain: Complain) -> Online:
    """The settings under ``[online]``; what is wrong is told and left out."""
    if not isinstance(table, dict):
        complain("online", "online is a table: write [online]")
        return Online()
    for name in table.keys() - {"mail", "viewer", "pdf_megabytes", "base"}:
        complain(name, f'there is no setting "{name}" under [online]')
    return Online(
        _mail(table.get("mail"), complain),
        _viewer(table.get("viewer"), complain),
        _size(table.get("pdf_megabytes", Online().pdf_megabytes), complain),
        MappingProxyType(_bases(table.get("base", {}), complain)),
    )


def _mail(value: Any, complain: Complain) -> str | None:
    if value is None:
        return None
    if isinstance(value, str) and value.isascii() and value.isprintable() and value.count("@") == 1:
        return value.strip()
    complain("mail", f"mail is an address such as ada@example.org, not {shown(value)}")
    return None


def _viewer(value: Any, complain: Complain) -> tuple[str, ...]:
    words = [value] if isinstance(value, str) else value
    if words is None:
        return ()
    if isinstance(words, list) and words and all(isinstance(word, str) and word for word in words):
        return tuple(words)
    complain("viewer", 'viewer is a program, or a list of it and its options: ["zathura", "--fork"]')
    return ()


def _size(value: Any, complain: Complain) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= 10_000:
        return value
    complain("pdf_megabytes", f"pdf_megabytes is a number from 1 to 10000, not {shown(value)}")
    return Online().pdf_megabytes


def _bases(value: Any, complain: Complain) -> Mapping[str, str]:
    if not isinstance(value, dict):
        complain("base", "base is a table: write [online.base]")
        return {}
    bases = {}
    for name, address in value.items():
        if name not in SITES or not SITES[name].base:
            known = ", ".join(site for site in SITES if SITES[site].base)
            complain(name, f'there is no service "{name}": services are {known}')
        elif not isinstance(address, str) or not is_web(address):
            complain(name, f"the address of {name} begins with http:// or https://, not {shown(address)}")
        else:
            bases[name] = address
    return bases
