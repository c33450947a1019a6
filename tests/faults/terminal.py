"""``python -m tests.faults.terminal``: however it ends, the terminal is given back and nothing typed is lost.

The program is ended by every signal and by a closed window, at random moments on random screens; stopped and
continued; made tiny and large again while it draws; run on terminals that cannot draw, have no colours or no
letters beyond ASCII, on none at all, and into pipes that close.
"""

# ruff: noqa: E501  (a case a line)
from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from storage import Library, Reader
from tests.faults.report import Broken, Proof, show
from tests.faults.text_screens import WAYS
from tests.tui.terminal.program import CARREL, Program, environment_of
from tui.cli.main import COMMANDS
from tui.intake import import_starter

ENDINGS = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT, None)
"""``None`` is a closed window."""
COLOUR = re.compile(rb"\x1b\[(?:[\d;:]*[;:])?(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:[;:][\d;:]*)?m")
TERMINALS = (
    {"NO_COLOR": "1"}, {"LANG": "C", "LC_ALL": "C"}, {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"TERM": "linux"}, {"TERM": "vt100", "COLORTERM": ""}, {"TERM": "screen"}, {"TERM": ""},
)  # fmt: skip
PIPED = {
    "import": ["--starter", "--as", "json"], "export": ["--to", "bibtex"], "show": ["1"], "author": ["B. Recht"],
    "views": ["--as", "json"], "guide": ["query"],
}  # fmt: skip
"""What commands need to have much to say."""
SILENT = {"add", "refresh", "follow", "fetch", "pdf", "taste", "triage", "start", "stop", "progress", "remember",
          "review", "mark", "star", "unstar", "rate", "tag", "note", "edit", "remove", "undo", "redo", "backup", "rebuild", "check",
          "merge", "distinct", "restore", "queue", "related"}  # fmt: skip
"""Commands that print a line at most, or change something."""


def main(arguments: list[str] | None = None) -> int:
    """Show it once each, or with ``--full`` many times; 0 when every promise held."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.terminal", description=__doc__)
    parser.add_argument("--full", action="store_true", help="six rounds instead of one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without", choices=["keep", "colourless", "abandon"], help="take a protection out")
    given = parser.parse_args(arguments)
    rounds = 6 if given.full else 1
    proof = Proof("terminal", "the terminal is given back, drafts are kept, exit codes are right")
    with tempfile.TemporaryDirectory(prefix="carrel-terminal-") as place:
        runs = _Runs(Path(place), proof, random.Random(given.seed), given.without)
        for number in range(rounds):
            show(f"terminal: round {number + 1} of {rounds}")
            for ending in ENDINGS:
                runs.end_while_writing(ending)
                runs.end_anywhere(ending)
            runs.stop_and_go_on()
            runs.make_tiny()
            for surroundings in TERMINALS if number % 10 == 0 else ():
                runs.on_another_terminal(surroundings)
        runs.without_one()
        for command in COMMANDS:
            if command not in SILENT:
                runs.into_a_pipe(command)
    proof.demand(
        endings=8 * rounds, drafts=4 * rounds, stops=3 * rounds, sizes=7 * rounds, terminals=len(TERMINALS)
    )
    return proof.finish()


WITHOUT = {
    "": "",
    "keep": "import tui.screens.annotate as a\na.AnnotateScreen.keep = lambda self: None\n",
    "colourless": "import tui.app\nfrom textual.app import App\ntui.app.CarrelApp.get_line_filters = App.get_line_filters\n",
    "abandon": "import tui.cli.screen\ntui.cli.screen.abandon = lambda: None\n",
}
"""Python that takes a protection out, run before the program."""


class _Runs:
    """The program on a copy of one library, again and again."""

    def __init__(self, folder: Path, proof: Proof, chance: random.Random, without: str | None) -> None:
        self.folder, self.proof, self.chance = folder, proof, chance
        code = f"import sys\n{WITHOUT[without or '']}from tui.__main__ import main\nsys.exit(main())"
        self.command = (sys.executable, "-c", code) if without else CARREL
        with Library.open(folder / "made.sqlite", create=True) as library:
            import_starter(library)

    def program(self, **surroundings: str) -> Program:
        """The app, ready for keys."""
        for left in self.folder.glob("library.sqlite*"):
            left.unlink()
        shutil.copy(self.folder / "made.sqlite", self.folder / "library.sqlite")
        carrel = Program(self.folder, command=self.command, **surroundings)
        carrel.until(lambda program: "257 papers" in program.text and "Enter" in program.text)
        return carrel

    def end(self, carrel: Program, ending: signal.Signals | None, where: str) -> None:
        """End it, and look at what it leaves."""
        code = 128 + (ending or signal.SIGHUP)
        if ending is None:
            carrel.hang_up()
            found, restored = carrel.process.wait(timeout=30), True
        else:
            carrel.signal(ending)
            found, restored = carrel.ended(30), carrel.is_restored
        if found != code or not restored or b"Traceback" in carrel.output:
            name = ending.name if ending else "a closed window"
            raise Broken(f"{name} {where}: ended with {found}, terminal restored: {restored}, {carrel.modes}")
        self.proof.done["endings"] += 1

    def end_while_writing(self, ending: signal.Signals | None) -> None:
        """In the note editor, at a random moment behind the last letter."""
        words = f"half a thought {self.chance.randrange(10**6)}"
        with self.program() as carrel:
            carrel.press("e")
            carrel.until("Preview")
            carrel.press(words)
            carrel.until(words)
            carrel.settle(self.chance.random() * 0.3 + 0.001)
            self.end(carrel, ending, "while a note was written")
        with Reader(self.folder / "library.sqlite") as reader:
            if [draft.text for draft in reader.unsaved()] != [words]:
                raise Broken(f"{words!r} was typed, and kept is {reader.unsaved()}")
        self.proof.done["drafts"] += 1

    def end_anywhere(self, ending: signal.Signals | None) -> None:
        """On a random screen, while it may still be opening."""
        name, keys = self.chance.choice([each for each in WAYS.items() if ":" not in "".join(each[1])])
        with self.program() as carrel:
            for key in keys:
                carrel.press(key)
                carrel.settle(self.chance.random() * 0.1 + 0.001)
            self.end(carrel, ending, f"on the way to {name}")

    def stop_and_go_on(self) -> None:
        """SIGTSTP and SIGCONT while keys come in, and SIGSTOP; then a change, to see that it works."""
        with self.program() as carrel:
            for number in (signal.SIGTSTP, signal.SIGTSTP, signal.SIGSTOP):
                carrel.press("jk" * 40)
                carrel.settle(self.chance.random() * 0.01)
                carrel.signal(number)
                carrel.stopped()
                if not carrel.is_restored and number != signal.SIGSTOP:
                    raise Broken(f"stopped, it leaves {carrel.modes}")
                carrel.go_on()
                carrel.until(lambda program: "257 papers" in program.text and "Enter" in program.text)
                self.proof.done["stops"] += 1
            carrel.press("s")
            carrel.until(lambda program: "★" in program.line("›"))
            self.end(carrel, signal.SIGTERM, "after being stopped")

    def make_tiny(self) -> None:
        """Sizes nobody can read, in any order, and back: the picture is the same again."""
        sizes = [(1, 1), (20, 5), (300, 3), (60, 20), (2, 60), (1, 80), (120, 36)]
        with self.program() as carrel:
            carrel.until_counted("All papers", 257)
            carrel.press("j", "k")
            carrel.settle()
            before = carrel.text
            self.chance.shuffle(sizes)
            for columns, rows in [*sizes, (120, 36)]:
                carrel.resize(columns, rows)
                carrel.settle(self.chance.random() * 0.1)
                self.proof.done["sizes"] += 1
            carrel.resize(121, 36)
            carrel.settle()
            carrel.resize(120, 36)
            carrel.until(lambda program: program.text == before)
            self.end(carrel, signal.SIGTERM, "after being resized")

    def on_another_terminal(self, surroundings: dict[str, str]) -> None:
        """A walk where something is missing; no colour at all where none is wanted."""
        with self.program(**surroundings) as carrel:
            for key in ("enter", "s", "escape", "/", "tag:x", "escape", "S", "escape", "H", "escape", "?"):
                carrel.press(key)
                carrel.settle(0.05)
            carrel.press("escape", "escape")
            carrel.settle(0.05)
            carrel.press("Q")
            if carrel.ended() or not carrel.is_restored or b"Traceback" in carrel.output:
                raise Broken(f"with {surroundings} it ended with {carrel.process.returncode}")
            if "NO_COLOR" in surroundings and (found := COLOUR.search(bytes(carrel.output))):
                raise Broken(f"NO_COLOR is set, and it sent {found[0]!r}")
            if surroundings.get("LC_ALL") == "C" and not bytes(carrel.output).isascii():
                raise Broken(f"with {surroundings} it sent more than ASCII")
        self.proof.done["terminals"] += 1

    def without_one(self) -> None:
        """No terminal, or one that cannot draw: exit 2 with words, at once."""
        done = subprocess.run(
            self.command, input=b"", capture_output=True, env=environment_of(self.folder), check=False
        )
        if done.returncode != 2 or done.stdout or b"terminal" not in done.stderr:
            raise Broken(f"without a terminal it ended with {done.returncode}: {done.stderr!r}")
        with Program(self.folder, command=self.command, TERM="dumb") as carrel:
            if carrel.ended() != 2 or b"\x1b" in carrel.output:
                raise Broken(f"on a dumb terminal it ended with {carrel.process.returncode}")
        self.proof.done["refusals"] += 2

    def into_a_pipe(self, command: str) -> None:
        """Each command into a pipe that closes after a byte, and into one that is closed already."""
        for reads in (True, False):
            words = [*self.command, command, *PIPED.get(command, [])]
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
            with subprocess.Popen(words, env=environment_of(self.folder), **pipes) as process:
                assert process.stdout
                assert process.stderr
                if reads:
                    process.stdout.read(1)
                process.stdout.close()
                words_said = process.stderr.read()
                code = process.wait(timeout=60)
            if code not in (0, 2, 3) or b"Traceback" in words_said or b"Broken pipe" in words_said:
                raise Broken(f"carrel {command} into a closed pipe ended with {code}: {words_said!r}")
            self.proof.done["pipes"] += 1


if __name__ == "__main__":
    sys.exit(main())
