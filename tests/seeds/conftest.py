"""Where the specimens are, made for this project, and the shared real material, which may be absent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

import seeds

REPOSITORY = Path(__file__).resolve().parents[2]
SPECIMENS = REPOSITORY / "tests" / "specimens"
SHARED = REPOSITORY.parent / "shared"

# How long an example takes is a matter for the tests that measure time.
settings.register_profile("seeds", deadline=None)
settings.load_profile("seeds")

Gathered = tuple[list[seeds.Draft], list[seeds.Complaint], list[seeds.AuthorProfile]]


@pytest.fixture(scope="session")
def specimen() -> Callable[[str], bytes]:
    """Give the bytes of a specimen by its name."""
    return lambda name: (SPECIMENS / name).read_bytes()


@pytest.fixture(scope="session")
def gather() -> Callable[..., Gathered]:
    """Read bytes as of 20 November 2026 and sort what comes out."""

    def read(data: bytes | str, format: str | None = None) -> Gathered:
        data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        return seeds.read(data, "specimen", format=format, as_of=date(2026, 11, 20)).gather()

    return read


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of shared real material; skip, saying so, where there is none."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared beside this repository: the real pages are not here")
    return SHARED


@pytest.fixture(scope="session")
def pages(shared: Path) -> dict[str, Path]:
    """Give the five real pages by the number that begins their names."""
    found = {path.name[:3]: path for path in sorted((shared / "seeds").glob("*.txt"))}
    if len(found) < 5:
        pytest.skip("the five real pages are not in ../shared/seeds")
    return found
