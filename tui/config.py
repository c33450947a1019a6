"""Settings from a TOML file. A mistake in it is told with its line, and never keeps Carrel from starting.

```toml
theme = "carrel-light"

[keys]
preset = "arrows"
"paper.star" = ["s", "ctrl+s"]

[reading]
at-once = 4
cooling = 30
goal = 5
minutes = 240
reviews = 3

[online]
mail = "ada@example.org"

[online.base]
arxiv = "https://mirror.example.org/arxiv"
```
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from storage import read_regular

if TYPE_CHECKING:
    import tomllib

THEMES = ("carrel-dark", "carrel-light")
PRESETS = ("vim", "arrows")
LEAST = {"at-once": 1, "cooling": 1, "goal": 0, "minutes": 0, "reviews": 0}
"""The settings under ``[reading]``, and the least that each may be."""
MOST = 10_000
"""The largest number a setting takes."""
LARGEST = 100_000
"""Bytes of the file: with a key for every command it has 5,000."""
MISTAKES = 50
"""Complaints that are told; the rest are counted."""
DEEPEST = 10
"""Dots in the id of a command, far more than there are."""


class Complaint(NamedTuple):
    """A line of the file that was passed over, and why. Lines count from 1."""

    line: int
    reason: str


class Online(NamedTuple):
    """How services are asked: under which address of mail, and where some of them are instead.

    ``viewer`` is the program, with its options, that files are opened with; ``pdf_megabytes`` is the
    size up to which they are fetched.
    """

    mail: str | None = None
    viewer: tuple[str, ...] = ()
    pdf_megabytes: int = 100
    bases: Mapping[str, str] = MappingProxyType({})


class Goals(NamedTuple):
    """What somebody means to read a week, in papers and in minutes; 0 is no goal."""

    papers: int = 0
    minutes: int = 0


NO_GOALS = Goals()


class Settings(NamedTuple):
    """What a person may choose. ``keys`` gives commands by id other keys than the preset does.

    Of the numbers under ``[reading]``, ``at_once`` is how many papers to read at once, ``None`` for any
    number; ``cooling`` the days after which a paper that is being read or queued, and not touched, is
    cooling; ``goal`` how many papers, and ``minutes`` how long, the reader means to read a week, 0 for
    none; ``reviews`` how many papers a day they are asked about at most.
    """

    theme: str = THEMES[0]
    keys_preset: str = PRESETS[0]
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    at_once: int | None = None
    cooling: int = 30
    goal: int = 0
    minutes: int = 0
    reviews: int = 3
    online: Online = Online()

    @property
    def goals(self) -> Goals:
        """What the reader means to read a week."""
        return Goals(self.goal, self.minutes)


class Loaded(NamedTuple):
    """The settings to use, and what in the file could not be."""

    settings: Settings
    complaints: tuple[Complaint, ...] = ()


def load(path: Path) -> Loaded:
    """Read the settings; a file that is missing, or cannot be read, leaves the defaults."""
    if str(path) == os.devnull:  # how people say that they want none
        return Loaded(Settings())
    try:
        data = read_regular(path, LARGEST)
    except FileNotFoundError:
        return Loaded(Settings())
    except OSError as error:
        return Loaded(Settings(), (Complaint(1, error.strerror or str(error)),))
    return _load(data)


def _load(data: bytes) -> Loaded:
    import tomllib

    try:
        text = data.decode("utf-8")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        return Loaded(Settings(), (Complaint(_line_at(error.object, error.start), "this is not UTF-8"),))
    except tomllib.TOMLDecodeError as error:
        return Loaded(Settings(), (_not_toml(error),))
    except RecursionError:
        return Loaded(Settings(), (Complaint(1, "nested too deeply"),))
    except ValueError as error:  # a number of thousands of digits, which Python will not read
        return Loaded(Settings(), (Complaint(1, str(error).partition(";")[0]),))
    return _Reading(text).settings(document)


class _Reading:
    """One reading of a settings file, which collects what is wrong with it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.complaints: list[Complaint] = []
        self.more = 0

    def settings(self, document: Mapping[str, Any]) -> Loaded:
        table = document.get("keys", {})
        keys = dict(table) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self._complain("keys", "keys is a table: write [keys]")
        preset = self._choice("preset", keys.pop("preset", PRESETS[0]), PRESETS)
        theme = self._choice("theme", document.get("theme", THEMES[0]), THEMES)
        for name in document.keys() - {"theme", "keys", "reading", "online"}:
            known = "theme, [keys], [reading] and [online]"
            self._complain(name, f'there is no setting "{name}": settings are {known}')
        bound = MappingProxyType(dict(self._bindings(keys)))
        numbers = self._numbers(document.get("reading", {}))
        online = self._online(document["online"]) if "online" in document else Online()
        if self.more:
            self.complaints.append(Complaint(1, f"there are {self.more:,} more mistakes"))
        return Loaded(Settings(theme, preset, bound, **numbers, online=online), tuple(self.complaints))

    def _online(self, table: Any) -> Online:
        from tui.config_online import read_online

        return read_online(table, self._complain)

    def _numbers(self, table: Any) -> dict[str, int]:
        """What is set under ``[reading]``, and can be used."""
        if not isinstance(table, dict):
            self._complain("reading", "reading is a table: write [reading]")
            return {}
        for name in table.keys() - LEAST.keys():
            self._complain(name, f'there is no setting "{name}": in [reading] are {", ".join(LEAST)}')
        return {name.replace("-", "_"): table[name] for name in LEAST if self._fits(name, table.get(name))}

    def _fits(self, name: str, value: Any) -> bool:
        if value is None:
            return False
        if isinstance(value, int) and not isinstance(value, bool) and LEAST[name] <= value <= MOST:
            return True
        self._complain(name, f"{name} is a number from {LEAST[name]} to {MOST:,}, not {shown(value)}")
        return False

    def _choice(self, name: str, value: Any, known: tuple[str, ...]) -> str:
        if value in known:
            return str(value)
        self._complain(name, f"{name} is one of {', '.join(known)}, not {shown(value)}")
        return known[0]

    def _bindings(self, keys: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
        """Commands and their keys; unquoted ids with dots arrive as tables in tables."""
        for name, value in keys.items():
            command = f"{above}{name}"
            wanted = [value] if isinstance(value, str) else value
            if isinstance(value, dict) and command.count(".") < DEEPEST:
                yield from self._bindings(value, f"{command}.")
            elif isinstance(wanted, list) and all(isinstance(key, str) and key for key in wanted):
                yield command, tuple(wanted)
            else:
                self._complain(name, f'the keys of "{command}" are a text or a list of texts')

    def _complain(self, name: str, reason: str) -> None:
        if len(self.complaints) < MISTAKES:
            self.complaints.append(Complaint(self._line_of(name), reason))
        else:
            self.more += 1

    def _line_of(self, name: str) -> int:
        """Where a name is set: TOML's parser does not say, so the line that begins with it is taken."""
        import re

        setting = rf"""^[ \t]*(\[\s*|[\w."'-]*\.)?["']?{re.escape(name)}["']?\s*[\]=.]"""
        found = re.search(setting, self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.end()) + 1 if found else 1


def shown(value: Any) -> str:
    """What stands in the file instead of what should, as far as that fits into a complaint."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits, a table in a table in a table
        return "what is there"
    return text if len(text) <= 100 else text[:99] + "…"


def _not_toml(error: tomllib.TOMLDecodeError) -> Complaint:
    import re

    found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", str(error))
    reason = str(error)[: found.start()] if found else str(error)
    return Complaint(int(found[1]) if found and found[1] else 1, reason[:1].lower() + reason[1:])


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
