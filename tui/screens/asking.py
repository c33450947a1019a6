"""A screen that asks what takes a while: it has a reader and a thread of its own, as long as it is there."""

from __future__ import annotations

from tui.lookup import Lookup
from tui.screens.base import CarrelScreen


class Asking(CarrelScreen):
    """A screen with a ``lookup``; there is none before :meth:`begin_asking`, which is for ``on_mount``."""

    lookup: Lookup | None = None

    def begin_asking(self) -> None:
        """Have the library at hand."""
        carrel = self.carrel
        self.lookup = Lookup(carrel.library_path, carrel.clock, carrel.cooling)

    def on_unmount(self) -> None:
        """Ask nothing any more."""
        if self.lookup is not None:
            self.lookup.close()
