"""Libraries that are gone, empty, cut short, zeroed or another program's, and every command on them."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from tests.faults import paths
from tests.faults.cuts import contents
from tests.faults.failing import plain
from tests.faults.forked import command, forked
from tests.faults.paths import library_in
from tests.faults.report import Broken, Proof, show
from tests.storage.helpers import dump
from tui.cli.run import run

PAPERS = 150
PAGE = 4096
LOOKING = {"list": (), "show": ("1",), "stats": (), "notes": (), "history": (), "export": ("--to", "jsonl")}
CHANGING = {
    "tag": ("2", "--add", "x"),
    "note": ("2", "words"),
    "edit": ("2", "--set", "venue=x"),
    "undo": (),
    "import": ("--starter",),
    "backup": (),
}
Damage = Callable[[Path], None]


def _zeroed(first: int, pages: int) -> Damage:
    def damage(library: Path) -> None:
        _overwrite(library, first * PAGE, bytes(pages * PAGE))

    return damage


def _scattered(library: Path) -> None:
    """Garbage in a tenth of the pages, the first left alone."""
    chance = random.Random(3)
    pages = library.stat().st_size // PAGE
    for page in chance.sample(range(1, pages), pages // 10):
        _overwrite(library, page * PAGE, chance.randbytes(PAGE))


def _overwrite(library: Path, offset: int, data: bytes) -> None:
    with library.open("r+b") as file:
        file.seek(offset)
        file.write(data)


def _foreign(library: Path) -> None:
    library.unlink()
    connection = sqlite3.connect(library)
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.commit()
    connection.close()


def _folder(library: Path) -> None:
    library.unlink()
    library.mkdir()


def _cut(share: float) -> Damage:
    def damage(library: Path) -> None:
        with library.open("r+b") as file:
            file.truncate(int(library.stat().st_size * share))

    return damage


REFUSED: dict[str, Damage] = {
    "gone": Path.unlink,
    "empty": lambda library: library.write_bytes(b"") and None,
    "text": lambda library: library.write_text("Dear diary, " * 900) and None,
    "a folder": _folder,
    "another program's": _foreign,
    "zeroed header": _zeroed(0, 1),
}
"""What no command may touch, and every command must refuse."""
PARTIAL: dict[str, Damage] = {
    "half": _cut(0.5),
    "cut in a page": _cut(0.3337),
    "zeroed beginning": _zeroed(1, 20),
    "zeroed middle": _zeroed(25, 30),
    "garbage": _scattered,
}
"""What commands may not notice, unless they come across it; ``check`` must."""


SHORT = ("empty", "garbage")


def prove(place: Path, proof: Proof, *, short: bool) -> None:
    """Each damage, with a backup and without one."""
    sound = place / "sound"
    sound.mkdir()
    paths.filled(PAPERS)(sound)
    for name, damage in (REFUSED | PARTIAL).items():
        if short and name not in SHORT:
            continue
        for saved in (True,) if short else (True, False):
            here = place / "damaged"
            shutil.copytree(sound, here)
            try:
                _one(here, name, damage, saved, proof)
            except AssertionError as error:
                raise Broken(f"library {name}, {'with' if saved else 'without'} a backup: {error}") from error
            shutil.rmtree(here)
            show(f"damaged: {name}")
    shutil.rmtree(sound)


def _one(here: Path, name: str, damage: Damage, saved: bool, proof: Proof) -> None:
    library = library_in(here)
    if saved:
        _run(library, ("backup",), codes={0})
        then = dump(library, without=())
        _run(library, ("tag", "5", "--add", "since"), codes={0})
    damage(library)
    before = contents(here)
    for word, more in (LOOKING | CHANGING).items():
        if name == "gone" and not saved and word == "import":
            continue  # where there was never a backup, the first import makes a library
        codes = {1, 5} if name in REFUSED else {0, 1, 5}
        code = _run(library, (word, *more), codes)
        proof.done["commands_on_them"] += 1
        if name in REFUSED and (code == 0 or _changed(before, contents(here))):
            raise Broken(f"{word} ended with {code} and changed {_changed(before, contents(here))}")
    said = _check(library)
    if saved and name != "a folder" and "carrel restore" not in said:
        raise Broken(f"check does not offer the backup: {said!r}")
    proof.done["damaged_libraries"] += 1
    if saved and name != "a folder":
        _drill(library, then, before, proof)


def _run(library: Path, words: tuple[str, ...], codes: set[int]) -> int:
    code, said = command(library, words)
    if code not in codes:
        raise Broken(f"{words} ended with {code}: {said!r}")
    plain(code, said)
    return code


def _check(library: Path) -> str:
    """What check says, on stdout or as its error; it must not be content."""

    def work() -> tuple[int, str]:
        out, err = StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["--library", str(library), "check"])
        return code, out.getvalue() + err.getvalue()

    code, said = forked(work).said
    if code not in (1, 5) or "Traceback" in said:
        raise Broken(f"check ended with {code}: {said!r}")
    return str(said)


def _changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    empty_log = {name for name in after if name.endswith("-wal") and not after[name]}
    names = {*before, *after} - empty_log
    return [name for name in names if before.get(name) != after.get(name)]


def _drill(
    library: Path, then: dict[str, list[tuple[object, ...]]], before: dict[str, bytes], proof: Proof
) -> None:
    damaged = library.read_bytes() if library.exists() else None
    _run(library, ("restore", "--yes"), codes={0})
    if dump(library, without=()) != then:
        raise Broken("restoring does not bring back what the backup holds")
    kept = [each.read_bytes() for each in library.parent.glob("library-before-*") if each.suffix == ".db"]
    if damaged is not None and kept != [damaged]:
        raise Broken("the damaged library is not kept beside the restored one")
    for words in (("check",), ("tag", "5", "--add", "after"), ("list",)):
        _run(library, words, codes={0})
    proof.done["restored"] += 1
