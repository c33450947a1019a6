"""arXiv's metadata snapshot: every field where it belongs, and a million lines without holding them."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import seeds
from seeds import Identifier
from tests.seeds.conftest import Gathered


def test_every_field_has_its_place(specimen: Callable[[str], bytes], gather: Callable[..., Gathered]) -> None:
    drafts, complaints, _ = gather(specimen("arxiv_snapshot.jsonl"))
    first = drafts[0]
    assert first == seeds.Draft(
        title="Shade or Water? On Bryum and its growth g²",
        authors=("Ada Fernsby", "J.-P. Möss", "Martin King, Jr."),
        affiliations=("Kew Gardens",),
        published="2022-11-01",
        category="q-bio.PE",
        identifiers=(
            Identifier("arxiv", "2211.00001"),
            Identifier("doi", "10.1000/moss.7"),
            Identifier("doi", "10.1000/moss.8"),
        ),
        abstract="Mosses drink through leaves.\nThey do not thirst.",
        extra={
            "comments": "12 pages, 3 figures",
            "journal-ref": "Moss Lett. 7 (2022) 1-12",
            "report-no": "KEW-22-01",
            "license": "http://creativecommons.org/licenses/by/4.0/",
            "submitter": "Ada Fernsby",
            "update_date": "2022-12-05",
            "categories": "q-bio.PE cs.LG",
            "version": "2",
        },
    )
    assert [(c.line, c.rejected) for c in complaints] == [(3, True), (5, True)]
    assert [(draft.position, draft.line) for draft in drafts] == [(0, 1), (1, 2), (2, 4)]


def test_what_is_not_known_is_not_made_up(
    specimen: Callable[[str], bytes], gather: Callable[..., Gathered]
) -> None:
    """A collaboration is one name, “et al” no name; a DOI that is none is kept as text."""
    _, second, third = gather(specimen("arxiv_snapshot.jsonl"))[0]
    assert second.authors == ("The MOSS Collaboration", "B. Ames")
    assert second.authors_truncated
    assert second.identifiers == (Identifier("arxiv", "math/0309136"),)
    assert (second.published, second.abstract) == (None, None)
    assert second.extra == {"doi": "see publisher", "update_date": "2003-09-09", "version": "1"}
    assert third.authors == ("A. Ames", "B. Bell, Jr.", "C. Cole")
    assert third.affiliations == ("Kew",)


def test_it_is_read_line_by_line(specimen: Callable[[str], bytes]) -> None:
    class Counting(io.BytesIO):
        taken = 0

        def read(self, size: int | None = -1) -> bytes:
            data = super().read(size)
            Counting.taken += len(data)
            return data

    line = specimen("arxiv_snapshot.jsonl").splitlines(keepends=True)[0]
    harvest = seeds.read(Counting(line * 1_000), "snapshot.json")
    assert harvest.format == "arxiv-snapshot"
    next(iter(harvest))
    assert Counting.taken < 200_000


def test_it_may_be_compressed(specimen: Callable[[str], bytes]) -> None:
    data = specimen("arxiv_snapshot.jsonl")
    harvest = seeds.read(gzip.compress(data), "arxiv.json.gz")
    assert harvest.format == "arxiv-snapshot"
    assert harvest.gather() == seeds.read(data, "arxiv.json").gather()


def test_the_real_snapshot_is_read_whole(shared: Path) -> None:
    path = shared / "corpus" / "kaggle" / "arxiv-metadata-1-120.jsonl"
    drafts, complaints, _ = seeds.read(path.read_bytes(), path.name).gather()
    assert (len(drafts), complaints) == (120, [])
    by_id = {draft.identifiers[0].value: draft for draft in drafts}
    assert by_id["0704.0001"].authors == ("C. Balázs", "E. L. Berger", "P. M. Nadolsky", "C.-P. Yuan")
    assert by_id["0704.0001"].published == "2007-04-02"
    assert [i.value for i in by_id["0704.0033"].identifiers[1:]] == [
        "10.1364/josaa.23.002578",
        "10.1364/josaa.32.002407",
    ]
    assert "Neal J. Evans, II" in by_id["0704.0009"].authors
    assert by_id["0704.0020"].authors_truncated
