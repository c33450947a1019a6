"""The ways in which Carrel writes, each as a few changes that are acknowledged one after another.

A path is one function: it is handed a folder with a library in it, makes a change, yields once the call has
returned, and goes on to the next. What a folder must then show is said by the path's view.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from seeds import Draft
from storage import Library
from tests.storage.helpers import dump, harvest
from tui.cli.run import run

PAPERS = 60
"""In the library that changes are made to: small, since it is looked at whole thousands of times."""
BULK = 400
"""In the library of bulk changes: enough for the log to be written into the library on the way."""

SAVED = "saved.sqlite"

Changes = Callable[[Path], Iterator[None]]
View = Callable[[Path], str]


@dataclass(frozen=True)
class WritePath:
    """How a folder is prepared, what is done in it, and what is looked at."""

    prepare: Callable[[Path], None]
    changes: Changes
    view: View


def library_in(folder: Path) -> Path:
    """Where the library is."""
    return folder / "library.db"


def drafts(first: int, papers: int, *, salt: str = "") -> list[Draft]:
    """Papers that are alike in nothing."""
    return [
        Draft(
            title=f"On heron {number}{salt} and the {number * 7919 % 1009} ponds it was seen at",
            authors=(f"Ana {chr(65 + number % 26)}rtiz{number}", "Bela Ödön"),
            published=f"{1990 + number % 30}-0{1 + number % 9}",
            category=("cs.LG", "math.CO", None)[number % 3],
            abstract=f"Herons stand still for {number}{salt} minutes, so there is time to count them. " * 4,
        )
        for number in range(first, first + papers)
    ]


def carrel(folder: Path, *words: str) -> None:
    """A command as people type it, to its end."""
    err = StringIO()
    with redirect_stdout(Discarded()), redirect_stderr(err):
        code = run(["--library", str(library_in(folder)), *words])
    if code:
        raise RuntimeError(f"carrel {' '.join(words)} ended with {code}: {err.getvalue()}")


class Discarded(StringIO):
    """What nobody reads."""


def filled(papers: int) -> Callable[[Path], None]:
    """Prepare a library with so many papers, some of them tagged and noted."""

    def prepare(folder: Path) -> None:
        with Library.open(library_in(folder), create=True) as library:
            library.take([harvest(*drafts(0, papers))])
            library.tag([1, 2, 3], add=["kept"])
            library.add_note(1, "From before the power went.")

    return prepare


def much_done(folder: Path) -> None:
    """Prepare a library in which there is something to undo."""
    filled(PAPERS)(folder)
    with Library.open(library_in(folder)) as library:
        library.take([harvest(*drafts(500, 20))])
        library.tag(range(1, 30), add=["undone"])


def crashed_with_a_backup(folder: Path) -> None:
    """Prepare a backup, and a library whose newest changes are in its log alone."""
    filled(PAPERS)(folder)
    library = library_in(folder)
    with Library.open(library) as opened:
        opened.backup(folder / SAVED)
        opened.tag([5, 6], add=["not in the backup"])
        for ending in ("", "-wal"):
            shutil.copy(library.with_name(library.name + ending), folder / f"crashed{ending}")
    for ending in ("", "-wal"):
        (folder / f"crashed{ending}").rename(library.with_name(library.name + ending))


def nothing(folder: Path) -> None:
    """Prepare an empty folder."""


# What a folder shows.


def digest(shown: Any) -> str:
    """Anything as a short text that differs when it differs."""
    return hashlib.sha256(json.dumps(shown, default=repr, sort_keys=True).encode()).hexdigest()[:16]


def whole(folder: Path) -> str:
    """The library, row by row, journal and all."""
    return digest(dump(library_in(folder), without=()))


def with_schema(folder: Path) -> str:
    """The library and its schema, in one piece."""
    with sqlite3.connect(library_in(folder)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()
        schema = sorted(connection.execute("SELECT name, sql FROM sqlite_schema"), key=repr)
    connection.close()
    return digest([whole(folder), version, schema])


def papers_alone(folder: Path) -> str:
    """What is known of the papers; imports write down what they did once the papers are in."""
    if not library_in(folder).exists():
        return digest({})
    books = {"batch", "source", "journal", "journal_step", "setting", "author", "tag", "sqlite_sequence"}
    shown = dump(library_in(folder), without=books)
    return digest({name: rows for name, rows in shown.items() if rows})


def with_backups(folder: Path) -> str:
    """The library and each of its backups, every one whole."""
    saved = sorted((folder / "backups").glob("[!.]*"))
    return digest([whole(folder), [[each.name, sound(each)] for each in saved]])


def sound(backup: Path) -> str:
    """A backup's contents, once SQLite has found nothing wrong with them."""
    connection = sqlite3.connect(f"{backup.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), backup
    finally:
        connection.close()
    return digest(dump(backup, without=()))


def restored(folder: Path) -> str:
    """The library. Where the power went between the old one and the new there is none for a moment:
    then the old one is whole beside it, and restoring again brings the new one."""
    if library_in(folder).exists():
        return whole(folder)
    (kept,) = folder.glob("library-before-*.db")
    assert "not in the backup" in repr(dump(kept, without=()))
    carrel(folder, "restore", str(folder / SAVED), "--yes")
    return whole(folder)


def exported(folder: Path) -> str:
    """What was exported, to the last byte."""
    return digest([each.read_bytes() for each in sorted(folder.glob("export.*"))])


# What is done.


def _in_one_go_and_by_commands(
    folder: Path, through_store: Callable[[Library, int], object], command: Callable[[int], tuple[str, ...]]
) -> Iterator[None]:
    """Half of the changes in a library that stays open, as in the app, half by commands of their own."""
    with Library.open(library_in(folder)) as library:
        for turn in range(5):
            through_store(library, turn)
            yield
    for turn in range(5, 9):
        carrel(folder, *command(turn))
        yield


def importing(folder: Path) -> Iterator[None]:
    """Into a folder without a library: the first import makes it."""
    for turn in range(4):
        page = folder.parent / f"page{turn}.jsonl"
        lines = [
            {"title": each.title, "authors": list(each.authors), "abstract": each.abstract}
            for each in drafts(turn * 100, 25)
        ]
        page.write_text("".join(json.dumps(line) + "\n" for line in lines))
        carrel(folder, "import", str(page))
        yield
    with Library.open(library_in(folder)) as library:
        for turn in range(4, 8):
            library.take([harvest(*drafts(turn * 100, 25), name=f"page{turn}")])
            yield


def bulk(folder: Path) -> Iterator[None]:
    """All papers at once, until the log has been written into the library more than once."""
    everything = list(range(1, BULK + 1))
    with Library.open(library_in(folder)) as library:
        for turn in range(6):
            library.tag(everything, add=[f"all-{turn}"])
            yield
            library.mark(everything, ("read", "skipped")[turn % 2])
            yield
    carrel(folder, "tag", "--query", "is:skipped", "--add", "in one command")
    yield


def noting(folder: Path) -> Iterator[None]:
    """Notes, added and changed."""

    def through_store(library: Library, turn: int) -> None:
        if turn % 2:
            library.edit_note(1, f"Changed for the {turn}th time.")
        else:
            library.add_note(turn + 1, f"Note {turn}.\n\nWith a *second* paragraph.")

    return _in_one_go_and_by_commands(
        folder, through_store, lambda turn: ("note", str(turn), f"by command {turn}")
    )


def tagging(folder: Path) -> Iterator[None]:
    """Single papers."""
    return _in_one_go_and_by_commands(
        folder,
        lambda library, turn: library.tag([turn + 5], add=[f"tag{turn}"]),
        lambda turn: ("tag", str(turn), "--add", f"tag{turn}", "--remove", "kept"),
    )


def editing(folder: Path) -> Iterator[None]:
    """Corrections, which change keys and the search index as well."""
    return _in_one_go_and_by_commands(
        folder,
        lambda library, turn: library.edit(turn + 1, {"title": f"Corrected {turn}", "authors": "A B; C D"}),
        lambda turn: ("edit", str(turn), "--set", f"title=Better {turn}", "--set", "venue=The Pond"),
    )


def undoing(folder: Path) -> Iterator[None]:
    """Back and forth, over an import too."""
    for turn in range(8):
        carrel(folder, "undo" if turn % 4 < 2 else "redo")
        yield


def migrating(folder: Path) -> Iterator[None]:
    """An old library is opened, and worked with."""
    Library.open(library_in(folder)).close()
    yield
    for turn in range(4):
        carrel(folder, "tag", str(turn + 1), "--add", f"since{turn}")
        yield


def saving(folder: Path) -> Iterator[None]:
    """Backups, with changes in between."""
    for turn in range(4):
        carrel(folder, "backup", str(folder / "backups" / f"copy{turn}.db"))
        yield
        carrel(folder, "tag", str(turn + 1), "--add", f"since{turn}")
        yield


def restoring(folder: Path) -> Iterator[None]:
    """Back to a backup after a crash, and once more after some changes."""
    for _ in range(2):
        carrel(folder, "restore", str(folder / SAVED), "--yes")
        yield
        for turn in range(2):
            carrel(folder, "tag", str(turn + 1), "--add", "after restoring")
            yield


def exporting(folder: Path) -> Iterator[None]:
    """To files that are there already, and that are not."""
    for turn, name in enumerate(("export.bib", "export.jsonl", "export.bib", "export.csv", "export.bib")):
        to = {".bib": "bibtex", ".jsonl": "jsonl", ".csv": "csv"}[Path(name).suffix]
        carrel(folder, "export", "--to", to, "--output", str(folder / name), "--limit", str(150 + 50 * turn))
        yield
