"""What is not touched in an editor is stored as it was, whatever the editor makes of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.safe_text import safe
from tui.screens.script import Script

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
FLAG = "\U0001f1e9\U0001f1ea"


@pytest.mark.parametrize(
    ("stored", "shown", "now", "kept"),
    [
        (f"{FAMILY} a", "👨👩👧 a", "👨👩👧 ab", f"{FAMILY} ab"),
        (f"a {FAMILY}", "a 👨👩👧", "b 👨👩👧", f"b {FAMILY}"),
        (f"go {FLAG} go", "go DE go", "go DE, go", f"go {FLAG}, go"),
        ("\tx = 1\n\ty = 2", "    x = 1\n    y = 2", "    x = 1\n    y = 3", "\tx = 1\n\ty = 3"),
        ("\tx", "    x", "   x", "   x"),
        ("\tx\ty", "    x    y", "    x   y", "\tx   y"),
        ("a\u200db", "ab", "axb", "a\u200dxb"),
        ("\u202bشلوم\u202c", "\ufffdشلوم\ufffd", "\ufffdشلوم\ufffd!", "\u202bشلوم\u202c!"),
        ("plain", "plain", "plane", "plane"),
        ("", "", "new", "new"),
        (FAMILY, "👨👩👧", "", ""),
    ],
)
def test_only_what_was_typed_is_changed(stored: str, shown: str, now: str, kept: str) -> None:
    script = Script(stored)
    assert script.shown == shown
    script.type(shown)
    assert script.stored == stored
    script.type(now)
    assert (script.stored, script.shown) == (kept, now)


def test_changes_at_both_ends_one_after_the_other_leave_the_middle() -> None:
    script = Script(f"a {FAMILY} z")
    script.type("b 👨👩👧 z")
    script.type("b 👨👩👧 y")
    assert script.stored == f"b {FAMILY} y"


texts = st.text(alphabet="ab \n\t\u200d\u200e\u202b\U0001f1e9\U0001f1ea👨é", max_size=12)


@given(texts, st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), texts), max_size=5))
def test_what_is_stored_is_always_shown_as_it_was_typed(
    stored: str, edits: list[tuple[int, int, str]]
) -> None:
    script = Script(stored)
    now = script.shown
    for at, cut, new in edits:
        now = now[:at] + safe(new, single_line=False) + now[at + cut :]
        script.type(now)
        assert safe(script.stored, single_line=False) == now
