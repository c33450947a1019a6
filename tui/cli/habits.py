"""Telling somebody that they are reading more at once than they meant to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.output import say
from tui.paths import config_file

if TYPE_CHECKING:
    from storage import Reader, Receipt


def warn_of_many(reader: Reader, receipt: Receipt) -> None:
    """Say so if the change behind ``receipt`` made it more; nothing is refused.

    Without a settings file there is no limit, and nothing is loaded to find that out.
    """
    if receipt.event is None or not config_file().exists():
        return
    from tui.cli.settings import settings
    from tui.habits import too_many

    words = too_many(reader.being_read(), settings().at_once)
    if words:
        say(f"{words}. They are: carrel list is:reading sort:updated")
