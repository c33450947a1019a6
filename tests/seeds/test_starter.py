"""The starter list: 257 papers as facts, and not a sentence of anybody's abstract."""

from __future__ import annotations

import re
from pathlib import Path

import seeds


def test_there_are_257_papers_without_abstracts() -> None:
    """Every one has a title, a digest and a summary, and none an abstract."""
    harvest = seeds.starter()
    assert (harvest.name, harvest.format, harvest.expected) == ("starter list", "jsonl", 257)
    drafts, complaints, _ = harvest.gather()
    assert (len(drafts), complaints) == (257, [])
    assert all(draft.title and draft.abstract is None for draft in drafts)
    assert all(re.fullmatch(r"[0-9a-f]{16}", draft.abstract_digest or "") for draft in drafts)
    assert sum(draft.provisional_title for draft in drafts) == 1
    assert all(draft.reading is None for draft in drafts)


def test_every_summary_is_a_sentence() -> None:
    """It begins like one, ends like one and is short."""
    for draft in seeds.starter().gather()[0]:
        summary = draft.summary or ""
        assert summary.endswith((".", "?", "!")), summary
        assert 60 < len(summary) < 420, summary


def test_no_nine_words_in_a_row_come_from_an_abstract(pages: dict[str, Path]) -> None:
    """Summaries and provisional titles are this project's own words."""
    abstracts = [
        draft.abstract for path in pages.values() for draft in seeds.read(path.read_bytes(), "p").gather()[0]
    ]
    taken = {run for abstract in abstracts for run in runs(abstract or "")}
    for draft in seeds.starter().gather()[0]:
        assert not taken & runs(draft.summary or ""), draft.title
        assert not (draft.provisional_title and taken & runs(draft.title or ""))


def test_the_pages_fill_the_starter_list_in(pages: dict[str, Path]) -> None:
    """Each paper of the pages has its twin by digest, with the same names and category."""
    starter = {draft.abstract_digest: draft for draft in seeds.starter().gather()[0]}
    for path in pages.values():
        for draft in seeds.read(path.read_bytes(), "p").gather()[0]:
            twin = starter.pop(seeds.digest(draft.abstract or ""))
            assert (twin.authors, twin.category, twin.code_url) == (
                draft.authors,
                draft.category,
                draft.code_url,
            )
    assert starter == {}


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of nine words."""
    words = re.findall(r"[^\W_]+", seeds.fold(text))
    return {tuple(words[at : at + 9]) for at in range(len(words) - 8)}
