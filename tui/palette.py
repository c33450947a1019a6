"""The command palette's view of the catalogue: the commands that are live in the screen behind it.

Textual's own provider reads its titles as markup, in which a key such as ``[/]`` is a mistake; this
one hands over finished content.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.commands import Command
from tui.screens.base import CarrelScreen

if TYPE_CHECKING:
    from tui.app import CarrelApp


class Palette(CommandPalette):
    """Textual's palette, which a key to move in the list ended where a terminal has no room for the list."""

    def _action_command_list(self, action: str) -> None:
        """Move in the list, as far as there is one."""
        if self.query_one(CommandList).scrollable_content_region:
            super()._action_command_list(action)


class LiveCommands(Provider):
    """Offers every live command by its help line, with its key."""

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for command in self._live():
            yield DiscoveryHit(self._shown(command, Content(command.help)), self._run(command), command.help)

    async def search(self, query: str) -> Hits:
        """Those whose help line matches."""
        matcher = self.matcher(query)
        for command in self._live():
            score = matcher.match(command.help)
            if score > 0:
                shown = self._shown(command, matcher.highlight(command.help))
                yield Hit(score, shown, self._run(command), command.help)

    @property
    def _carrel(self) -> CarrelApp:
        return cast("CarrelApp", self.app)

    def _live(self) -> Iterator[type[Command]]:
        if isinstance(self.screen, CarrelScreen):
            live = self._carrel.keymap.live(self.screen.context())
            yield from (command for command in live if command.palette)

    def _shown(self, command: type[Command], words: Content) -> Content:
        keys = self._carrel.keymap.shown(command)
        return words + Content.styled(f"   {keys}", "bold $accent") if keys else words

    def _run(self, command: type[Command]) -> partial[None]:
        return partial(self._carrel.run_command, command.id)
