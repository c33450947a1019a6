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


def test_filtering_again_before_the_list_is_back(path: Path) -> None:
    """Escape and slash in one piece: the new words do not join those that were given up."""

    async def scenario(desk: Desk) -> None:
        await desk.press("j", "j", "j", "/")
        await desk.type("reading")
        browse = desk.app.browse
        browse.perform("filter-drop")
        browse.perform("filter")
        assert browse.filter_bar.text == ""
        await desk.type("prun")
        assert len(browse.papers.ids) == 2
        await desk.press("escape")
        assert desk.here == "writer3"

    play(path, scenario)


def test_the_library_changes_while_an_answer_is_on_its_way(path: Path) -> None:
    """What was asked last is what the list shows in the end, at the place asked for."""

    async def scenario(desk: Desk) -> None:
        await desk.press("j", "j", "j", "/")
        await desk.type("reading")
        browse = desk.app.browse
        browse.perform("filter-drop")
        browse.library_changed()
        await desk.settle()
        assert len(browse.papers.ids) == 6
        assert desk.here == "writer3"

    play(path, scenario)


def test_when_nothing_matches_it_says_what_to_drop(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("pruning is:starred")
        assert "Nothing matches" in desk.text()
        assert "is:starred there are 2" in desk.text()

    play(path, scenario)


def test_what_to_drop_takes_the_word_being_typed_for_a_beginning(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("zebra prun")
        assert "zebra there are 2" in desk.text()

    play(path, scenario)


def test_a_hint_stands_beside_what_to_drop(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("calm yaer:2020")
        assert 'unknown field "yaer": did you mean year?' in desk.text().splitlines()[2]
        assert '"yaer:2020" there are 1' in desk.text()

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


# Earlier queries.


async def ask(desk: Desk, *queries: str) -> None:
    """Filter by one query after another, keeping each."""
    for query in queries:
        await desk.press("/", "ctrl+u")
        await desk.type(query)
        await desk.press("enter")
    await desk.press("escape")


def test_earlier_queries_are_recalled_newest_first_and_searched(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        bar = desk.app.browse.filter_bar
        await ask(desk, "calm", "compilers", "is:unread")
        await desk.press("/", "up")
        assert bar.text == "is:unread"
        await desk.press("up")
        assert (bar.text, desk.here) == ("compilers", "writer4")
        assert "earlier query 2 of 3" in desk.text()
        await desk.press("up", "up", "up")
        assert (bar.text, desk.here) == ("calm", "writer1")
        await desk.press("down")
        assert bar.text == "compilers"
        await desk.press("down", "down", "down")
        assert bar.text == ""
        await desk.press("up", "up", "enter")
        assert len(desk.app.browse.papers.ids) == 1
        assert desk.app.asked.newest_first() == ("compilers", "is:unread", "calm")

    play(path, scenario)


def test_what_is_typed_is_kept_and_recalls_only_what_begins_so(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        bar = desk.app.browse.filter_bar
        await ask(desk, "Calm is:unread", "compilers", "calm study")
        await desk.press("/")
        await desk.type("calm")
        await desk.press("up")
        assert bar.text == "calm study"
        await desk.press("up", "up")
        assert bar.text == "Calm is:unread"
        await desk.press("down", "down")
        assert bar.text == "calm"
        await desk.type("x")
        await desk.press("up")
        assert bar.text == "calmx"

    play(path, scenario)


def test_a_filter_that_stands_does_not_narrow_what_is_recalled(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await ask(desk, "calm", "compilers")
        await desk.press("1", "/", "up")
        assert desk.app.browse.filter_bar.text == "compilers"
        await desk.press("escape", "/", "enter")
        assert desk.app.asked.newest_first() == ("compilers", "calm")

    play(path, scenario)


def test_the_arrows_move_among_suggestions_and_up_from_the_first_goes_back_in_time(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        bar = desk.app.browse.filter_bar
        await ask(desk, "is:starred")
        await desk.press("/")
        await desk.type("is:")
        assert len(bar.suggestions.offered) > 2
        await desk.press("down", "down")
        assert bar.suggestions.lit == 2
        await desk.press("up", "up")
        assert (bar.suggestions.lit, bar.text) == (0, "is:")
        await desk.press("up")
        assert (bar.suggestions.offered, bar.text) == ((), "is:starred")
        await desk.press("down")
        assert bar.text == "is:"
        assert bar.suggestions.offered
        await desk.press("down")
        assert bar.suggestions.lit == 1

    play(path, scenario)


def test_only_what_was_kept_is_remembered(path: Path) -> None:
    async def scenario(desk: Desk) -> None:
        await desk.press("/")
        await desk.type("calm")
        await desk.press("escape", "/", "enter")
        assert desk.app.asked.newest_first() == ()

    play(path, scenario)
