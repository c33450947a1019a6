"""Where things lie: the one place that asks the environment, so that nothing below the screen has to.

``CARREL_LIBRARY`` and ``CARREL_CONFIG`` come before the places the operating system suggests.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PROGRAM = "carrel"


def library_file(named: Path | None = None) -> Path:
    """The library: the one ``named`` on the command line, in the environment, or in the data folder.

    Where that is a link, what it leads to: backups lie beside the library, and so does the log with its
    last changes, which SQLite names after the file itself. A link that leads to nothing stays what it is,
    since the library is gone then, or on a disk that is not here, and must not be begun anew.
    """
    chosen = at_home(named) if named else _from_environment("CARREL_LIBRARY")
    library = _folder("data") / "library.sqlite" if chosen is None else chosen
    return Path(os.path.realpath(library)) if library.is_symlink() and library.exists() else library


def config_file() -> Path:
    """The settings, whether or not the file exists."""
    chosen = _from_environment("CARREL_CONFIG")
    if chosen is not None:
        return chosen
    return _folder("config") / "config.toml"


def backup_folder(library: Path) -> Path:
    """Backups lie beside the library they are of."""
    return library.parent / "backups"


def queries_file() -> Path:
    """The queries typed in the app's filter bar, to be recalled there."""
    return _folder("state") / "queries"


def files_folder(library: Path) -> Path:
    """The PDFs fetched for a library lie beside it."""
    return library.parent / "files"


def online_folder() -> Path:
    """What was last asked of services, and answers that may still hold."""
    return _folder("state") / "online"


def guide_folder() -> Path:
    """The pages of the user guide, which are part of the program."""
    return Path(__file__).parent / "guide"


_FREEDESKTOP = {
    "data": ("XDG_DATA_HOME", ".local/share"),
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
}


def _folder(kind: str) -> Path:
    """Carrel's folder for data, config or state, where the operating system keeps such things.

    On Linux the rule is one line, and the first frame cannot wait for platformdirs to be loaded.
    """
    if sys.platform == "linux":
        variable, usual = _FREEDESKTOP[kind]
        named = os.environ.get(variable, "")
        return (Path(named) if named.startswith("/") else _home() / usual) / PROGRAM
    import platformdirs

    given = {
        "data": platformdirs.user_data_path,
        "config": platformdirs.user_config_path,
        "state": platformdirs.user_state_path,
    }
    return given[kind](PROGRAM, appauthor=False)


def at_home(path: str | Path) -> Path:
    """``path`` with ``~`` for the home folder; of somebody who is not known it stands for itself."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 (that of pathlib raises an error)


def is_there(path: Path) -> bool:
    """Whether there is something at ``path``, which may be no path at all but what somebody pasted."""
    return os.path.exists(path)  # noqa: PTH110 (that of pathlib raises an error for names too long)


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError as error:
        from tui.cli.stop import Stop

        raise Stop("nobody knows where your home folder is: set HOME") from error


def _from_environment(name: str) -> Path | None:
    value = os.environ.get(name)
    return at_home(value) if value else None
