"""A disk that is really full, and a folder in which nothing may be written."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from storage import Library
from tests.faults import paths
from tests.faults.damage import CHANGING, LOOKING
from tests.faults.failing import plain
from tests.faults.forked import command, forked
from tests.faults.paths import drafts, library_in, whole
from tests.faults.report import Broken, Proof
from tests.tui.terminal.program import Program

ROOM = "3m"
LIKE_ANYBODY = (
    "import sys, runpy\n"
    "from tests.faults.mounts import like_anybody\n"
    "like_anybody()\n"
    "sys.argv[0] = 'carrel'\n"
    "runpy.run_module('tui', run_name='__main__')\n"
)
MAY_WRITE_ANYWHERE = 1 << 1 | 1 << 2
"""The capabilities CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, by which root ignores permissions."""


def like_anybody() -> None:
    """Have this process heed permissions, even as root (capset(2), version 3 of its structures)."""
    if os.geteuid():
        return
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None)
    if libc.capget(header, sets):
        raise OSError("capabilities cannot be read")
    sets[0] &= ~MAY_WRITE_ANYWHERE
    sets[1] &= ~MAY_WRITE_ANYWHERE  # by which access(2) goes
    if libc.capset(header, sets):
        raise OSError("capabilities cannot be given up")


def prove(place: Path, proof: Proof, *, short: bool) -> None:
    """The full disk where one can be mounted; the read-only folder anywhere."""
    try:
        with mounted(place / "small") as folder:
            full_disk(folder, (40_000,) if short else (0, 40_000, 300_000), proof)
    except PermissionError as error:
        proof.skip("a full disk", str(error))
    read_only(place / "closed", proof)
    read_only_with_a_log(place / "logged", proof)


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """A small file system in memory."""
    folder.mkdir()
    if os.geteuid():
        raise PermissionError("mounting a file system takes root")
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise PermissionError(f"no file system can be mounted here ({done.stderr.strip()})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def full_disk(folder: Path, leaving: Sequence[int], proof: Proof) -> None:
    """Fill the disk to the last byte, and a few bytes less; change; make room; change again."""
    paths.filled(60)(folder)
    page = folder.parent / "many.jsonl"
    page.write_text(
        "".join(f'{{"title": "{d.title}", "abstract": "{d.abstract}"}}\n' for d in drafts(0, 4000))
    )
    library = library_in(folder)
    changes = CHANGING | {"import": (str(page),), "mark": ("read", "--query", "heron")}
    changes["export"] = ("--to", "jsonl", "--output", str(folder / "out.jsonl"))
    for free in leaving:
        for word, more in list(changes.items())[:: 3 if len(leaving) == 1 else 1]:
            before = whole(folder)
            _fill(folder, free)
            code, said = command(library, (word, *more))
            plain(code, said)
            (folder / "filler").unlink()
            if code and word != "import" and whole(folder) != before:
                raise Broken(f"{word} on a full disk failed, and changed something")
            if code and (folder / "out.jsonl").exists():
                raise Broken("a failed export left a file")
            for words in (("check",), ("list",)):
                _works(library, words)
            if code and word == "import":
                _works(library, ("undo",))
            (folder / "out.jsonl").unlink(missing_ok=True)
            shutil.rmtree(folder / "backups", ignore_errors=True)
            proof.done["commands_on_a_full_disk"] += 1
            proof.done["that_found_no_room"] += code != 0
    proof.demand(that_found_no_room=len(leaving))


def _fill(folder: Path, free: int) -> None:
    """Leave so many bytes."""
    with (folder / "filler").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - free))


def _works(library: Path, words: tuple[str, ...]) -> None:
    code, said = command(library, words)
    if code:
        raise Broken(f"{words} with room again ended with {code}: {said!r}")


def read_only(folder: Path, proof: Proof) -> None:
    """Look at everything, change nothing, as commands and in the app, without leave to write."""
    folder.mkdir()
    paths.filled(60)(folder)
    before = library_in(folder).read_bytes()
    library_in(folder).chmod(0o400)
    folder.chmod(0o500)
    for word, more in LOOKING.items():
        _expect(folder, (word, *more), {0}, proof)
    for word, more in CHANGING.items():
        _expect(folder, (word, *more), {1, 5}, proof)
    with Program(
        folder, command=(sys.executable, "-c", LIKE_ANYBODY), CARREL_LIBRARY=str(library_in(folder))
    ) as app:
        app.until("60 papers")
        app.press("j")
        app.press("s")
        app.until("can only be read")
        app.press("/", "heron 7")
        app.until("heron 7")
        app.press("escape", "Q")
        if app.ended():
            raise Broken(f"the app on a read-only folder ended badly:\n{app.text}")
    proof.done["faults_under_the_app"] += 1
    if library_in(folder).read_bytes() != before or [each.name for each in folder.iterdir()] != [
        "library.db"
    ]:
        raise Broken(f"something was written in a read-only folder: {list(folder.iterdir())}")
    folder.chmod(0o700)


def read_only_with_a_log(folder: Path, proof: Proof) -> None:
    """Changes that only the log holds are seen without leave to write, or it is said that they cannot be."""
    (folder / "open").mkdir(parents=True)
    paths.filled(60)(folder / "open")
    with Library.open(library_in(folder / "open")) as library:
        library.star([1])
        left = shutil.copytree(folder / "open", folder / "left")
        copied = shutil.copytree(folder / "open", folder / "copied", ignore=shutil.ignore_patterns("*-shm"))
    for closed, seen in ((left, True), (copied, False)):
        before = {file.name: file.read_bytes() for file in closed.iterdir()}
        for file in closed.iterdir():
            file.chmod(0o400)
        closed.chmod(0o500)
        words = [sys.executable, "-c", LIKE_ANYBODY, "--library", str(library_in(closed))]
        done = subprocess.run(
            [*words, "list", "is:starred", "--as", "ids"], capture_output=True, text=True, check=False
        )
        plain(done.returncode, done.stderr)
        if (done.returncode, done.stdout) != ((0, "1\n") if seen else (5, "")):
            raise Broken(f"of a log in a read-only folder came {done.stdout!r}, {done.stderr!r}")
        _expect(closed, ("tag", "2", "--add", "x"), {5}, proof)
        closed.chmod(0o700)
        if {file.name: file.read_bytes() for file in closed.iterdir()} != before:
            raise Broken("something was written in a read-only folder")
        proof.done["commands_in_a_read_only_folder"] += 1


def _expect(folder: Path, words: tuple[str, ...], codes: set[int], proof: Proof) -> None:
    def work() -> tuple[int, str]:
        like_anybody()
        code, said = command(library_in(folder), words)
        return code, said

    ended = forked(work)
    if ended.code:
        raise Broken(f"{words} in a read-only folder fell: {ended.said}")
    code, said = ended.said
    plain(code, said)
    if code not in codes:
        raise Broken(f"{words} in a read-only folder ended with {code}: {said!r}")
    proof.done["commands_in_a_read_only_folder"] += 1
