"""A page of notes comes back as it was written, and what was edited in it is told apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds import Page, PageNote, SeedError, clean, file_name, note_digest, read_page, wiki_links, write_page

LINES = st.one_of(
    st.sampled_from(
        [
            "",
            ">",
            "> x",
            ">x",
            "---",
            "# A",
            "<!-- /carrel note -->",
            "\\<!-- carrel note id=1 -->",
            "  - [ ] do",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
)
TEXTS = st.lists(LINES, max_size=6).map(lambda lines: clean("\n".join(lines), multiline=True)[0].strip("\n"))
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12).filter(
    lambda name: not name.startswith("#")
)


@st.composite
def notes(draw: st.DrawFn) -> PageNote:
    quote = draw(st.none() | TEXTS.filter(bool))
    text = draw(TEXTS if quote else TEXTS.filter(bool))
    return PageNote(
        text=text,
        quote=quote,
        quote_field=draw(st.sampled_from([None, "title", "abstract"])) if quote else None,
        id=draw(st.integers(1, 10**12)),
        created="2026-01-31T09:00:00Z",
        was=note_digest(text, quote),
    )


@given(
    st.builds(
        Page,
        key=NAMES,
        title=NAMES,
        added=st.just("2026-01-31T09:00:00.123456Z"),
        tags=st.lists(NAMES, unique=True, max_size=3).map(tuple),
        tags_then=st.lists(NAMES, unique=True, max_size=3).map(tuple),
        fields=st.dictionaries(
            NAMES.filter(lambda n: n not in ("carrel", "key", "title", "added", "tags", "tags_then")),
            st.one_of(NAMES, st.integers(), st.booleans(), st.lists(NAMES, max_size=2)),
            max_size=2,
        ),
        notes=st.lists(notes(), max_size=4).map(tuple),
    )
)
def test_a_page_comes_back_as_it_was_written(page: Page) -> None:
    assert read_page(write_page(page), "page.md") == page


WRITTEN = """\
---
carrel: 1
key: ferns2020
title: Ferns
added: '2026-01-31T09:00:00Z'
tags:
- moss
tags_then:
- moss
---

# Ferns

<!-- carrel note id=3 created=2026-01-31T09:00:00Z was=00b095bb73deebba quote=abstract -->
> a quiet
> place

So *green*.
<!-- /carrel note -->
"""


def test_a_page_is_written_as_people_and_editors_expect() -> None:
    note = PageNote("So *green*.", "a quiet\nplace", "abstract", 3, "2026-01-31T09:00:00Z")
    page = Page("ferns2020", "Ferns", "2026-01-31T09:00:00Z", ("moss",), ("moss",), {}, (note,), ("mosses",))
    links = "\n<!-- carrel links -->\nLinked from: [[mosses]]\n<!-- /carrel links -->\n"
    assert write_page(page) == WRITTEN + links


def test_what_a_terminal_would_act_upon_is_replaced_and_taken_for_no_edit() -> None:
    harm = "\x1b]52;c;Q\x07 and \x9b31m"
    text = write_page(Page(key="a", title=harm, notes=(PageNote(harm, quote=harm, id=1),)))
    assert text.replace("\n", "").isprintable()
    page = read_page(text, "a.md")
    assert page is not None
    (note,) = page.notes
    assert page.title == note.text == note.quote == "\ufffd]52;c;Q\ufffd and \ufffd31m"
    assert note.was == note_digest(note.text, note.quote)


@given(st.text(), st.text())
def test_nothing_of_a_paper_puts_control_characters_into_a_page(text: str, name: str) -> None:
    fields = {name: text, "authors": [text], "venue": "a" + text}
    page = write_page(Page(key="a", title=text, tags=(text,), fields=fields, notes=(PageNote(text, text),)))
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", page)


def test_what_is_added_around_the_notes_is_new() -> None:
    text = WRITTEN.replace("# Ferns\n", "# Ferns\n\nBefore.\n") + "\nAfter, with [[mosses]].\n"
    page = read_page(text.replace("\n", "\r\n"), "ferns2020.md")
    assert page is not None
    assert [(note.id, note.text) for note in page.notes] == [
        (None, "Before."),
        (3, "So *green*."),
        (None, "After, with [[mosses]]."),
    ]


def test_a_note_whose_last_comment_was_deleted_ends_at_the_next() -> None:
    text = WRITTEN.replace(
        "<!-- /carrel note -->\n", "<!-- carrel note id=4 -->\nTwo\n<!-- /carrel note -->\n"
    )
    page = read_page(text, "ferns2020.md")
    assert page is not None
    assert [note.text for note in page.notes] == ["So *green*.", "Two"]


def test_tags_may_be_written_as_people_write_them() -> None:
    page = read_page("---\ncarrel: 1\nkey: 2020\ntags: '#moss, fern'\n---\n", "2020.md")
    assert page is not None
    assert (page.key, page.tags, page.notes) == ("2020", ("moss", "fern"), ())


@pytest.mark.parametrize(
    "text", ["", "Just text", "---\ntitle: Another note\n---\n", "---\ncarrel: 1\nno end"]
)
def test_other_files_of_the_folder_are_not_ours(text: str) -> None:
    assert read_page(text, "x.md") is None


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("carrel: 1\nkey: [", "line 3: the front matter is not YAML"),
        ("carrel: 1\ntitle: x", "needs a key"),
        ("carrel: 2\nkey: x", "version 2"),
        ("carrel: 1\nkey: " + "[" * 5000, "not YAML"),
        ("carrel: 1\nkey: x\na: " + "[" * 60 + "]" * 60, "nested too deeply"),
        ("carrel: 1\nkey: x\na: &a [x]\nb: *a", "aliases"),
        ("carrel: 1\nkey: x\na: &a {x: 1}\nb: {<<: [*a, *a]}", "aliases"),
        ("carrel: 1\nkey: 0x" + "f" * 5000, "without end"),
        ("carrel: 0x" + "f" * 5000 + "\nkey: x", "without end"),
        ("carrel: 1\nkey: 1" + ":0" * 5000, "without end"),
        ("carrel: 1\nkey: x\na: 1" + ":0" * 400 + ".5", "not YAML"),
        ("carrel: 1\nkey: x\na: !!timestamp x", "not YAML"),
        ("carrel: 1\nkey: x\na: !!bool x", "not YAML"),
        ("carrel: 1\nkey: x\na: !!int ''", "not YAML"),
        ("carrel: 1\nkey: x\na: " + "x" * 500_000, "longer than 500,000"),
    ],
)
def test_a_page_that_cannot_be_understood_says_why(front: str, reason: str) -> None:
    with pytest.raises(SeedError, match=reason):
        read_page(f"---\n{front}\n---\n", "x.md")


def test_links_name_keys() -> None:
    text = "See [[a2020]], [[b:1|the other]], [[a2020#intro]] and [not](this) [[]] [[x\ny]]"
    assert wiki_links(text) == ("a2020", "b:1")


@pytest.mark.parametrize(
    ("key", "name"),
    [("smith2020", "smith2020.md"), ("a/b:c", "a%2Fb%3Ac.md"), ("..x", "%2E.x.md"), ("50%", "50%25.md")],
)
def test_a_key_names_a_file_that_any_system_takes(key: str, name: str) -> None:
    assert file_name(key) == name


@pytest.mark.parametrize("key", ["漢" * 200, "a" * 149 + "é", "/" * 200])
def test_a_long_key_names_a_file_as_well(key: str) -> None:
    assert 140 < len(file_name(key).encode()) <= 160
