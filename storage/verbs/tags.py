"""Putting tags on papers, and tidying the tags themselves."""

from __future__ import annotations

from collections.abc import Sequence

from storage import marking
from storage.errors import Refused
from storage.reports import Receipt
from storage.tags import TagBook, folded
from storage.verbs.base import Verbs
from storage.wording import tag_name


class Tags(Verbs):
    """Tagging papers."""

    def tag(self, ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Receipt:
        """Put tags on papers and take tags off them."""
        with self._change() as change:
            book = TagBook(change)
            changed = book.remove(ids, remove) | book.add(ids, add)
            parts = [f"#{tag_name(t)}" for t in add] + [f"not #{tag_name(t)}" for t in remove]
            words = f"Tagged {marking.counted(len(changed))} {', '.join(parts)}"
            return self._receipt(change, "tag", words, len(changed), len(set(ids)))

    def rename_tag(self, old: str, new: str) -> Receipt:
        """Give a tag another name; when that name is in use the two become one."""
        with self._change() as change:
            book = TagBook(change)
            known, wanted = book.id_of(tag_name(old)), tag_name(new)
            wearing = book.wearers(None, known) if known is not None else set()
            if known is None or not wearing:
                raise Refused(f"no paper wears the tag {old!r}")
            if folded(wanted) == folded(tag_name(old)):
                raise Refused(f"{old!r} and {new!r} are the same tag")
            book.remove_id(wearing, known)
            book.add(wearing, [wanted])
            words = f"Renamed #{tag_name(old)} to #{wanted} on {marking.counted(len(wearing))}"
            return self._receipt(change, "rename-tag", words, len(wearing), len(wearing))

    def delete_tag(self, name: str) -> Receipt:
        """Take a tag off all papers."""
        with self._change() as change:
            book = TagBook(change)
            known = book.id_of(tag_name(name))
            wearing = book.wearers(None, known) if known is not None else set()
            if known is None or not wearing:
                raise Refused(f"no paper wears the tag {name!r}")
            book.remove_id(wearing, known)
            words = f"Deleted #{tag_name(name)} from {marking.counted(len(wearing))}"
            return self._receipt(change, "delete-tag", words, len(wearing), len(wearing))
