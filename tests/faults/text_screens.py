"""Every screen of the app on a library of hostile text, and every command run on each of them."""

from __future__ import annotations

import asyncio
import inspect
import pkgutil
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.faults import hostile
from tests.faults.report import Broken, Proof, show

WAYS: Mapping[str, tuple[str, ...]] = {
    "BrowseScreen": (),
    "PaperScreen": ("enter",),
    "AnnotateScreen": ("e",),
    "TagsScreen": ("t",),
    "ImportScreen": ("I",),
    "HistoryScreen": ("H",),
    "BroughtScreen": ("H", "G", "enter"),
    "HelpScreen": ("?",),
    "DuplicatesScreen": ("D",),
    "QueueScreen": (":show-queue",),
    "LogScreen": (":show-log",),
    "NextScreen": (">",),
    "TriageScreen": ("i",),
    "ReviewScreen": (":review",),
    "FiguresScreen": ("F",),
    "Menu": ("S",),
    "Prompt": ("/", "x", "enter", "w"),
}
"""The keys that lead from the list to each screen; behind a colon, a command where keys depend on more."""
ELSEWHERE = {"WelcomeScreen": "there are no papers where it is shown"}
NOT_RUN = {
    "quit": "it ends the program", "suspend": "there is no shell here", "browser": "it starts a browser",
    "note-elsewhere": "it starts an editor", "palette": "it is a screen of Textual's, walked through below",
}  # fmt: skip
"""Commands of the app that are not run here, and why."""


def screens() -> set[str]:
    """The names of all screens there are."""
    import tui.screens
    from tui.commands import Place
    from tui.screens.base import CarrelScreen

    found = set()
    for module in pkgutil.iter_modules(tui.screens.__path__):
        for name, kind in inspect.getmembers(import_module(f"tui.screens.{module.name}"), inspect.isclass):
            if issubclass(kind, CarrelScreen) and kind.HOME is not Place.ELSEWHERE:
                found.add(name)
    return found


def visit_all(folder: Path, texts: list[str], some: list[str], proof: Proof) -> None:
    """Visit every screen with every text in the library, and run every command on ``some`` more."""
    if missing := screens() - set(WAYS) - set(ELSEWHERE):
        raise Broken(f"no way is known to the screen {', '.join(sorted(missing))}")
    folder.mkdir()
    library = folder / "library.db"
    hostile.library_of(library, [*some, *texts, *hostile.VERBATIM])
    asyncio.run(_visit(library, some, texts, proof))
    asyncio.run(_welcome(folder / "\x1b]0;PWN\x07[red].db", proof))


async def _visit(library: Path, some: list[str], texts: list[str], proof: Proof) -> None:
    from tests.tui.app.desk import open_desk

    async with open_desk(library, (140, 40)) as desk:
        papers = desk.app.browse.papers
        before = len(some) + len(texts)
        for number in range(before, len(papers.ids)):
            _check_verbatim(papers, hostile.VERBATIM[number - before], number)
        for number in range(0, before, 10):
            await _home(desk, number)
            desk.app.browse.show_preview()
            await desk.pilot.pause()
            _check(desk, "BrowseScreen", proof)
        for number, text in enumerate(some):
            show(f"screens: string {number + 1} of {len(some)}")
            for name, keys in WAYS.items():
                await _go(desk, number, keys)
                _check(desk, name, proof)
                await _run_commands(desk, number, name, proof)
            desk.app.say(text)
            desk.app.say_error(ValueError(text))
            await desk.settle()
            _check(desk, None, proof)
            proof.done["toasts"] += 2


async def _run_commands(desk: Any, number: int, name: str, proof: Proof) -> None:
    """Run every command that is live on the screen called ``name``, coming back to it in between."""
    from tui.commands import catalogue

    for command in catalogue():
        if command.id in NOT_RUN or not desk.app.screen.can(command):
            continue
        desk.app.run_command(command.id)
        await desk.settle()
        _check(desk, None, proof)
        proof.done["app_commands"] += 1
        if type(desk.app.screen).__name__ != name:
            await _go(desk, number, WAYS[name])


async def _go(desk: Any, number: int, keys: tuple[str, ...]) -> None:
    await _home(desk, number)
    for key in keys:
        if key.startswith(":"):
            desk.app.run_command(key[1:])
            await desk.settle()
        else:
            await desk.press(key)


async def _home(desk: Any, number: int) -> None:
    """Back to the list, with the cursor on a paper and no filter."""
    while desk.app.screen is not desk.app.browse:
        desk.app.pop_screen()
        await desk.settle()
    if desk.app.browse.focused is not desk.app.browse.papers:
        desk.app.browse.papers.focus()
    desk.app.clear_notifications()
    if desk.app.browse.wanted.query:
        desk.app.browse.search(type(desk.app.browse.wanted)(""))
    await desk.settle()
    desk.app.browse.papers.cursor = number
    await desk.settle()


def _check(desk: Any, name: str | None, proof: Proof) -> None:
    """Nothing on the screen but harmless text, and nothing in it that could be clicked or followed."""
    shown = type(desk.app.screen).__name__
    if name is not None:
        if shown != name:
            raise Broken(f"the keys to {name} lead to {shown}")
        proof.done["screens"] += 1
    for line in desk.lines():
        for part in line:
            if found := hostile.FOREIGN.search(part.text):
                raise Broken(f"{shown} draws {found[0]!a} in {part.text!a}")
            if part.style and (part.style.link or _actions(part.style.meta)):
                raise Broken(f"{shown} makes of {part.text!a} {part.style.link} {part.style.meta}")
    proof.done["pictures"] += 1


def _actions(meta: Mapping[str, Any]) -> set[str]:
    """What a click there would do, but for the scrollbars of Textual."""
    return {f"{key}: {deed}" for key, deed in meta.items() if key.startswith("@")} - {
        "@mouse.down: grab", "@mouse.up: release", "@mouse.down: scroll_up", "@mouse.down: scroll_down",
    }  # fmt: skip


def _check_verbatim(papers: Any, title: str, number: int) -> None:
    papers.cursor = number
    row = "".join(part.text for part in papers.render_line(number - papers.scroll_offset.y))
    if title not in row:
        raise Broken(f"the title {title!r} is shown as {row!r}")


async def _welcome(library: Path, proof: Proof) -> None:
    from tests.tui.app.desk import open_desk

    async with open_desk(library, (140, 40)) as desk:
        _check(desk, "WelcomeScreen", proof)


# On a terminal.


def walk_on_a_terminal(folder: Path, strings: list[str], proof: Proof) -> None:
    """The program itself, with nothing but a string in its library, by keys; every byte is looked at."""
    from tests.tui.terminal.program import Program

    for number, text in enumerate(strings):
        show(f"walks: string {number + 1} of {len(strings)}")
        home = folder / str(number)
        home.mkdir(parents=True)
        hostile.library_of(home / "library.sqlite", [text, "Another"])
        with Program(home, columns=110, rows=32) as carrel:
            carrel.until("Enter open")
            for name, keys in WAYS.items():
                for key in keys if not any(key.startswith(":") for key in keys) else ():
                    carrel.press(key)
                    carrel.settle(0.05)
                carrel.press("f1" if name == "Prompt" else "end")
                carrel.settle(0.05)
                carrel.press(*["escape"] * 3)
                carrel.settle(0.1)
                if "restore" in carrel.text:
                    carrel.press("escape")
            carrel.press("ctrl+p", text[:5] if text[:5].isprintable() else "x")
            carrel.settle(0.1)
            carrel.press("escape")
            carrel.settle(0.1)
            carrel.resize(60, 20)
            carrel.settle(0.1)
            carrel.press("escape", "Q")
            if carrel.ended() != 0 or not carrel.is_restored:
                raise Broken(f"the walk with {text[:40]!a} did not end well:\n{carrel.text}")
            output = bytes(carrel.output).decode("utf-8")
            if found := hostile.harm_in(output):
                raise Broken(f"the walk with {text[:40]!a} sent {found}")
            proof.done["walks"] += 1
            proof.done["bytes_on_a_terminal"] += len(carrel.output)
