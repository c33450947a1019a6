"""A paper's PDF: found where it is open, kept beside the library under a name people can read."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING

from seeds import OPENALEX, Fault, Identifier, Lookup, download, family_name, is_pdf, places
from storage import private_folder
from tui.paths import files_folder

if TYPE_CHECKING:
    from seeds import Wire
    from storage import Library, Paper

LONGEST_NAME = 120
"""Bytes of a file's name; file systems take 255, and people want to see the end of it."""

_UNWANTED = re.compile(r"[^\w .,&+()-]+")


class NoPdf(Exception):
    """No PDF could be had; ``str()`` says why, place by place."""


def pdf_of(library: Library, asking: Wire, files: Wire, paper_id: int) -> tuple[Path, bool]:
    """The file of a paper's PDF, fetched if it is not here, and whether it was fetched now.

    ``asking`` is the way to services that know where it is, ``files`` that to the file. Raises
    :class:`NoPdf`.
    """
    paper = library.reader.paper(paper_id)
    if paper.file_path and is_kept(Path(paper.file_path)):
        return Path(paper.file_path), False
    folder = files_folder(library.path.resolve())
    private_folder(folder)
    file = folder / file_name(paper, folder)
    _fetch(asking, files, paper, file)
    library.edit(paper_id, {"file_path": str(file)})
    return file, True


def is_kept(file: Path) -> bool:
    """Whether a file is there, and is a PDF by its name and its beginning.

    Where a paper came from a stranger's file, so did the path: nothing else is opened.
    """
    try:
        if file.suffix.lower() != ".pdf" or not file.is_file():
            return False
        with file.open("rb") as opened:
            return is_pdf(opened.read(1024))
    except OSError:
        return False


def _fetch(asking: Wire, files: Wire, paper: Paper, file: Path) -> None:
    """Try each place until one has it."""
    faults: list[str] = []
    for known in (paper.extra.get("pdf"), *_elsewhere(asking, paper, faults)):
        for request in places(paper.identifiers, known, paper.url):
            try:
                download(files, request, file)
            except Fault as fault:
                faults.append(str(fault))
            else:
                return
    reasons = "; ".join(dict.fromkeys(faults))
    raise NoPdf(f"no open PDF of {paper.key} could be had{f': {reasons}' if reasons else ''}")


def _elsewhere(asking: Wire, paper: Paper, faults: list[str]) -> Iterator[str]:
    """The place that OpenAlex knows for a DOI, asked only when nothing else helped."""
    wanted = [Identifier("doi", value) for value in paper.identifiers.get("doi", ())]
    for reply in Lookup(asking, wanted, only=OPENALEX):
        if reply.fault:
            faults.append(reply.fault)
        yield from (draft.extra["pdf"] for draft in reply.found.values() if "pdf" in draft.extra)


def file_name(paper: Paper, folder: Path) -> str:
    """``Meadow 2023 Bees Prefer Shallow Networks.pdf``; with the key where another paper has that.

    Names, titles and keys are a stranger's: of none is more left than letters, digits and plain signs.
    """
    family = family_name(paper.authors[0]) if paper.authors else ""
    parts = (family, (paper.published or "")[:4], paper.title)
    key = _plain(paper.key)
    name = _cut(_plain(" ".join(parts)) or key or "paper", LONGEST_NAME)
    beside = f"{_cut(name, LONGEST_NAME // 2)} ({_cut(key, LONGEST_NAME // 2)}"
    wanted = chain([name, f"{beside})"], (f"{beside} {number})" for number in count(2)))
    return next(f"{each}.pdf" for each in wanted if not (folder / f"{each}.pdf").exists())


def _plain(text: str) -> str:
    """``text`` as it may stand in a name: no slashes, and no dots or dashes to begin with."""
    return " ".join(_UNWANTED.sub(" ", text).split()).lstrip(" .-")


def _cut(name: str, most: int) -> str:
    """At most so many bytes, ending with a whole word."""
    if len(name.encode()) <= most:
        return name
    cut = name.encode()[:most].decode("utf-8", "ignore")
    return cut.rpartition(" ")[0] or cut


def show_file(file: Path, viewer: Sequence[str]) -> bool:
    """Open a file in the viewer of the settings, or in the system's own; false when there is none."""
    program = list(viewer) or ["open" if sys.platform == "darwin" else "xdg-open"]
    nothing = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [*program, str(file.resolve())],
            stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True,
        )  # fmt: skip
    except OSError:
        return False
    return True
