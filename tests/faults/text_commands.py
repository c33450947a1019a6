"""Every command of the command line on a library of hostile text, on a terminal, byte by byte."""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

import errno
import json
import os
import pty
import shutil
import sys
import termios
import tty
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO, TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import NoReturn
from unittest.mock import patch

from seeds import FORMATS
from tests.faults import hostile
from tests.faults.report import Broken, Proof, show

S, ID, FILE, FOLDER = "{string}", "{id}", "{file}", "{folder}"
OUT = FOLDER + "/out"
CASES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "import": ((FILE,), (FILE, "--as", "json"), (S,), ("--format", S, FILE), ("--as-of", S, FILE), ("--tag", S, FILE), ("--dry-run", FILE), ("--starter", S)),
    "add": ((S, "--offline"), (S, "--offline", "--tag", S), (f"{S} {S}", "--offline", "--as", "json"), (S, "--offline", "--queue")),
    "refresh": ((f"id:0 {S}",), ("id:0", "--as", "json")),
    "fetch": ((), ("--quiet",), ("--as", "json")),
    "follow": ((S,), (f"author:{S}",), (f"https://x.example/{S}",), (), ("--as", "json"), ("--as", "opml"), ("--remove", S), ("--from", FILE)),
    "pdf": ((S,), (S, "--no-open"), (S, "--open")),
    "export": (("--to", S), ("--to", "bibtex", S), ("--to", "csv", "--output", FOLDER + "/" + S),
               ("--to", "html", "--style", S), ("--to", "text", "--style", "apa"), ("--to", "ris", "--strict", S), ("--to", "ris", "--sort", S), ("--to", "ris", "--limit", S)),
    "list": ((), (S,), ("--as", "json"), ("--as", "jsonl"), ("--as", "keys"), ("--sort", S), ("--as", S), (f"tag:{S}",), ("--strict", S), ("--limit", S), ("--plain",)),
    "show": ((ID,), (ID, "--as", "json"), (ID, "--plain"), (S,)),
    "author": ((S,), ("B. Second",), ("B. Second", "--as", "json")),
    "notes": ((), (S,), ("--as", "json"), ("show", "--strict", S), ("export", OUT), ("export", OUT, S), ("export", OUT, "--as", "json"),
              ("import", OUT), ("import", OUT, "--dry-run", "--as", "json"), ("import", S)),
    "tags": ((), ("--as", "json"), ("rename", S, S + "2"), ("delete", S)),
    "views": ((), ("--as", "json"), ("save", S, S), ("save", S, S, "--strict"), ("delete", S)),
    "stats": ((), (S,), ("--as", "json"), ("--strict", S), ("--svg", OUT + ".svg"), ("--html", OUT + ".html"), ("--svg", FOLDER + "/" + S + ".svg")),
    "mark": (("read", ID, "--as", "json"), (S, ID), ("read", S), ("read", "--query", S)),
    "star": ((ID,), (ID, "--as", "json"), (S,), ("--query", S)),
    "unstar": ((ID,), (ID, "--as", "json"), (S,), ("--query", S)),
    "rate": (("4", ID), ("5", ID, "--as", "json"), (S, ID), ("4", "--query", S)),
    "tag": ((ID, "--add", S), (ID, "--remove", S), (S, "--add", "x"), ("--query", S, "--add", S), (ID, "--add", S + "2", "--as", "json")),
    "note": ((ID, S), (ID, S, "--quote", S), (S, "x"), (ID, S, "--edit", "1", "--as", "json"), (ID, S, "--edit", S)),
    "edit": ((ID, "--set", f"title={S}"), (ID, "--set", f"venue={S}"), (ID, "--set", S), (ID, "--set", f"{S}=1"), (ID, "--set", f"url={S}", "--as", "json")),
    "remove": ((ID, "--as", "json"), (S,), (ID, "--restore"), ("--query", S)),
    "trash": ((), ("--as", "json"), ("empty", "--sure", "99"), ("empty", "--sure", S)),
    "undo": ((), ("--as", "json"), (S,), ("--change", S)),
    "redo": ((), ("--as", "json"), (S,)),
    "history": ((), ("--as", "json"), ("--limit", S), (S,)),
    "backup": ((OUT + ".jsonl", "--dump"), (FOLDER + "/" + S,), (FOLDER + "/copy-" + S + ".jsonl", "--dump")),
    "rebuild": ((FILE, FOLDER + "/" + S + ".new"), (S,)),
    "restore": ((S, "--yes"), (S, "--yes", "--as", "json")),
    "check": ((), ("--as", "json"), ("--repair",)),
    "related": ((ID,), (ID, "--as", "json"), (ID, "--limit", S), (S,)),
    "next": ((), (S,), ("--as", "json"), ("--limit", S), ("--strict", S)),
    "taste": (("more", ID, "--as", "json"), (S, ID), ("less", S), ("less", "--query", S)),
    "triage": ((S,),),
    "queue": ((ID,), (), ("--as", "json"), (S,), (ID, "--at", S), (ID, "--top"), ("--query", S), (ID, "--remove")),
    "start": ((ID, "--as", "json"), (S,)),
    "progress": ((ID, "3"), (ID, "50%", "--as", "json"), (ID, S), (S, "3")),
    "stop": ((ID, "--as", "json"), (S,)),
    "log": ((), ("--as", "json"), (ID,), (S,), ("--edit", S), ("--edit", "1", "--started", S), ("--edit", "1", "--ended", S), ("--delete", S), ("--limit", S)),
    "remember": ((ID, "--as", "json"), (S,), ("--query", S), (ID, "--stop")),
    "review": ((), ("--as", "json"), (S,), (ID, "--answer", S)),
    "duplicates": ((), (S,), ("--as", "json"), ("--limit", S), ("--strict", S)),
    "merge": ((ID, S), (S, ID, "--as", "json")),
    "distinct": ((ID, S), (S, ID, "--as", "json")),
    "guide": ((S,),),
    "keys": ((), ("--as", "json")),
    "config": ((), ("--as", "json"), ("path",), ("path", S), ("show",), (S,)),
}  # fmt: skip
"""What each command is run with; ``{string}`` is the hostile string itself."""


def untried() -> set[str]:
    """Commands, subcommands and options that no case has, as in ``notes export`` and ``list --strict``."""
    from tui.cli.main import Commands

    missing = set()
    for name, command in Commands().items():
        words = {word for case in CASES.get(name, ()) for word in case}
        below = getattr(command, "commands", {})
        options = {max(each.opts, key=len) for one in (command, *below.values()) for each in one.params
                   if each.opts[0].startswith("-")}  # fmt: skip
        missing |= {
            f"{name} {word}" for word in options - {"--help", "--plain"} | set(below) if word not in words
        }
        missing |= set() if name in CASES else {name}
    return missing


def run_all(folder: Path, strings: list[str], proof: Proof) -> None:
    """Run every case of every command for each string, with the library it stands in all over."""
    if missing := untried():
        raise Broken(f"no case for {', '.join(sorted(missing))}")
    for number, text in enumerate(strings):
        show(f"commands: string {number + 1} of {len(strings)}")
        home = folder / str(number)
        home.mkdir(parents=True)
        with patch("socket.socket.connect", _nobody), patch("socket.getaddrinfo", _nobody):
            _Commands(home, text).run(proof)
        shutil.rmtree(home)


def _nobody(*_: object) -> NoReturn:
    raise OSError(errno.ENETUNREACH, "there is no network here")


class _Commands:
    """One string: a library of it, a file of it, settings and surroundings of it."""

    def __init__(self, home: Path, text: str) -> None:
        self.home, self.text = home, text
        # What the operating system hands to a program has neither NUL nor half characters.
        self.argument = os.fsdecode(
            hostile.storable(text).replace("\0", "\1").encode()[:120].decode("utf-8", "ignore")
        )
        self.name = self.argument.replace("/", "∕") or "empty"
        self.library = home / f"{self.name[:30]}.db"
        self.paper = str(hostile.library_of(self.library, [text, "Another"])[0])
        self.file = home / f"{self.name[:30]}.jsonl"
        fields = ("title", "abstract", "summary", "venue", "key", "url", "category", "published", "mine")
        paper = dict.fromkeys(fields, text) | {"authors": [text], "tags": [text], "notes": [{"text": text}]}
        self.file.write_text(json.dumps(paper) + "\n" + text[:200].encode("utf-8", "replace").decode() + "\n")
        self.config = home / "config.toml"
        written = json.dumps(hostile.storable(text)[:200])
        self.config.write_text(
            f"theme = {written}\n{written} = 1\n[keys]\nstar = {written}\n{written} = 'x'\n"
        )

    def run(self, proof: Proof) -> None:
        """Every case, and every format to export to."""
        exports = tuple(("--to", format.name) for format in FORMATS if format.writable)
        for command, cases in CASES.items():
            for case in (*cases, *(exports if command == "export" else ())):
                words = [command, *map(self._filled, case)]
                self._check(words, self._run(words), proof)
        for place in self.home.glob("out*"):
            for file in (place, *place.rglob("*")):
                harm = hostile.IN_PAGES if file.suffix == ".md" else hostile.IN_FILES
                if file.is_file() and (found := harm.search(file.read_text("utf-8"))):
                    raise Broken(f"{file.name} holds {found[0]!a}")

    def _filled(self, word: str) -> str:
        places = {
            S: self.name if FOLDER in word else self.argument,
            ID: self.paper,
            FILE: str(self.file),
            FOLDER: str(self.home),
        }
        for place, value in places.items():
            word = word.replace(place, value)
        return word

    def _run(self, words: list[str]) -> tuple[int, bytes]:
        from tui.cli.run import run

        surroundings = {
            "CARREL_LIBRARY": str(self.library), "CARREL_CONFIG": str(self.config), "HOME": str(self.home),
            "TERM": "xterm", "COLUMNS": "80", "LANG": "C.UTF-8", "EDITOR": self.argument + " x", "VISUAL": "",
            "PATH": os.environ["PATH"],
        }  # fmt: skip
        with _on_a_terminal(surroundings) as seen:
            code = run(words)
        return code, bytes(seen)

    def _check(self, words: list[str], ended: tuple[int, bytes], proof: Proof) -> None:
        code, seen = ended
        output = seen.decode("utf-8")
        said = f"carrel {words!a} ended with {code} and printed "
        if (words[0] == "export" or words[-1] == "opml") and not code:
            harm = hostile.IN_FILES.search(output.replace("\x1b[2m", "").replace("\x1b[0m", ""))
            if harm:
                raise Broken(said + ascii(harm[0]))
        elif found := hostile.harm_in(output):
            raise Broken(said + found)
        if "Traceback" in output or (
            code not in range(5) and (code, words[0]) not in ((5, "rebuild"), (5, "restore"))
        ):
            raise Broken(said + ascii(output[-400:]))
        proof.done["command_runs"] += 1
        proof.done["bytes_of_commands"] += len(seen)


@contextmanager
def _on_a_terminal(surroundings: dict[str, str]) -> Iterator[bytearray]:
    """Within, stdout and stderr are a terminal; what it is sent can be read once the block has ended."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs, termios.TCSANOW)
    seen = bytearray()
    reader = Thread(target=_read_all, args=(ours, seen))
    reader.start()
    before = sys.stdin, sys.stdout, sys.stderr, dict(os.environ)
    out, err = (
        TextIOWrapper(FileIO(os.dup(theirs), "w"), encoding="utf-8", write_through=True) for _ in "oe"
    )
    sys.stdin, sys.stdout, sys.stderr = TextIOWrapper(FileIO(os.open(os.devnull, os.O_RDONLY))), out, err
    os.environ.clear()
    os.environ.update(surroundings)
    try:
        yield seen
    finally:
        os.environ.clear()
        os.environ.update(before[3])
        sys.stdin, sys.stdout, sys.stderr = before[:3]
        out.close()
        err.close()
        os.close(theirs)
        reader.join()
        os.close(ours)


def _read_all(terminal: int, seen: bytearray) -> None:
    while True:
        try:
            piece = os.read(terminal, 1 << 16)
        except OSError:
            return
        if not piece:
            return
        seen += piece
