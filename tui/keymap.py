"""Which keys do what: the commands' own keys, a preset, and what the reader changed in the config.

Free of Textual, so that ``carrel keys`` and the check of the config file can use it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import NamedTuple

from tui.commands import Command, Context, Place, catalogue

PRESETS = ("vim", "arrows")

_SHOWN = {
    "enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Del",
    "backspace": "⌫",
}  # fmt: skip


class Found(NamedTuple):
    """What a key came to: a command that is ready, and whether more keys could follow."""

    command: type[Command] | None
    pending: bool


class Keymap:
    """The keys of every command under ``preset``, with ``changes`` (command id -> keys) applied.

    What is wrong with the changes is listed in ``complaints``, in words; the rest holds.
    """

    def __init__(self, preset: str = "vim", changes: Mapping[str, Sequence[str]] | None = None) -> None:
        self.complaints: list[str] = []
        if preset not in PRESETS:
            self.complaints.append(f"there is no key preset “{preset}”; vim and arrows are")
        self._keys = {command.id: _preset_keys(command, preset) for command in catalogue()}
        self._change(changes or {})
        self._check_clashes(set(changes or {}))
        self._ready: dict[tuple[Place, str], list[type[Command]]] = {}
        self._pending: dict[tuple[Place, str], list[type[Command]]] = {}
        for command in catalogue():
            for place, key in product(command.places, self._keys[command.id]):
                self._index(command, place, key.split(" "))

    def _index(self, command: type[Command], place: Place, keys: list[str]) -> None:
        self._ready.setdefault((place, " ".join(keys)), []).append(command)
        for end in range(1, len(keys)):
            self._pending.setdefault((place, " ".join(keys[:end])), []).append(command)

    def _change(self, changes: Mapping[str, Sequence[str]]) -> None:
        for command_id, keys in changes.items():
            if command_id in self._keys:
                self._keys[command_id] = tuple(" ".join(key.split()) or "space" for key in keys)
            else:
                self.complaints.append(f"there is no command “{command_id}” to give keys to")

    def _check_clashes(self, changed: set[str]) -> None:
        """A key given away twice in one place is a mistake, and so is one that begins another."""
        for command in catalogue():
            if command.id in changed:
                self.complaints += [
                    f"the key “{key}” of “{command.id}” is also that of “{other}”"
                    for key in self._keys[command.id]
                    for other in self._rivals(command, key)
                ]

    def _rivals(self, command: type[Command], key: str) -> list[str]:
        return [
            other.id
            for other in catalogue()
            if other is not command
            and other.places & command.places
            and {command.id, other.id} != {"trash", "restore"}  # never apply at the same time
            and any(_clash(key, theirs) for theirs in self._keys[other.id])
        ]

    def keys_of(self, command: type[Command]) -> tuple[str, ...]:
        """The keys of ``command``, none when it has none."""
        return self._keys[command.id]

    def shown(self, command: type[Command], *, all_keys: bool = False) -> str:
        """The first key of ``command``, or all of them, as people write keys; empty when it has none."""
        keys = self._keys[command.id]
        return "  ".join(show(key) for key in (keys if all_keys else keys[:1]))

    def find(self, typed: Sequence[str], context: Context) -> Found:
        """What the keys ``typed`` one after another mean in ``context``."""
        at = context.place, " ".join(typed)
        ready = next((command for command in self._ready.get(at, ()) if command.applies(context)), None)
        return Found(ready, any(command.applies(context) for command in self._pending.get(at, ())))

    def live(self, context: Context) -> list[type[Command]]:
        """The commands that would do something in ``context``."""
        return [c for c in catalogue() if context.place in c.places and c.applies(context)]

    def spelt(self, command: type[Command]) -> str:
        """All keys of ``command`` in words that can be read aloud."""
        return " or ".join(key.replace(" ", " then ") for key in self._keys[command.id])

    def table(self, place: Place | None = None, *, spelt: bool = False) -> list[tuple[str, str, str, str]]:
        """(group, keys, id, help) of every command, or those of one place, as ``carrel keys`` prints them.

        With ``spelt`` the keys are words rather than signs.
        """
        return [
            (
                str(command.group),
                self.spelt(command) if spelt else self.shown(command, all_keys=True),
                command.id,
                command.help,
            )
            for command in catalogue()
            if place is None or place in command.places
        ]


def show(key: str) -> str:
    """``ctrl+d`` as ``^d``, ``g g`` as ``gg``, ``pagedown`` as ``PgDn``."""
    return "".join(_show_one(part) for part in key.split(" "))


def _show_one(key: str) -> str:
    if key.startswith("ctrl+") and len(key) == 6:
        return f"^{key[5:]}"
    *modifiers, name = key.split("+") if len(key) > 1 else (key,)
    shown = _SHOWN.get(
        name, name.upper() if len(name) > 1 and name[0] == "f" and name[1:].isdigit() else name
    )
    return "".join("⇧" if modifier == "shift" else f"{modifier.title()}-" for modifier in modifiers) + shown


def _preset_keys(command: type[Command], preset: str) -> tuple[str, ...]:
    return command.arrows if preset == "arrows" and command.arrows is not None else command.keys


def _clash(one: str, other: str) -> bool:
    return one == other or one.startswith(other + " ") or other.startswith(one + " ")
