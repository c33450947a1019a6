"""Settings from a TOML file. A mistake in it is told with its line, and never keeps Carrel from starting.

```toml
theme = "carrel-light"

[keys]
preset = "arrows"
"paper.star" = ["s", "ctrl+s"]
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import tomllib

THEMES = ("carrel-dark", "carrel-light")
PRESETS = ("vim", "arrows")


class Complaint(NamedTuple):
    """A line of the file that was passed over, and why. Lines count from 1."""

    line: int
    reason: str


class Settings(NamedTuple):
    """What a person may choose. ``keys`` gives commands by id other keys than the preset does.

    ``goal`` is how many papers a week the reader means to read, 0 for none; ``reviews`` how many
    papers a day they are asked about at most.
    """

    theme: str = THEMES[0]
    keys_preset: str = PRESETS[0]
    keys: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    goal: int = 0
    reviews: int = 3


class Loaded(NamedTuple):
    """The settings to use, and what in the file could not be."""

    settings: Settings
    complaints: tuple[Complaint, ...] = ()


def load(path: Path) -> Loaded:
    """Read the settings; a file that is missing, or cannot be read, leaves the defaults."""
    try:
        data = path.read_bytes()
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
    return _Reading(text).settings(document)


class _Reading:
    """One reading of a settings file, which collects what is wrong with it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.complaints: list[Complaint] = []

    def settings(self, document: Mapping[str, Any]) -> Loaded:
        table = document.get("keys", {})
        keys = dict(table) if isinstance(table, dict) else {}
        if not isinstance(table, dict):
            self._complain("keys", "keys is a table: write [keys]")
        preset = self._choice("preset", keys.pop("preset", PRESETS[0]), PRESETS)
        theme = self._choice("theme", document.get("theme", THEMES[0]), THEMES)
        goal = self._number("goal", document, Settings().goal)
        reviews = self._number("reviews", document, Settings().reviews)
        for name in document.keys() - {"theme", "goal", "reviews", "keys"}:
            known = "theme, goal, reviews and [keys]"
            self._complain(name, f'there is no setting "{name}": settings are {known}')
        bound = MappingProxyType(dict(self._bindings(keys)))
        return Loaded(Settings(theme, preset, bound, goal, reviews), tuple(self.complaints))

    def _choice(self, name: str, value: Any, known: tuple[str, ...]) -> str:
        if value in known:
            return str(value)
        self._complain(name, f"{name} is one of {', '.join(known)}, not {value!r}")
        return known[0]

    def _number(self, name: str, document: Mapping[str, Any], usual: int) -> int:
        value = document.get(name, usual)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1_000:
            return value
        self._complain(name, f"{name} is a number from 0 to 999, not {value!r}")
        return usual

    def _bindings(self, keys: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
        """Commands and their keys; unquoted ids with dots arrive as tables in tables."""
        for name, value in keys.items():
            command = f"{above}{name}"
            wanted = [value] if isinstance(value, str) else value
            if isinstance(value, dict):
                yield from self._bindings(value, f"{command}.")
            elif isinstance(wanted, list) and all(isinstance(key, str) and key for key in wanted):
                yield command, tuple(wanted)
            else:
                self._complain(name, f'the keys of "{command}" are a text or a list of texts')

    def _complain(self, name: str, reason: str) -> None:
        self.complaints.append(Complaint(self._line_of(name), reason))

    def _line_of(self, name: str) -> int:
        """Where a name is set: TOML's parser does not say, so the line that begins with it is taken."""
        import re

        setting = rf"""^\s*(\[\s*|[\w."'-]*\.)?["']?{re.escape(name)}["']?\s*[\]=.]"""
        found = re.search(setting, self.text, re.MULTILINE)
        return self.text.count("\n", 0, found.end()) + 1 if found else 1


def _not_toml(error: tomllib.TOMLDecodeError) -> Complaint:
    import re

    found = re.search(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$", str(error))
    reason = str(error)[: found.start()] if found else str(error)
    return Complaint(int(found[1]) if found and found[1] else 1, reason[:1].lower() + reason[1:])


def _line_at(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
