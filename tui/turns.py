"""Keys one at a time: each is answered when what the one before set off is done.

Textual hands a key to the widget that has the keyboard at that moment, through queues, while what the key
before it set off may still be on its way and about to move the keyboard. Keys that come in one piece, from a
paste or over a slow line, would be lost or do something else than typed slowly.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from tui.screens.base import CarrelScreen

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.dom import DOMNode

    from tui.keys import KeyReader

LONGEST_ANSWER = 0.3
"""Seconds after which a key is answered although the one before is not: what was to answer that is gone."""


class InTurn(App[None]):
    """An app that looks every key up among the commands before any widget sees it.

    Until it is ``released``, and while ``keys_wait`` for something that takes longer, keys wait; once it
    is ending, nobody is there to answer them.
    """

    keys: KeyReader

    def __init__(self) -> None:
        super().__init__()
        self.released = False
        self.keys_wait = False
        self._waiting: list[events.Key] = []
        self._answering = False
        self._answered = 0
        self._ending = False

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End, and answer no more keys."""
        self._ending = True
        super().exit(result, return_code, message)

    async def on_event(self, event: events.Event) -> None:
        """Take a key when it is its turn; everything else goes its way."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._ending:
            return
        elif not self.released or self.keys_wait or self._answering:
            self._waiting.append(event)
            if self.released:
                self.set_timer(LONGEST_ANSWER, partial(self._give_up_on, self._answered))
        else:
            await self._answer(event)

    async def go_on(self) -> None:
        """The last key is answered: it is the turn of those that came meanwhile."""
        self._answering = False
        self._answered += 1
        while self._waiting and not (self._answering or self.keys_wait or self._ending):
            await self._answer(self._waiting.pop(0))

    async def _answer(self, event: events.Key) -> None:
        """Do what a key means; the next one waits until that is done, unless nothing is on its way."""
        screen = self.screen
        if isinstance(screen, CarrelScreen) and self.keys.press(event, screen):
            screen.refresh_footer()
            if self.keys.settled:
                return
        else:
            await super().on_event(event)
        self._answering = True
        front = self.screen
        path = [*reversed((front.focused or front).ancestors_with_self)][1:]
        self._pass_up([node for node in path for _ in range(2)])

    def _pass_up(self, path: list[DOMNode]) -> None:
        """Go through the queues of ``path`` from its end, as what the key set off does, and then go on.

        Twice through each: the first time may come before what the widget itself puts into its queue.
        """
        if path:
            path[-1].call_later(self._pass_up, path[:-1])
        else:
            self.call_later(self.go_on)

    async def _give_up_on(self, number: int) -> None:
        """Go on if the answer ``number`` has not come yet: its way up led through something that is gone."""
        if number == self._answered:
            await self.go_on()
