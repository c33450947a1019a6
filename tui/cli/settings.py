"""The settings for commands that need them, with what is wrong in their file said on stderr."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.output import fail
from tui.paths import config_file

if TYPE_CHECKING:
    from tui.config import Settings


def settings() -> Settings:
    """The settings to use."""
    from tui.config import load

    loaded = load(config_file())
    for complaint in loaded.complaints:
        fail(f"{config_file()}:{complaint.line}: {complaint.reason}")
    return loaded.settings
