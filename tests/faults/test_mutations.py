"""A sample of the damaged files; ``python -m tests.faults.mutations`` reads 5,000 of every format."""

from __future__ import annotations

import pytest

import seeds
from tests.faults import accounts
from tests.faults.mutate import mutated
from tests.faults.mutations import READABLE
from tests.faults.originals import originals
from tests.faults.reading import outcome

SAMPLE = 40


@pytest.mark.parametrize("format", READABLE)
def test_damaged_files_are_read_or_reported(format: str) -> None:
    """No exception, no text that cannot be stored, no entry of which nothing is said."""
    made_of = originals(format)
    if format == "pdf" and not made_of:
        pytest.skip("no ../shared/corpus: there is no document here to damage")
    assert made_of, "no sound file of this format to damage"
    outcomes = [
        outcome(mutated(number, made_of), format, named=number % 4 != 0)
        for number in range(900_000, 900_000 + SAMPLE)
    ]
    assert [found["fault"] for found in outcomes if found["fault"]] == []
    assert sum(found["drafts"] for found in outcomes) > 0


def test_the_count_notices_a_lost_entry() -> None:
    """The independent count is no echo of the reader."""
    assert accounts.ris("TY  - JOUR\nTI  - A\nER  - \nTY  - JOUR\n") == 2
    assert accounts.bibtex("@article{a, title={A}}\n@book{b,\n year = {2}}\n see @c{") == 2
    assert accounts.WHOLE["feed"]("<rss><item></item><item></item></rss>") == 2
    assert accounts.lines_of_json('{"title": "A"}\n{}\n[1]\n{"title": ""}') == 1


def test_the_same_number_is_the_same_file() -> None:
    made_of = originals("ris")
    assert mutated(7, made_of) == mutated(7, made_of)
    assert len({mutated(number, made_of) for number in range(50)}) > 40


def test_elements_of_another_namespace_are_reported() -> None:
    """A damaged namespace makes strangers of the entries, and says so."""
    atom = '<feed xmlns="http://www.w3.org/2005/At0m"><entry><title>On mosses</title></entry></feed>'
    nested = "<xml><records><record><title>On mosses</title><record/></record></records></xml>"
    for name, data in (("arxiv-atom", atom), ("endnote-xml", nested)):
        drafts, complaints, _ = seeds.read(data.encode(), "x", format=name).gather()
        assert all(complaint.rejected and complaint.line == 1 for complaint in complaints)
        assert (len(drafts), len(complaints)) == (int(name == "endnote-xml"), 1)


def test_room_is_made_for_what_is_there() -> None:
    """A short file from a stream that is read whole does not take the memory of the longest."""

    class Wary:
        def __init__(self) -> None:
            self.left = [b"TY  - JOUR\nTI  - On mosses\nER  - \n"]

        def read(self, size: int = -1) -> bytes:
            assert 0 <= size <= 1_000_000
            return self.left.pop() if self.left else b""

    from seeds.sniff import whole_text

    assert whole_text(Wary())[0].startswith("TY")  # type: ignore[arg-type]
