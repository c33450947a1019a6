"""``python -m tests.faults.opening``: what leaves the program, and what it leaves on the disk.

Addresses that are tricks reach no browser, editors get their arguments and never a shell, files and folders
are their owner's alone whatever the umask, an export is whole or not there and follows no link, and what is
exported is neutral and read alike by two readers that have nothing to do with each other.
"""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

from tests.faults import hostile
from tests.faults.report import Broken, Proof, show
from tests.tui.terminal.program import Program, environment_of

SCHEMES = ("http://", "https://", "HTTP://", "hTTps://", "file://", "javascript:", "data:", "ftp://", "//", "", " http://",
           "view-source:", "http:", "http:/", "https:///", "mailto:", "ssh://", "\thttps://", "http\n://", "-", "--", "about:")  # fmt: skip
HOSTS = ("doi.org", "-x.y", "x.y.", "x.y:", "x.y:80", "-oProxyCommand=x", "u@x.y", "u:p@x.y", "x.y@z", "x.y\\@z", "", "x y", "x\ty", "x\ny",
         "é.x", "xn--e.x", "[::1]", "x.y:99999999", "$(touch owned)", "`id`", "a;b", "a|b", "a&b", "x\0y", "\x1b[2J", "%00",
         "x\u202ey", "..", "localhost", "x'y", 'x"y', "a b@c", "{a,b}", "<x>", "*", "~", "!x", "#", "a" * 3_000)  # fmt: skip
PATHS = ("", "/", "/a?b=c#d", "/\n", "/ x", "/$(touch owned)", "/`touch owned`", "/;touch owned", "/|x", "/-x", "/\\x", "/é",
         "/%0a%0d", "/\x1b]0;x\x07", "/'x", '/"x', "/<x>", "/\u200bx", "/@x", "/*", "/a" * 2_000)  # fmt: skip
SOUND = re.compile(r"https?://[A-Za-z0-9]([A-Za-z0-9._-])*(:[0-9]{0,5})?([/?#][!-~]*)?", re.IGNORECASE)
IPV6 = re.compile(r"https?://\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?([/?#][!-~]*)?", re.IGNORECASE)
"""What a browser may be given, written down without looking at the program."""

EDITORS = {
    '"{editor}" --wait': ["--wait"],
    "'{editor}' -c 'set tw=72; touch owned' -- ": ["-c", "set tw=72; touch owned", "--"],
    '"{editor}" "a \'b\' $(touch owned) c" \\"x': ["a 'b' $(touch owned) c", '"x'],
    '"{editor}" ; touch owned': [";", "touch", "owned"],
    '"{editor}" && touch owned | x > y': ["&&", "touch", "owned", "|", "x", ">", "y"],
    '"{editor}" `touch owned` ~ * $HOME': ["`touch", "owned`", "~", "*", "$HOME"],
}
"""Editors as people set them, and the arguments that must reach them."""


def main(arguments: list[str] | None = None) -> int:
    """Show it on samples, or with ``--full`` on all; 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.opening", description=__doc__)
    parser.add_argument("--full", action="store_true", help="every address, every cut of an export")
    parser.add_argument(
        "--without", choices=["addresses", "private", "whole", "neutral"], help="take a protection out"
    )
    given = parser.parse_args(arguments)
    _take_out(given.without)
    proof = Proof("opening", "only pages are opened, files are private and whole, exports are neutral")
    with tempfile.TemporaryDirectory(prefix="carrel-opening-") as place:
        folder = Path(place)
        addresses(folder / "browser", proof, full=given.full)
        editors(folder / "editors", proof)
        modes(folder / "modes", proof, app=given.full)
        exports_are_whole(folder / "whole", proof, 100 if given.full else 10)
        from tests.faults import readers

        readers.check_all(folder / "neutral", proof)
    addressed, cuts = (15_000, 100) if given.full else (2_000, 10)
    least = {"addresses": addressed, "editors": 2 * len(EDITORS), "cut_exports": cuts}
    proof.demand(**least, modes=60 if given.full else 54, opened=10, read_twice=140)
    return proof.finish()


WITHOUT = {
    "addresses": "import tui.opening as o; o.is_safe = lambda url: True",
    "private": (
        "import os; opened = os.open\n"
        "def open_(path, flags, mode=0o777, *, dir_fd=None): return opened(path, flags, 0o666, dir_fd=dir_fd)\n"
        "os.open = open_"
    ),
    "whole": (
        "import tui.cli.files as f\n"
        "def replace_file(path, pieces):\n    path.touch(0o600)\n    path.write_text(''.join(pieces))\n"
        "f.replace_file = replace_file"
    ),
    "neutral": (
        "import re, seeds; seeds.inert = lambda text: text\n"
        "import seeds.formats.csv_table as c; c._FORMULA = re.compile('(?!)')"
    ),
}
"""Python that takes a protection out, run here and before the program."""


def _take_out(what: str | None) -> None:
    if what:
        exec(WITHOUT[what], {})
        BEFORE.append(WITHOUT[what])


BEFORE: list[str] = []


def _python(code: str) -> list[str]:
    """A command that runs ``code``, without what was taken out here."""
    return [sys.executable, "-c", "\n".join([*BEFORE, code])]


def _carrel(*words: str, before: str = "") -> list[str]:
    return [*_python(f"{before}\nimport sys\nfrom tui.__main__ import main\nsys.exit(main())"), *words]


# Addresses.


def addresses(folder: Path, proof: Proof, *, full: bool) -> None:
    """Give every combination of scheme, host and path to a browser that writes down what it is given."""
    from tui import opening

    given: list[str] = []
    browser = SimpleNamespace(open=lambda url: given.append(url) or True, Error=OSError)
    with patch.object(opening, "webbrowser", browser):
        tricks = ["".join(parts) for parts in itertools.product(SCHEMES, HOSTS, PATHS)]
        random.Random(5).shuffle(tricks)
        for url in tricks if full else tricks[:2_000]:
            before = len(given)
            opened = opening.open_in_browser(url)
            if opened != (len(given) > before):
                raise Broken(f"{url!r} was said to be opened: {opened}")
            proof.done["addresses"] += 1
        for scheme, value in itertools.product(
            ("doi", "arxiv"), [*hostile.strings().values(), *HOSTS, *PATHS]
        ):
            paper = SimpleNamespace(
                identifiers={scheme: (hostile.storable(value),)}, url=value, code_url=value
            )
            if found := opening.address(paper):
                opening.open_in_browser(found)
                proof.done["papers"] += 1
        for url in given:
            if not (SOUND.fullmatch(url) or IPV6.fullmatch(url)) or len(url) > 2_000:
                raise Broken(f"the browser was given {url!r}")
        proof.done["opened"] += len(given)
    _no_shell(folder, proof)


def _no_shell(folder: Path, proof: Proof) -> None:
    """A real program as the browser: it gets one argument, and no shell has read it."""
    folder.mkdir(parents=True)
    browser = _recorder(folder, "my browser; touch owned")
    for url in (
        "https://doi.org/10.1000/x;touch owned".replace(" ", "%20"),
        "http://x.y/?a=$(touch%20owned)&b='c'",
    ):
        code = f"from tui.opening import open_in_browser\nopen_in_browser({url!r})"
        _run(folder, [sys.executable, "-c", code], BROWSER=str(browser))
        if _recorded(browser)[-1] != [url]:
            raise Broken(f"the browser was started with {_recorded(browser)[-1]}")
        proof.done["started"] += 1
    _not_owned(folder)


def _recorder(folder: Path, name: str) -> Path:
    """A program that writes down its arguments, and something into the file it is to edit."""
    program = folder / name
    program.write_text(
        f"#!{sys.executable} -S\nimport json, os, sys\n"
        "open(__file__ + '.log', 'a').write(json.dumps(sys.argv[1:]) + '\\n')\n"
        "if os.path.exists(sys.argv[-1]): open(sys.argv[-1], 'a').write('written')\n"
    )
    program.chmod(0o700)
    return program


def _recorded(program: Path) -> list[list[str]]:
    return [json.loads(line) for line in program.with_name(program.name + ".log").read_text().splitlines()]


def _not_owned(folder: Path) -> None:
    if owned := [*folder.rglob("owned*")]:
        raise Broken(f"a shell has made {owned}")


def _run(folder: Path, command: list[str], umask: int = 0o022, **more: str) -> int:
    environment = environment_of(folder, **more)
    done = subprocess.run(command, cwd=folder, env=environment, umask=umask, capture_output=True, check=False)
    if b"Traceback" in done.stderr:
        raise Broken(f"{command} ended with {done.returncode}:\n{done.stderr.decode()}")
    return done.returncode


# Editors.


def editors(folder: Path, proof: Proof) -> None:
    """Start each editor from the command line, and by what the app starts editors with."""
    from tui import editor as of_the_app

    folder.mkdir()
    program = _recorder(folder, "an editor; touch owned")
    _run(folder, _carrel("import", "--starter"))
    for named, wanted in EDITORS.items():
        setting = named.format(editor=program)
        with Program(folder, "note", "1", EDITOR=setting) as carrel:
            if carrel.ended():
                raise Broken(f"carrel note did not work with EDITOR={setting}:\n{carrel.text}")
        argv = of_the_app.command({"VISUAL": setting})
        before = Path.cwd()
        os.chdir(folder)
        text = of_the_app.edit("draft ", argv)
        os.chdir(before)
        for call in _recorded(program)[-2:]:
            if call[:-1] != wanted or not call[-1].endswith("note.md"):
                raise Broken(f"EDITOR={setting} was started with {call}")
        if text != "draft written":
            raise Broken(f"the app has {text!r} back from EDITOR={setting}")
        proof.done["editors"] += 2
    _not_owned(folder)


# Modes.


def modes(folder: Path, proof: Proof, *, app: bool) -> None:
    """Do everything that makes files, under three umasks, and look at every file and folder there is."""
    for umask in (0o000, 0o022, 0o077):
        home = folder / f"{umask:03o}"
        home.mkdir(parents=True, mode=0o755)
        given = {home, *home.rglob("*")}
        places = {
            "CARREL_LIBRARY": str(home / "new" / "data" / "library.db"),
            "XDG_STATE_HOME": str(home / "new" / "state"),
        }
        holding = (
            "from storage import Library\nfrom tui.paths import library_file, queries_file\n"
            "from tui.asked import Asked\nimport os, sys\nfrom datetime import UTC, datetime, timedelta\n"
            "from storage import keep_backups\n"
            "with Library.open(library_file()) as library:\n"
            "    library.star([1]); library.keep_unsaved(1, 'draft'); Asked(queries_file()).add('tag:x')\n"
            "    assert keep_backups(library_file(), datetime.now(UTC) + timedelta(days=1))\n"
            "    print(*[each.name for each in library_file().parent.iterdir()], file=open('listed', 'w'))\n"
            "    for each in library_file().parent.iterdir():\n"
            "        print(each, oct(each.stat().st_mode & 0o777), file=open('held', 'a'))\n"
        )  # fmt: skip
        for words in (["import", "--starter"], ["note", "1", "x"], ["backup"], ["backup", "copy.db"], ["backup", "--dump", "a.jsonl"],
                      ["export", "--to", "bibtex", "--output", "a.bib"], ["export", "--to", "csv", "--output", "a.csv"]):  # fmt: skip
            if _run(home, _carrel(*words), umask, **places):
                raise Broken(f"carrel {words} did not work under umask {umask:03o}")
        if _run(home, _python(holding), umask, **places):
            raise Broken("the library could not be held open")
        for line in (home / "held").read_text().splitlines():
            name, mode = line.rsplit(" ", 1)
            _private(Path(name), int(mode, 8), folder=Path(name).name == "backups")
            proof.done["modes"] += 1
        if not {"library.db-wal", "library.db-shm"} <= set((home / "listed").read_text().split()):
            raise Broken("there was no log beside the library to look at")
        if app:
            _app_under(home, umask, places)
        for path in sorted(set(home.rglob("*")) - given):
            if path.name not in ("held", "listed"):
                _private(path, stat.S_IMODE(path.lstat().st_mode), folder=path.is_dir())
                proof.done["modes"] += 1


def _app_under(home: Path, umask: int, places: dict[str, str]) -> None:
    """The app itself: a note in the reader's editor, a draft, a query that is remembered."""
    command = _carrel(before=f"import os; os.umask({umask})")
    with Program(home, command=command, TMPDIR=str(home), **places) as carrel:
        carrel.until("257 papers")
        carrel.press("/", "pruning", "enter")
        carrel.until("of 257")
        carrel.press("e")
        carrel.until("Preview")
        carrel.press("half a thought")
        carrel.until("half a thought")
        carrel.signal(signal.SIGTERM)
        carrel.ended()


def _private(path: Path, mode: int, *, folder: bool) -> None:
    if mode != (0o700 if folder else 0o600):
        raise Broken(f"{path} has the mode {mode:03o}")


# Exports are whole.


def exports_are_whole(folder: Path, proof: Proof, cuts: int) -> None:
    """Run out of room, and be killed, at many places of an export: the old file stays, or the new one is whole."""
    folder.mkdir()
    _run(folder, _carrel("import", "--starter"))
    target, elsewhere = folder / "out.bib", folder / "elsewhere.txt"
    elsewhere.write_text("mine")
    export = ("export", "--to", "bibtex", "--output", str(target))
    target.symlink_to(elsewhere)
    if _run(folder, _carrel(*export)) != 2 or elsewhere.read_text() != "mine" or not target.is_symlink():
        raise Broken("an export went through a link")
    proof.done["links"] += 1
    target.unlink()
    _run(folder, _carrel(*export))
    whole = target.read_bytes()
    target.write_text("old")
    for number in range(cuts):
        show(f"exports: cut {number + 1} of {cuts}")
        size = len(whole) * number // cuts
        code = (
            "import resource, seeds\nusual = seeds.inert\n"
            "def inert(text):\n"
            f"    resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n    return usual(text)\n"
            "seeds.inert = inert"
        )
        done = _run(folder, _carrel(*export, before=code))
        if done != 1 or target.read_text() != "old" or [*folder.glob(".out*")]:
            raise Broken(
                f"cut off at {size} bytes it ended with {done} and left {target.read_bytes()[:80]!r}"
            )
        proof.done["cut_exports"] += 1
    for number in range(cuts // 5):
        target.write_text("old")
        killed = (
            "import os, signal, seeds\n"
            f"left = [{len(whole) * number // (cuts // 5)}]\nwrite = os.write\n"
            "usual = seeds.inert\n"
            "def inert(text):\n    left[0] -= len(text)\n"
            "    if left[0] < 0: os.kill(os.getpid(), signal.SIGKILL)\n    return usual(text)\n"
            "seeds.inert = inert"
        )
        if _run(folder, _carrel(*export, before=killed)) != -signal.SIGKILL:
            raise Broken("the export was not killed")
        if target.read_text() != "old":
            raise Broken("a killed export left a half file")
        proof.done["killed_exports"] += 1


if __name__ == "__main__":
    sys.exit(main())
