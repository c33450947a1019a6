"""The filter bar: live, forgiving, and without a trace when it is left."""

from __future__ import annotations

from pathlib import Path

from tests.tui.app.desk import Desk, play


def test_it_filters_as_it_is_typed(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("prun")
        rows = desk.reader.rows(desk.app.browse.papers.ids)
        assert {row.key for row in rows} == {"writer0", "writer2"}
        assert "2 of 6" in desk.text()
        await desk.press("enter", "j", "s")
        assert desk.row(2).starred
        assert "/ prun*" in desk.text()

    play(path, scenario)


def test_escape_restores_the_list_and_the_place(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("j", "j", "j", "/")
        await desk.type("reading")
        assert desk.here == "writer5"
        await desk.press("escape")
        assert len(desk.app.browse.papers.ids) == 6
        assert desk.here == "writer3"

    play(path, scenario)


def test_when_nothing_matches_it_says_what_to_drop(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("pruning is:starred")
        assert "Nothing matches" in desk.text()
        assert "is:starred there are 2" in desk.text()

    play(path, scenario)


def test_completion(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("is:skip")
        assert "skipped" in desk.text()
        await desk.press("tab")
        assert desk.app.browse.filter_bar.text == "is:skipped "

    play(path, scenario)


def test_a_wrong_field_is_a_hint_not_an_error(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("yaer:2023 ")
        assert "year" in desk.text()

    play(path, scenario)


def test_matches_are_walked_after_the_filter_is_gone(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("prun")
        await desk.press("enter", "escape", "n")
        assert len(desk.app.browse.papers.ids) == 6
        assert desk.here == "writer2"
        await desk.press("N")
        assert desk.here == "writer0"

    play(path, scenario)
