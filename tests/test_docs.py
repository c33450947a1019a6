"""The README and the guide are part of the program, so they are tested like it.

Every line of a block fenced with ``sh`` is run as a person would run it, page by page, in a home of
its own; ``text`` and ``toml`` blocks are not run. A trailing comment states what else than success is
meant: ``# exits 3``, ``# finds nothing``. What the pages list (fields, keys, formats, JSON) is compared
with the program's own tables, so that neither can fall behind the other.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer

from seeds import FORMATS, SITES
from storage.query import parse
from storage.query.fields import FIELDS, FLAGS, ORDERS, PRESENCES, field_names
from tests.online import world
from tests.online.server import Service, serving
from tui import config
from tui.cli import exits
from tui.cli.main import COMMANDS, app
from tui.commands import catalogue
from tui.config import Settings, load
from tui.keymap import Keymap, show

ROOT = Path(__file__).parent.parent
SPECIMENS = ROOT / "tests" / "specimens"
GUIDE = sorted((ROOT / "tui" / "guide").glob("*.md"))
PAGES = [ROOT / "README.md", *GUIDE]
BEGIN_EMPTY = ("begin.md",)
"""Pages that begin a library; the others take one for granted that has been in use for a while."""

THOUGHTS = "The masks survive. *Why* do the weights not?\n"
FURNISH = """
from storage import Library
from tui.intake import import_starter
from tui.paths import library_file

with Library.open(library_file(), create=True) as library:
    import_starter(library)
    one, two = map(library.reader.resolve, ("chen2020lottery", "jin2022pruning"))
    library.mark([one], "read")
    library.rate([one], 4)
    library.star([one])
    library.mark([two], "reading")
"""
WARM = """
import json, os, sys
import storage.library, tui.cli.main
from tui.__main__ import main

for request in sys.stdin:
    arguments, home, environment, out, err = json.loads(request)
    child = os.fork()
    if not child:
        sys.stdin = open(os.devnull)
        os.chdir(home)
        os.environ.clear()
        os.environ.update(environment)
        for path, number in ((os.devnull, 0), (out, 1), (err, 2)):
            os.dup2(os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), number)
        sys.argv = ["carrel", *arguments]
        code = main()
        sys.stdout.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""Runs the program in a process of its own for every request, with its libraries loaded but once."""

SHIM = '#!/bin/sh\n{python} -m tui "$@"\ncode=$?\necho $code >> "$CODES"\nexit $code\n'


@dataclass(frozen=True, slots=True)
class Line:
    """A command of a page, and what it is said to do."""

    page: str
    text: str
    code: int
    empty: bool

    @property
    def plain(self) -> list[str]:
        """The arguments of a line that is nothing but one ``carrel``; none of one that needs a shell."""
        quoted = re.sub(r"'[^']*'|\"[^\"$`]*\"", "", self.text.partition("  # ")[0])
        first, *rest = shlex.split(self.text, comments=True) or [""]
        return rest if first == "carrel" and not re.search(r"[|&;<>()$`*#\n~]", quoted) else []

    @property
    def skipped(self) -> bool:
        """Installing is the packaging tests' business; the bare program opens the app; extras may lack."""
        lacking = "--style" in self.text and importlib.util.find_spec("citeproc") is None
        return "pip install" in self.text or self.text.strip() == "carrel" or lacking


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a line: its own exit code, and those of every ``carrel`` in it."""

    line: Line
    code: int
    codes: list[int]
    out: str
    err: str


def read(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def code_spans(text: str) -> list[str]:
    """What stands between backticks outside of blocks."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))


def all_spans() -> list[str]:
    return [span for page in PAGES for span in code_spans(read(page))]


def tables(text: str) -> Iterator[list[list[str]]]:
    """The tables of a page as rows of cells, without the rule under the heading."""
    for table in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        rows = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in table.splitlines()]
        yield [rows[0], *rows[2:]]


def lines(page: Path) -> list[Line]:
    found = []
    for block in blocks(read(page), "sh"):
        whole = ""
        for part in block.splitlines():
            whole = f"{whole}\n{part}" if whole else part
            try:
                shlex.split(whole, comments=True)
            except ValueError:  # a quotation that goes on
                continue
            exit_code = re.search(r"# exits (\d+)$", whole)
            code = int(exit_code[1]) if exit_code else 0
            found.append(Line(page.name, whole, code, whole.endswith("# finds nothing")))
            whole = ""
        assert not whole, f"{page.name}: a quotation is never closed in {whole!r}"
    return found


# Every command line works.


class Bench:
    """Homes to run the pages in, several pages at a time; ``service`` is all there is of the network."""

    def __init__(self, folder: Path, service: Service) -> None:
        self.folder = folder
        self.service = service
        service.files["/pdf/2301.00001"] = world.pdf()
        self.bin = folder / "bin"
        self.bin.mkdir()
        shim = self.bin / "carrel"
        shim.write_text(SHIM.format(python=shlex.quote(sys.executable)))
        shim.chmod(0o755)
        self.furnished = self._home("furnished")
        furnishing = Line("", f"{shlex.quote(sys.executable)} -c {shlex.quote(FURNISH)}", 0, False)
        assert self.run(furnishing, self.furnished).code == 0

    def _home(self, name: str) -> Path:
        home = self.folder / name
        (home / "pages").mkdir(parents=True)
        shutil.copy(SPECIMENS / "cards.txt", home / "page.txt")
        shutil.copy(SPECIMENS / "cards_damaged.txt", home / "damaged.txt")
        shutil.copy(SPECIMENS / "journal.bib", home / "journal.bib")
        for name in ("author_page.txt", "search_page.txt", "abstracts.txt"):
            shutil.copy(SPECIMENS / name, home / "pages" / name)
        sound = (SPECIMENS / "arxiv_snapshot.jsonl").read_bytes().splitlines(keepends=True)[:2]
        (home / "arxiv-metadata-oai-snapshot.json.gz").write_bytes(gzip.compress(b"".join(sound)))
        (home / "thoughts.md").write_text(THOUGHTS)
        (home / ".config" / "carrel").mkdir(parents=True)
        self.service.config(home / ".config" / "carrel" / "config.toml")
        return home

    def run_page(self, page: Path) -> list[Ran]:
        """Run the lines of a page one after another."""
        home = self.folder / page.stem
        if page.name in BEGIN_EMPTY:
            self._home(page.stem)
        else:
            shutil.copytree(self.furnished, home)
        command = [sys.executable, "-c", WARM]
        with subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as warm:
            wanted = [line for line in lines(page) if not line.skipped]
            # The README is what people try first, so it gets no help.
            helped = page.name != "README.md"
            return [
                self.ask(warm, line, home) if helped and line.plain else self.run(line, home)
                for line in wanted
            ]

    def ask(self, warm: subprocess.Popen[str], line: Line, home: Path) -> Ran:
        """Run a line in a fork of ``warm``."""
        out, err = home / ".out", home / ".err"
        assert warm.stdin
        assert warm.stdout
        request = (line.plain, str(home), self._environment(home), str(out), str(err))
        print(json.dumps(request), file=warm.stdin, flush=True)
        code = int(warm.stdout.readline())
        return Ran(line, code, [code], out.read_text(), err.read_text())

    def _environment(self, home: Path) -> dict[str, str]:
        unwanted = ("XDG_", "CARREL_", "PYTHONDONTWRITEBYTECODE", "VISUAL", "EDITOR", "COLUMNS")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
        return kept | {
            "HOME": str(home),
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "CODES": str(home / ".codes"),
        }

    def run(self, line: Line, home: Path) -> Ran:
        """Run a line as a shell would."""
        codes = home / ".codes"
        codes.write_text("")
        done = subprocess.run(
            ["/bin/sh", "-c", line.text],
            cwd=home,
            env=self._environment(home),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        each = [int(code) for code in codes.read_text().split()]
        return Ran(line, done.returncode, each, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[list[Ran]]]]:
    with serving() as service, ThreadPoolExecutor(max_workers=4) as pool:
        bench = Bench(tmp_path_factory.mktemp("docs"), service)
        # The longest pages first.
        order = sorted(PAGES, key=lambda page: -len(lines(page)))
        yield {page.name: pool.submit(bench.run_page, page) for page in order}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_line_does_what_the_page_says(page: Path, runs: dict[str, Future[list[Ran]]]) -> None:
    for ran in runs[page.name].result():
        said = f"{page.name}: {ran.line.text}\nexit {ran.code} {ran.codes}\n{ran.out[-500:]}{ran.err[-1500:]}"
        assert ran.code == ran.line.code, said
        assert set(ran.codes) == {ran.line.code}, said
        assert "Traceback" not in ran.err, said
        if not ran.line.code:
            assert ("Nothing matches" in ran.err) == ran.line.empty, said


def test_json_in_the_guide_has_the_fields_that_programs_get(runs: dict[str, Future[list[Ran]]]) -> None:
    documented = [json.loads(block) for block in blocks(read(ROOT / "tui/guide/script.md"), "text")]
    ran = {each.line.text: each.out for each in runs["script.md"].result()}
    paper = json.loads(ran["carrel list lottery --as json --limit 1"])[0]
    receipt = json.loads(ran["carrel star frankle2018lottery --as json"])
    imported = json.loads(ran["carrel import page.txt --tag inbox --as json"])
    pair = json.loads(ran["carrel duplicates --as json"])[0]
    assert [list(each) for each in documented] == [list(each) for each in (paper, receipt, imported, pair)]
    assert list(documented[2]["sources"][0]) == list(imported["sources"][0])
    assert list(documented[0]["sources"][0]) == list(paper["sources"][0])


# Nothing is missing, and nothing is made up.


def documented_commands() -> set[str]:
    """The words behind ``carrel`` in code."""
    written = [line.text for page in PAGES for line in lines(page)] + all_spans()
    return set(re.findall(r"\bcarrel (?:--library \S+ )?([a-z]+)", "\n".join(written)))


def test_every_command_is_documented_and_exists() -> None:
    assert documented_commands() == set(COMMANDS)


def test_every_option_in_the_docs_exists() -> None:
    known = set(options(typer.main.get_command(app)))
    named = set(re.findall(r"(?<!\S)--[a-z-]+", "\n".join(all_spans())))
    assert named <= known | {"--help"}


def options(command: Any) -> Iterator[str]:
    for parameter in command.params:
        yield from parameter.opts
    for name in command.list_commands(None) if hasattr(command, "list_commands") else ():
        yield from options(command.get_command(None, name))


def test_every_field_flag_presence_and_order_is_on_the_page_of_the_query_language() -> None:
    spans = code_spans(read(ROOT / "tui/guide/query.md"))
    wanted = [f"{name}:" for name in field_names()]
    wanted += [f"is:{flag.name}" for flag in FLAGS]
    wanted += [value.name for value in (*PRESENCES, *ORDERS)]
    assert [name for name in wanted if name not in spans] == []


def test_every_field_on_that_page_exists_and_every_example_is_understood() -> None:
    text = read(ROOT / "tui/guide/query.md")
    fields = {span for span in code_spans(text) if re.fullmatch(r"[a-z]+:", span)}
    assert fields == {f"{name}:" for name in field_names()}
    assert {field.name for field in FIELDS} <= set(field_names())
    clauses = (span for span in code_spans(text) if ":" in span and "NAME" not in span)
    examples = [span for span in clauses if span not in fields]
    assert len(examples) > 30
    assert [(span, parse(span).hints) for span in examples if parse(span).hints] == []


def test_every_format_is_on_the_page_on_import_and_every_exit_code_on_that_for_scripts() -> None:
    (formats,) = (rows for rows in tables(read(ROOT / "tui/guide/import.md")) if rows[0][0] == "format")
    assert {row[0].strip("`") for row in formats[1:]} == {f.name for f in FORMATS if f.readable}
    spans = code_spans(read(ROOT / "tui/guide/import.md"))
    assert {f.name for f in FORMATS} <= set(spans)
    (codes,) = (rows for rows in tables(read(ROOT / "tui/guide/script.md")) if rows[0][0] == "code")
    told = {value for value in vars(exits).values() if isinstance(value, int) and value < 100}
    assert {int(row[0]) for row in codes[1:]} == told


def test_keys_in_the_guide_belong_to_commands() -> None:
    known = {show(key) for command in catalogue() for key in command.keys}
    listed = {
        key
        for page in GUIDE
        for rows in tables(read(page))
        if rows[0][0] == "press"
        for row in rows[1:]
        for key in code_spans(row[0])
    }
    assert len(listed) > 30
    assert listed - known == set()


def test_the_presets_differ_as_the_guide_says() -> None:
    (rows,) = (rows for rows in tables(read(ROOT / "tui/guide/keys.md")) if rows[0][0] == "command")
    listed = {row[0].strip("`"): (tuple(code_spans(row[1])), tuple(code_spans(row[2]))) for row in rows[1:]}
    differing = {c.id: (c.keys, c.arrows) for c in catalogue() if c.arrows is not None and c.arrows != c.keys}
    assert listed == differing


@pytest.mark.parametrize("page", ["keys.md", "online.md"])
def test_the_settings_in_the_guide_are_taken(page: str, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    for example in blocks(read(ROOT / "tui/guide" / page), "toml"):
        file.write_text(example, encoding="utf-8")
        loaded = load(file)
        assert loaded.complaints == ()
        assert loaded.settings != Settings()
        assert Keymap(loaded.settings.keys_preset, loaded.settings.keys).complaints == []


def test_themes_presets_and_services_are_in_the_guide() -> None:
    assert set(config.THEMES) | set(config.PRESETS) <= set(code_spans(read(ROOT / "tui/guide/keys.md")))
    spans = code_spans(read(ROOT / "tui/guide/online.md"))
    assert {site.name for site in SITES.values() if site.base} <= set(spans)


# The pages are well made.


@pytest.mark.parametrize("page", GUIDE, ids=lambda page: page.name)
def test_a_page_of_the_guide_has_a_title_then_a_sentence_and_fits_a_terminal(page: Path) -> None:
    text = read(page)
    title, sentence, *_ = text.split("\n\n")
    assert re.fullmatch(r"# [^\n]+", title)
    assert sentence.rstrip().endswith(".")
    assert not re.search(r"\.\s", sentence.rstrip()[:-1]), "one sentence"
    assert max(map(len, text.splitlines())) <= 75  # what the app's help has room for in 80 columns
    assert all(span.count("\n") == 0 for span in code_spans(text))


def test_every_page_of_the_guide_is_linked_and_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)]+)\)", read(ROOT / "README.md"))
    assert {f"tui/guide/{page.name}" for page in GUIDE} <= set(links)
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


def test_the_readme_gives_two_commands_and_room_for_the_figures() -> None:
    text = read(ROOT / "README.md")
    venv, carrel = "python3 -m venv .venv", ".venv/bin/carrel"
    pinned = ".venv/bin/pip install -c tests/constraints.txt -e '.[test]'"
    commands = [line.text for line in lines(ROOT / "README.md") if "pip install" in line.text]
    assert commands == [
        f"{venv} && .venv/bin/pip install . && {carrel} import --starter && {carrel}",
        f"{venv} && {pinned} && .venv/bin/pytest  # test everything",
    ]
    assert re.search(r"<!-- bench -->.*<!-- /bench -->", text, re.DOTALL)
