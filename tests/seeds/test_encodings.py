"""Encodings that nobody wrote down, and what gzip has compressed."""

from __future__ import annotations

import codecs
import gzip
import io
import tracemalloc

import pytest

import seeds
from seeds.sniff import decode
from tests.seeds.bibliography import read

ENTRY = "@book{{k, title = {{{}}}, author = {{{}}}}}\n"
WESTERN = ENTRY.format("Über die Größe", "Müller, Jörg")
WINDOWS = ENTRY.format("“Walls” – and Œuvres", "Škoda, Aleš")
CHINESE = ENTRY.format("深度学习与苔藓研究", "余敏")
FILES = {
    "UTF-8": (WINDOWS.encode(), WINDOWS, None),
    "UTF-8 with a mark": (codecs.BOM_UTF8 + WINDOWS.encode(), WINDOWS, None),
    "UTF-16 with a mark": (WINDOWS.encode("utf-16"), WINDOWS, None),
    "UTF-16 big end first with a mark": (codecs.BOM_UTF16_BE + WINDOWS.encode("utf-16-be"), WINDOWS, None),
    "UTF-16": (WESTERN.encode("utf-16-be"), WESTERN, "read as UTF-16"),
    "UTF-16, little end first": (WESTERN.encode("utf-16-le"), WESTERN, "read as UTF-16"),
    "Latin-1": (WESTERN.encode("latin-1"), WESTERN, "read as Latin-1"),
    "Windows-1252": (WINDOWS.encode("cp1252"), WINDOWS, "read as Windows-1252"),
    "GBK": (CHINESE.encode("gbk"), CHINESE, "read as GBK"),
    "declared": (b"% Encoding: windows-1251\n" + ENTRY.format("Мох", "Ю").encode("cp1251"),
                 "% Encoding: windows-1251\n" + ENTRY.format("Мох", "Ю"),
                 "windows-1251, which the file declares"),
    "damaged": (WINDOWS.encode() + "% é".encode("latin-1"), WINDOWS + "% é", "one byte read as Windows-1252"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_an_encoding_is_found_and_a_guess_is_told(name: str) -> None:
    data, text, told = FILES[name]
    found, warning = decode(data)
    assert found == text
    assert (warning is None) if told is None else (told in (warning or ""))
    drafts, complaints = read(data)
    assert [draft.title for draft in drafts] == [text.split("{")[2].split("}")[0]]
    assert [(c.line, c.rejected) for c in complaints] == ([(1, False)] if told else [])


@pytest.mark.parametrize(
    "word", ["créée", "naïve", "Ærøskøbing", "señor", "façade", "Übergröße", "áéíóú à è"]
)
def test_accents_are_not_taken_for_chinese(word: str) -> None:
    assert decode(f"a text with the word {word} in it".encode("latin-1"))[0].endswith(f"{word} in it")


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ('{"title": "A"}\n', "jsonl"),
        ("title,authors\nA,B\n", "csv"),
        ("@book{k, title={A}}", "bibtex"),
        ("TY  - BOOK\nTI  - A\nER  - \n", "ris"),
    ],
)
def test_compressed_sources_are_read_as_others_are(text: str, format: str) -> None:
    """By their content, as one file or several in a row; the name loses its ending."""
    for data in (gzip.compress(text.encode()), gzip.compress(b"") + gzip.compress(text.encode()) + b"\0\0"):
        harvest = seeds.read(io.BytesIO(data), "refs.gz")
        assert (harvest.name, harvest.format) == ("refs", format)
        drafts, complaints, _ = harvest.gather()
        assert ([draft.title for draft in drafts], complaints) == (["A"], [])


def lines(number: int) -> bytes:
    """So many papers as JSON Lines, which do not compress to nothing."""
    return b"".join(b'{"title": "paper %d of %d"}\n' % (n * 7919 % 10007, n) for n in range(number))


def test_a_broken_download_gives_what_is_there_and_says_so() -> None:
    whole = gzip.compress(lines(20_000))
    drafts, complaints = read(whole[: len(whole) // 2])
    assert 5_000 < len(drafts) < 15_000
    assert complaints[-1].rejected
    assert "breaks off" in complaints[-1].reason
    assert complaints[-1].line > 5_000


def test_a_damaged_one_too() -> None:
    whole = bytearray(gzip.compress(lines(20_000)))
    whole[len(whole) // 2] ^= 255
    drafts, complaints = read(bytes(whole))
    assert drafts
    assert any("damaged" in complaint.reason for complaint in complaints)


@pytest.mark.parametrize("begin", [b'{"title": "A"}\n', b"@book{k, title={A}}\n"])
def test_a_bomb_ends_as_a_complaint_in_little_memory(begin: bytes) -> None:
    """A megabyte that says it is a gigabyte is not believed."""
    bomb = gzip.compress(begin) + gzip.compress(b" " * 100_000_000) * 10
    tracemalloc.start()
    try:
        drafts, complaints = read(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [draft.title for draft in drafts] == ["A"]
    assert "times its size" in complaints[-1].reason
    assert peak < 400_000_000


def test_nothing_in_a_compressed_file_is_an_empty_file() -> None:
    for data, reason in (
        (gzip.compress(b""), "empty"),
        (b"\x1f\x8b\x08", "breaks off"),
        (b"\x1f\x8bxx", "damaged"),
    ):
        with pytest.raises(seeds.SeedError, match=reason):
            seeds.read(data, "refs.gz")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_lines_of_json_in_other_encodings(encoding: str) -> None:
    """What PowerShell makes of ``carrel export > papers.jsonl``."""
    data = '{"title": "Moſs é"}\n{"title": "\U0001d400"}\n'.encode(encoding)
    drafts, complaints, _ = seeds.read(data, "papers.jsonl").gather()
    assert [draft.title for draft in drafts] == ["Moſs é", "\U0001d400"]
    assert complaints == []
