"""A memory for texts that come in their hundred thousands."""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from seeds.formats.seen import Seen


@given(st.lists(st.text(max_size=3), max_size=60))
def test_it_knows_what_a_set_knows(texts: list[str]) -> None:
    seen, known = Seen(), set[str]()
    for text in texts:
        assert seen.add(text) == (text not in known)
        known.add(text)


def test_it_holds_many_in_little() -> None:
    seen = Seen()
    assert all(seen.add(f"key{number}") for number in range(50_000))
    assert not any(seen.add(f"key{number}") for number in range(0, 50_000, 7))
    assert sys.getsizeof(seen._table) < 50_000 * 24
