"""Adding papers in the app: what was typed is kept at once, and looked up without anybody waiting.

The paper is in the list under its name before the first service is asked, so neither quitting nor a
network that hangs can lose it. Asking happens on a thread that ends with the app.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from seeds import Draft, Identifier, Lookup, Reply, byline, candidates, fold
from storage import ImportReport, Library, StorageError
from tui.adding import Added, add, add_draft, harvest_of, keep_title, sort_out, warning
from tui.background import in_background
from tui.screens.dialogue import Menu, Option, Prompt
from tui.wire import open_wire

if TYPE_CHECKING:
    from tui.app import CarrelApp

Result = TypeVar("Result")
LONGEST = 5_000
"""Characters of a paste that is taken for names of papers."""


def ask(app: CarrelApp, text: str = "") -> None:
    """Have the reader type what to add, or confirm what was pasted."""

    def typed(line: str | None) -> None:
        if line:
            in_background(app, _add, app, line, group="add")

    value = " ".join(text[:LONGEST].split())
    app.push_screen(Prompt("Add by identifier, address or title", value), typed)


def named(line: str) -> list[str]:
    """What a line names: several papers if each of its words does, else one."""
    words = line.split()
    return words if len(words) > 1 and len(sort_out(words).identifiers) == len(set(words)) else [line]


async def _add(app: CarrelApp, line: str) -> None:
    typed = sort_out(named(line))
    try:
        if app.reader is None and not await app.begin():
            return
        if typed.identifiers:
            await _add_identifiers(app, typed.identifiers)
        for title in typed.titles:
            await _add_title(app, title)
    except StorageError as error:
        app.say_error(error)
    if typed.unknown:
        app.say(f"“{typed.unknown[0]}” is no identifier or address of a paper", problem=True)


async def _add_identifiers(app: CarrelApp, typed: dict[str, Identifier]) -> None:
    kept = await app.writer.do(lambda library: _keep(app, library, typed))
    app.show_changes()
    waiting = [typed[each.given] for each in kept if each.outcome == "pending"]
    if not waiting:
        app.say(f"Already here: {kept[0].title}" if len(kept) == 1 else f"All {len(kept)} are here already")
        return
    app.say(f"Kept; asking about {'it' if len(waiting) == 1 else f'{len(waiting)} of them'} …")
    replies, unanswered = await _meanwhile(lambda: _look_up(app, waiting))
    await app.writer.do(lambda library: _take(library, replies))
    after = await app.writer.do(lambda library: _keep(app, library, typed))
    app.show_changes()
    _say_what_came(app, [each for each in after if typed[each.given] in waiting], unanswered)
    for draft in (draft for reply in replies for draft in reply.found.values()):
        if words := warning(draft):
            app.say(f"“{(draft.title or '')[:60]}” is {words}", problem=True)


def _say_what_came(app: CarrelApp, added: list[Added], unanswered: dict[Identifier, str]) -> None:
    app.clear_notifications()
    found = [each for each in added if each.outcome != "pending"]
    if found:
        what = f"Added “{found[0].title[:80]}”" if len(found) == 1 else f"Added {len(found)} papers"
        app.say(f"{what}  ·  u undoes")
    if unanswered:
        reason = next(iter(unanswered.values()))
        app.say(f"Kept for later: {reason}", problem=True)


def _keep(app: CarrelApp, library: Library, typed: dict[str, Identifier]) -> list[Added]:
    with open_wire(app.settings.online, offline=True) as nobody:
        return add(library, nobody, typed)


def _look_up(app: CarrelApp, wanted: list[Identifier]) -> tuple[list[Reply], dict[Identifier, str]]:
    with open_wire(app.settings.online) as wire:
        lookup = Lookup(wire, wanted)
        return list(lookup), lookup.unanswered


def _take(library: Library, replies: list[Reply]) -> ImportReport:
    return library.take(harvest_of(reply) for reply in replies if reply.found)


async def _add_title(app: CarrelApp, title: str) -> None:
    app.say(f"Looking for “{title[:60]}” …")
    found, faults = await _meanwhile(lambda: _candidates(app, title))
    app.clear_notifications()
    if not found:
        reason = faults[0] if faults else "nobody knows a paper of that title"
        await app.writer.do(lambda library: keep_title(library, title, reason))
        app.say(f"Kept for later: {reason}", problem=True)
        app.show_changes()
        return
    exact = [number for number, each in enumerate(found) if fold(each[1].title or "") == fold(title)]
    options = [_option(number, *each) for number, each in enumerate(found)]
    if len(exact) == 1:
        await _take_candidate(app, title, found[exact[0]])
        return

    def chosen(value: str | None) -> None:
        if value is not None:
            in_background(app, _take_candidate, app, title, found[int(value)], group="add")

    app.push_screen(Menu(f"Papers like “{title[:60]}”", options), chosen)


async def _take_candidate(app: CarrelApp, title: str, chosen: tuple[str, Draft]) -> None:
    try:
        added = await app.writer.do(lambda library: add_draft(library, title, *chosen))
    except StorageError as error:
        app.say_error(error)
        return
    new = added.outcome == "new"
    app.say(f"Added “{added.title[:80]}”  ·  u undoes" if new else f"Already here: {added.title}")
    app.show_changes()


def _candidates(app: CarrelApp, title: str) -> tuple[list[tuple[str, Draft]], list[str]]:
    with open_wire(app.settings.online) as wire:
        return candidates(wire, title)


def _option(number: int, source: str, draft: Draft) -> Option:
    people = byline(draft.authors, draft.authors_truncated)
    about = " · ".join(filter(None, (people, (draft.published or "")[:4], draft.venue or source)))
    return Option(str(number), draft.title or "", about)


async def _meanwhile(work: Callable[[], Result]) -> Result:
    """Do ``work`` on a thread that nobody waits for when the app ends."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[Result] = loop.create_future()

    def tell(tell_it: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the app has ended meanwhile
            loop.call_soon_threadsafe(lambda: None if done.done() else tell_it())

    def run() -> None:
        try:
            result = work()
        except BaseException as error:
            failed = error
            tell(lambda: done.set_exception(failed))
        else:
            tell(lambda: done.set_result(result))

    Thread(target=run, name="carrel-online", daemon=True).start()
    return await done
