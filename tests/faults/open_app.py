"""The library taken away from under the open app, which says so in a line and loses nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults import paths, sabotage
from tests.faults.damage import PARTIAL
from tests.faults.failing import plain
from tests.faults.forked import command
from tests.faults.paths import library_in
from tests.faults.report import Broken, Proof, show
from tests.tui.terminal.program import Program

PAPERS = 60


def _deleted(library: Path) -> None:
    library.unlink()


def _moved(library: Path) -> None:
    library.rename(library.with_name("elsewhere.db"))


def _replaced(library: Path) -> None:
    (library.with_name("other.db")).replace(library)


def _emptied(library: Path) -> None:
    library.write_bytes(b"")


WAYS: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "deleted": (_deleted, ("moved or deleted",)),
    "replaced": (_replaced, ("another file was put",)),
    "cut short": (PARTIAL["half"], ("cut short", "damaged")),
    "moved": (_moved, ("moved or deleted",)),
    "emptied": (_emptied, ("cut short", "damaged", "empty")),
}
"""What is done to the file, and words of which the app must find one."""
SHORT = ("deleted",)


def prove(place: Path, proof: Proof, *, short: bool) -> None:
    """Each way, before the app has changed anything and after."""
    sound = place / "sound"
    sound.mkdir()
    paths.filled(PAPERS)(sound)
    for name in SHORT if short else WAYS:
        for changed_before in (False,) if short else (False, True):
            with _folder(place, sound) as folder:
                try:
                    _taken_away(folder, *WAYS[name], changed_before=changed_before)
                except AssertionError as error:
                    raise Broken(f"library {name} under the open app: {error}") from error
            proof.done["faults_under_the_app"] += 1
            show(f"open app: {name}")
    if short:
        return
    for name in ("zeroed middle", "garbage"):
        with _folder(place, sound) as folder:
            _spoilt(folder, PARTIAL[name])
        proof.done["faults_under_the_app"] += 1
    with _folder(place, sound) as folder:
        _locked(folder)
    proof.done["faults_under_the_app"] += 1


@contextmanager
def _folder(place: Path, sound: Path) -> Iterator[Path]:
    folder = place / "here"
    shutil.copytree(sound, folder)
    with sqlite3.connect(library_in(folder)) as library, sqlite3.connect(folder / "other.db") as other:
        library.backup(other)
        other.execute("UPDATE paper SET title = 'Of another library'")
    library.close()
    other.close()
    yield folder
    shutil.rmtree(folder)


def _taken_away(
    folder: Path, damage: Callable[[Path], None], words: tuple[str, ...], *, changed_before: bool
) -> None:
    library = library_in(folder)
    with Program(folder, command=sabotage.carrel(), CARREL_LIBRARY=str(library)) as app:
        app.until("60 papers")
        if changed_before:
            app.press("s")
            app.until(lambda program: program.counts("Starred", 1))
        damage(library)
        there = library.read_bytes() if library.exists() else None
        app.until(lambda program: any(word in program.text for word in words))
        app.press("j", "s")
        app.until(lambda program: any(word in program.text for word in words))
        app.press("j", "k", "Q")
        code = app.ended()
        if code not in (0, 5) or b"Traceback" in app.output or not app.is_restored:
            raise Broken(f"the app ended with {code}:\n{app.text}")
    if (library.read_bytes() if library.exists() else None) != there:
        raise Broken("the app wrote into what took the library's place")
    if there is not None and damage is not _replaced:
        code, said = command(library, ("tag", "1", "--add", "x"))
        plain(code, said)
        if code != 5:
            raise Broken(f"a command on it afterwards ended with {code}: {said}")


def _spoilt(folder: Path, damage: Callable[[Path], None]) -> None:
    """Pages that are read only later: the app may go on or end, but in words."""
    with Program(folder, command=sabotage.carrel(), CARREL_LIBRARY=str(library_in(folder))) as app:
        app.until("60 papers")
        damage(library_in(folder))
        for key in ("G", "/", "heron minutes", "enter", "enter", "e", "escape", "escape", "t", "escape", "Q"):
            if app.process.poll() is None:
                app.press(key)
                app.settle(0.2)
        code = app.ended()
        if code not in (0, 5) or b"Traceback" in app.output or not app.is_restored:
            raise Broken(f"on spoilt pages the app ended with {code}:\n{app.text}")


def _locked(folder: Path) -> None:
    """Another program writes for longer than the app waits; then it lets go."""
    holder = sqlite3.connect(library_in(folder), isolation_level=None)
    with Program(folder, command=sabotage.carrel(), CARREL_LIBRARY=str(library_in(folder))) as app:
        app.until(lambda program: program.counts("Unread", PAPERS))
        holder.execute("BEGIN IMMEDIATE")
        app.press("s")
        # A toast breaks its line where the folder's name ends: one of them is in one piece.
        app.until(lambda program: any(word in program.text for word in ("another program", "try again")), 60)
        holder.execute("ROLLBACK")
        app.press("s")
        app.until(lambda program: program.counts("Starred", 1))
        app.press("Q")
        if app.ended():
            raise Broken(f"after a locked library the app ended badly:\n{app.text}")
    holder.close()
