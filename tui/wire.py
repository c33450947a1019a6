"""From the settings to the network: who asks, where services are, and the keys a person has for them.

Keys come from the environment (``CARREL_SEMANTIC_SCHOLAR_KEY``) or, where the package ``keyring`` is
installed, from the keyring of the desktop; never from a file that somebody might show around.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from time import sleep
from typing import TYPE_CHECKING

from seeds import SITES, Manners, Wire
from storage import private_folder
from tui.paths import PROGRAM, online_folder
from tui.version import VERSION

if TYPE_CHECKING:
    from tui.config import Online


FILE_PATIENCE = 900.0
"""Seconds that a whole file may take."""


def open_wire(online: Online, *, offline: bool = False, files: bool = False) -> Wire:
    """The way to the services, by the settings; ``offline`` asks nobody anything.

    ``files`` allows for the size of files, and for the time they take.
    """
    manners = Manners(
        agent=f"{PROGRAM}/{VERSION}",
        mail=online.mail,
        bases=online.bases,
        keys=dict(_keys()),
        hurry_here=True,
        offline=offline,
    )
    if files:
        manners = replace(manners, patience=FILE_PATIENCE, largest=online.pdf_megabytes * 1_000_000)
    with suppress(OSError):  # then nothing is remembered from run to run
        private_folder(online_folder())
    return Wire(online_folder(), manners, sleep=sleep)


def _keys() -> Iterator[tuple[str, str]]:
    for site in SITES.values():
        variable = f"CARREL_{site.name.upper().replace('-', '_')}_KEY"
        if site.key and (found := os.environ.get(variable) or _from_keyring(site.name)):
            yield site.name, found


def _from_keyring(name: str) -> str | None:
    try:
        kept = import_module("keyring").get_password(PROGRAM, name)
    except ImportError:
        return None
    return str(kept) if kept else None
