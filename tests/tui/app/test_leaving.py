"""Leaving: what still comes in then is nobody's."""

from __future__ import annotations

from pathlib import Path

from textual import events

from tests.tui.app.desk import open_desk


async def test_a_key_that_comes_after_the_end_is_not_answered(path: Path) -> None:
    async with open_desk(path) as desk:
        desk.app.exit()
        await desk.app.on_event(events.Key("slash", "/"))
        await desk.app.go_on()
        assert not desk.app.browse.filter_bar.display
