"""Notes as a folder of files: there, edited, and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.helpers import Carrel


@pytest.fixture
def vault(carrel: Carrel) -> Path:
    """A folder with the notes on two papers, one of which links to a third."""
    carrel("note", "frankle2018lottery", "Compare", "[[chen2020lottery]].")
    carrel("note", "jin2022pruning", "Slow", "--quote", "pruning")
    folder = carrel.folder / "vault"
    assert carrel("notes", "export", str(folder)).err == f"Wrote 3 pages to {folder}; 0 were up to date.\n"
    return folder


def page(vault: Path, key: str) -> Path:
    return vault / f"{key}.md"


def test_pages_are_for_the_owner_alone_and_written_only_when_they_change(carrel: Carrel, vault: Path) -> None:
    names = ["chen2020lottery.md", "frankle2018lottery.md", "jin2022pruning.md"]
    assert sorted(path.name for path in vault.iterdir()) == names
    assert {path.stat().st_mode & 0o777 for path in (vault, *vault.iterdir())} == {0o700, 0o600}
    assert "Linked from: [[frankle2018lottery]]" in page(vault, "chen2020lottery").read_text()
    again = carrel("notes", "export", str(vault), "--as", "json")
    assert (again.code, again.json) == (0, {"written": 0, "unchanged": 3, "rejected": []})


def test_edits_come_back_and_nothing_is_written_over_before(carrel: Carrel, vault: Path) -> None:
    slow = page(vault, "jin2022pruning")
    slow.write_text(slow.read_text().replace("Slow", "Slow, but sure"))
    (vault / "read").mkdir()
    page(vault, "chen2020lottery").rename(vault / "read" / "moved.md")
    with (vault / "read" / "moved.md").open("a") as file:
        file.write("\nA thought from the train.\n")
    refused = carrel("notes", "export", str(vault))
    assert refused.code == 4
    assert "jin2022pruning.md: it was edited" in refused.err
    report = carrel("notes", "import", str(vault), "--as", "json").json
    assert {name: report[name] for name in ("pages", "new", "changed", "unchanged")} == {
        "pages": 3,
        "new": 1,
        "changed": 1,
        "unchanged": 1,
    }
    texts = {note["key"]: note["text"] for note in carrel("notes", "--as", "json").json}
    assert texts["jin2022pruning"] == "Slow, but sure"
    assert texts["chen2020lottery"] == "A thought from the train."
    assert carrel("notes", "export", str(vault)).code == 0
    assert sorted(path.name for path in vault.iterdir()) == [
        "frankle2018lottery.md",
        "jin2022pruning.md",
        "read",
    ]
    carrel("undo")
    assert len(carrel("notes", "--as", "json").json) == 2


def test_what_is_not_ours_or_not_clear_is_told_and_left_alone(carrel: Carrel, vault: Path) -> None:
    (vault / "diary.md").write_text("Dear diary")
    (vault / "latin.md").write_bytes(b"---\ncarrel: 1\nkey: x\n---\nCaf\xe9\n")
    (vault / "lost.md").write_text("---\ncarrel: 1\nkey: nobody1999\n---\nText\n")
    (vault / "copy.md").write_text(page(vault, "jin2022pruning").read_text())
    (vault / "link.md").symlink_to("diary.md")
    outcome = carrel("notes", "import", str(vault), "--as", "json")
    assert outcome.code == 4
    assert outcome.json["others"] == 1
    assert outcome.json["rejected"] == [
        {"name": "jin2022pruning.md", "reason": "copy.md is about jin2022pruning as well"},
        {"name": "latin.md", "reason": "line 5: the text is not UTF-8"},
        {"name": "lost.md", "reason": "no paper here is called nobody1999"},
    ]
    assert (vault / "diary.md").read_text() == "Dear diary"


def test_a_persons_own_front_matter_is_kept(carrel: Carrel, vault: Path) -> None:
    slow = page(vault, "jin2022pruning")
    slow.write_text(slow.read_text().replace("state: unread", "state: unread\nmood: 4"))
    carrel("mark", "read", "jin2022pruning")
    assert carrel("notes", "export", str(vault)).code == 0
    assert "state: read\nmood: 4\n" in slow.read_text()


def test_a_page_of_another_paper_with_the_same_key_is_not_taken(carrel: Carrel, vault: Path) -> None:
    slow = page(vault, "jin2022pruning")
    text = slow.read_text().replace("added: '2", "added: '1")
    slow.write_text(text)
    assert carrel("notes", "import", str(vault), "--dry-run").code == 0
    slow.write_text(
        "\n".join("title: Something else" if "title:" in each else each for each in text.split("\n"))
    )
    assert carrel("notes", "import", str(vault), "--dry-run").code == 4


def test_words_that_name_no_command_are_a_query(carrel: Carrel, vault: Path) -> None:
    assert [note["key"] for note in carrel("notes", "note:slow", "--as", "json").json] == ["jin2022pruning"]
    assert carrel("notes", "show", "note:slow").lines[0].startswith("jin2022pruning")
    assert carrel("notes", "import", str(vault / "not there")).code == 1


@pytest.mark.parametrize(
    "said", ["5", "true", "1", "10.9999/none", "[1]", "['2', [3], {a: b}]", "null", "1:30"]
)
def test_an_identifier_that_is_none_leads_to_no_paper(said: str, carrel: Carrel, vault: Path) -> None:
    (vault / "lost.md").write_text(
        f"---\ncarrel: 1\nkey: nobody1999\ndoi: {said}\narxiv: {said}\n---\nText\n"
    )
    outcome = carrel("notes", "import", str(vault), "--as", "json")
    assert outcome.json["rejected"] == [{"name": "lost.md", "reason": "no paper here is called nobody1999"}]
    assert "Text" not in [note["text"] for note in carrel("notes", "--as", "json").json]


def test_an_identifier_may_stand_alone(carrel: Carrel, vault: Path) -> None:
    carrel("edit", "jin2022pruning", "--set", "doi=10.1000/xyz")
    (vault / "lost.md").write_text("---\ncarrel: 1\nkey: nobody1999\ndoi: 10.1000/XYZ\n---\nText\n")
    assert carrel("notes", "import", str(vault)).code == 0
    assert {note["key"] for note in carrel("notes", "note:text", "--as", "json").json} == {"jin2022pruning"}


def test_a_folder_or_link_in_the_way_keeps_no_page_from_being_written(carrel: Carrel, vault: Path) -> None:
    for key in ("jin2022pruning", "frankle2018lottery"):
        page(vault, key).unlink()
    page(vault, "jin2022pruning").mkdir()
    elsewhere = carrel.folder / "elsewhere"
    page(vault, "frankle2018lottery").symlink_to(elsewhere)
    again = carrel("notes", "export", str(vault), "--as", "json")
    assert (again.code, again.json) == (0, {"written": 2, "unchanged": 1, "rejected": []})
    assert not elsewhere.exists()
    assert (vault / "jin2022pruning~2.md").is_file()
    assert (vault / "frankle2018lottery~2.md").is_file()
    assert carrel("notes", "export", str(vault), "--as", "json").json["unchanged"] == 3


def test_one_page_that_cannot_be_taken_keeps_no_other_out(carrel: Carrel, vault: Path) -> None:
    slow = page(vault, "jin2022pruning")
    slow.write_text(slow.read_text() + "moss " * 50_000)
    fast = page(vault, "frankle2018lottery")
    fast.write_text(fast.read_text().replace("tags: []", "tags: ['#', '##', moss, '\\0']") + "\nAnother\n")
    outcome = carrel("notes", "import", str(vault), "--as", "json").json
    reason = "a note in it is longer than 200,000 characters"
    assert outcome["rejected"] == [{"name": "jin2022pruning.md", "reason": reason}]
    assert (outcome["new"], outcome["tags"]) == (1, 1)
    assert [paper["key"] for paper in carrel.papers("tag:moss")] == ["frankle2018lottery"]
