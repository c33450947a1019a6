"""Encodings that nobody wrote down, and what gzip has compressed."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

import seeds
from seeds.recode import Mended, Narrowed
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


SPECIMENS = Path(__file__).resolve().parents[1] / "specimens"
FORMATS = sorted(path.name for path in SPECIMENS.iterdir() if "_damaged" not in path.name)
ENCODINGS = {
    "UTF-8 with a mark": (lambda text: codecs.BOM_UTF8 + text.encode(), ""),
    "UTF-16 with a mark": (lambda text: text.encode("utf-16"), ""),
    "UTF-16 big end first with a mark": (lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"), ""),
    "UTF-32 with a mark": (lambda text: text.encode("utf-32"), ""),
    "UTF-16": (lambda text: text.encode("utf-16-le"), "read as UTF-16"),
    "Latin-1": (lambda text: text.encode("latin-1"), "read as"),
    "Windows-1252": (lambda text: text.encode("cp1252"), "read as Windows-1252"),
}


def accented(name: str, beyond: str) -> str:
    """A specimen with some accents and nothing that Windows has no letter for."""
    text = (SPECIMENS / name).read_text(encoding="utf-8").encode("cp1252", "ignore").decode("cp1252")
    plain = "".join(letter for letter in text if letter < "\x80" or letter in "éèüöäï")
    return re.sub("(?i)(?<=m)o(?=ss)|(?<=L)o(?=oms)|(?<=h)o(?=w)|(?<=w)o(?=r)|(?<=Sh)a(?=de)", beyond, plain)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_in_every_encoding(name: str, encoding: str) -> None:
    """Compressed or not: the same format, the same drafts, the guess told."""
    encode, told = ENCODINGS[encoding]
    text = accented(name, "œ" if encoding == "Windows-1252" else "ö")
    assert not text.isascii()
    as_of = date(2026, 11, 20)
    expected = seeds.read(text.encode(), name, as_of=as_of)
    drafts, complaints, _ = expected.gather()
    for data in (encode(text), gzip.compress(encode(text))):
        harvest = seeds.read(data, name, as_of=as_of)
        found, more, _ = harvest.gather()
        assert harvest.format == expected.format
        assert found == drafts
        assert [c for c in more if c.rejected] == [c for c in complaints if c.rejected]
        guesses = [c.reason for c in more if c not in complaints]
        assert any(told in reason for reason in guesses) if told else guesses == []


@pytest.mark.parametrize("size", [1, 2, 3, 5, 65_536])
def test_a_stream_is_narrowed_and_mended_whatever_the_pieces(size: int) -> None:
    """Characters of up to four bytes, cut anywhere."""

    class Dripping(io.BytesIO):
        def read(self, _: int | None = -1) -> bytes:
            return super().read(size)

    text = '<?xml version="1.0" encoding="utf-16"?>\n' + "aé深😀\u0301" * 50
    with Narrowed(Dripping(text.encode("utf-16")), "utf-16") as stream:
        assert io.BufferedReader(stream).read().decode() == text.replace("utf-16", "utf-8")
    data = text.encode() + b"\xe9t\xe9 " + "é".encode()
    mended = Mended(Dripping(data[1:]))  # no promise any more
    assert b"".join(iter(lambda: mended.read(9), b"")).decode() == text[1:] + "été é"
    assert mended.bad == 2


def test_xml_that_says_another_encoding_is_believed() -> None:
    declared = '<?xml version="1.0" encoding="iso-8859-1"?>'
    data = "<xml><records><record><titles><title>Über</title></titles></record></records></xml>"
    drafts, complaints = read((declared + data).encode("latin-1"), "endnote-xml")
    assert [draft.title for draft in drafts] == ["Über"]
    assert complaints == []
