"""Reading a query, which never fails: a reader in the middle of a word deserves no error.

What is no clause is text, and a hint says what may have been meant. Hostile input costs linear time:
length, clauses and nesting are bounded, and the bounds are far beyond what a person writes.

``OR`` binds more loosely than the AND that stands unwritten between clauses; the three logic words
count in capitals only. A comma between the values of a field means any of them.
"""

from __future__ import annotations

import re
from datetime import date

from storage.query.ast import Expr, Query, Range, Text, all_of, any_of, leaves, negate
from storage.query.fields import Field, Kind, field_names, find_field, find_value
from storage.query.ranges import is_backwards
from storage.query.scan import Scanner, has_token, readable
from storage.query.values import SPLIT, Item, Unfit, field_clause, suggestion, text_clause
from storage.shape import Shape

MAX_LENGTH = 20_000
MAX_CLAUSES = 300
MAX_NESTING = 8
MAX_HINTS = 8

_LOGIC = re.compile(r"(AND|OR|NOT)(?=[\s()]|$)")
_MINUS = re.compile(r"-+(?=[^\s)-])")
_FIELD = re.compile(r"([A-Za-z]{1,20}):")
_BEGUN = frozenset({Kind.WORDS, Kind.LIST, Kind.IDENTIFIER})  # kinds whose unfinished value is a beginning


class Parsed(Shape):
    """What a text asks for, and what its writer should be told."""

    query: Query
    hints: tuple[str, ...] = ()


def parse(text: str, *, typing: bool = False, today: date | None = None) -> Parsed:
    """Read ``text`` as a query. With ``typing``, what stands at the very end is still being typed.

    A word there counts as a beginning; a clause there that is not complete asks for nothing yet,
    and gives no hint. ``today`` tells whether a range of ages ends before it begins.
    """
    parser = _Parser(readable(text[:MAX_LENGTH]), typing=typing, today=today or date.today())
    if len(text) > MAX_LENGTH:
        parser.hint(f"only the first {MAX_LENGTH:,} characters are read")
    return parser.parsed()


def parse_sort(text: str) -> tuple[tuple[str, bool], ...]:
    """The orders in ``-added,title``, as ``sort:`` takes them; names of no order are left out."""
    return parse(f"sort:{text}").query.sort


class _Parser:
    """One reading of one text; recursive only where brackets nest, and these are bounded."""

    def __init__(self, text: str, *, typing: bool, today: date) -> None:
        self._scan = Scanner(text)
        self._typing = typing
        self._today = today
        self._hints: dict[str, None] = {}
        self._sort: tuple[tuple[str, bool], ...] = ()
        self._limit: int | None = None
        self._left = MAX_CLAUSES
        self._nesting = 0
        self._flattened = 0  # brackets opened beyond the bound, which must not close those within it
        self._symbol = ""

    def parsed(self) -> Parsed:
        """Read everything."""
        expr = self._alternatives(None)
        if expr is None and self._symbol and not self._typing:
            expr = Text(self._symbol)  # asking for "???" alone must not mean everything
            self.hint(f'nothing to search for in "{self._symbol}"')
        return Parsed(Query(expr, self._sort, self._limit), tuple(self._hints)[:MAX_HINTS])

    def hint(self, words: str) -> None:
        """Tell the reader something, once."""
        self._hints[words] = None

    @property
    def _unfinished(self) -> bool:
        """Whether what was read last is still being typed."""
        return self._typing and self._scan.done

    def _alternatives(self, scope: Field | None) -> Expr | None:
        """Clauses up to the end or the closing bracket; ``scope`` is the field the bracket stands behind."""
        groups: list[list[Expr | None]] = [[]]
        while self._more():
            word = self._logic()
            if word == "OR":
                self._check_side(groups[-1])
                groups.append([])
            elif word is None:
                groups[-1].append(self._clause(scope))
            elif word == "NOT":
                groups[-1].append(self._negated(scope))
        if len(groups) > 1:
            self._check_side(groups[-1])
        return any_of(map(all_of, groups))

    def _check_side(self, side: list[Expr | None]) -> None:
        if not side and not self._unfinished:
            self.hint("OR stands between two clauses")

    def _more(self) -> bool:
        """Whether another clause follows in this bracket; steps over brackets that close nothing."""
        while True:
            self._scan.skip_space()
            if self._scan.peek() != ")":
                return not self._scan.done
            if self._flattened:
                self._flattened -= 1
            elif self._nesting:
                return False
            else:
                self.hint('a ")" closes nothing')
            self._scan.take(")")

    def _logic(self) -> str | None:
        found = _LOGIC.match(self._scan.text, self._scan.at)
        if found:
            self._scan.at = found.end()
        return found[1] if found else None

    def _negated(self, scope: Field | None) -> Expr | None:
        """What stands behind a NOT; several cancel out two by two."""
        opposite = True
        while self._more():
            start, word = self._scan.at, self._logic()
            if word == "NOT":
                opposite = not opposite
            elif word is None:
                clause = self._clause(scope)
                return negate(clause) if opposite else clause
            else:
                self._scan.at = start
                break
        if not self._unfinished:
            self.hint("NOT stands before a clause")
        return None

    def _clause(self, scope: Field | None) -> Expr | None:
        """One clause, with the minus signs in front of it."""
        if not self._afford():
            return None
        minus = _MINUS.match(self._scan.text, self._scan.at)
        if minus and not (scope and scope.kind in SPLIT):
            self._scan.at = minus.end()
        clause = self._positive(scope)
        return negate(clause) if minus and len(minus[0]) % 2 else clause

    def _afford(self) -> bool:
        self._left -= 1
        if self._left < 0:
            self.hint(f"only the first {MAX_CLAUSES} clauses are read")
            self._scan.at = len(self._scan.text)
        return self._left >= 0

    def _positive(self, scope: Field | None) -> Expr | None:
        if self._scan.take("("):
            return self._bracket(scope)
        start = self._scan.at
        tag = self._tag_sign()
        field = tag or self._field()
        if field is None:
            return self._valued(scope, start) if scope else self._words()
        if field.kind is Kind.SORT or field.kind is Kind.LIMIT:
            self._directive(field)
            return None
        if not tag and self._scan.take("("):
            return self._bracket(field)
        return self._valued(field, start)

    def _bracket(self, scope: Field | None) -> Expr | None:
        if self._nesting >= MAX_NESTING:
            self.hint(f"brackets nest {MAX_NESTING} deep at most")
            self._flattened += 1
            return None
        self._nesting += 1
        expr = self._alternatives(scope)
        self._nesting -= 1
        if not self._scan.take(")") and not self._typing:
            self.hint('a "(" is never closed')
        return expr

    def _tag_sign(self) -> Field | None:
        """``#`` before a tag; alone, or before another, it is only a sign."""
        following = self._scan.text[self._scan.at + 1 : self._scan.at + 2]
        if self._scan.peek() != "#" or not following or following in "#*)" or following.isspace():
            return None
        self._scan.take("#")
        return find_field("tag")

    def _field(self) -> Field | None:
        """The field named here, if a value follows its colon; a word on names that are nearly fields."""
        found = _FIELD.match(self._scan.text, self._scan.at)
        if not found:
            return None
        field = find_field(found[1])
        following = self._scan.text[found.end() : found.end() + 1]
        valued = following and following != ")" and not following.isspace()
        if field and (valued or (self._typing and not following)):
            self._scan.at = found.end()
            return field
        if field:
            self.hint(f"{field.name}: needs a value right behind it, as in {field.example}")
        elif valued and following != "/" and found[1].islower():
            self._hint_field(found[1])
        return None

    def _hint_field(self, name: str) -> None:
        near = suggestion(name, list(field_names()))
        if near:
            self.hint(f'unknown field "{name}"{near}')

    def _valued(self, field: Field, start: int) -> Expr | None:
        """The clause of ``field`` with the values that follow; ``start`` is where it begins as text."""
        items = self._items(field)
        try:
            return self._checked(field, field_clause(field, items))
        except Unfit as why:
            if self._unfinished and _may_become(field, items[-1]):
                return None
            self.hint(str(why))
        return self._plain(self._scan.text[start : self._scan.at], quoted=True)

    def _checked(self, field: Field, clause: Expr | None) -> Expr | None:
        for leaf in leaves(clause):
            if self._unfinished or not isinstance(leaf, Range):
                continue
            if is_backwards(leaf, field.kind, self._today):
                self.hint(f"{field.name}:{leaf.first}..{leaf.last} ends before it begins")
        return clause

    def _items(self, field: Field) -> list[Item]:
        several = field.kind in SPLIT
        items = [self._item("," if several else "")]
        while several and self._scan.take(",") and (field.kind is Kind.LIST or self._afford()):
            items.append(self._item(","))
        if self._unfinished and field.kind in _BEGUN and not items[-1].quoted:
            items[-1].beginning = True
        return items

    def _item(self, stops: str) -> Item:
        quoted = self._quoted()
        if quoted:
            return quoted
        raw = self._scan.bare(stops)
        return Item(raw.rstrip("*"), beginning=raw.endswith("*"))

    def _quoted(self) -> Item | None:
        """A quotation; one still being typed is a beginning and does not count as quoted yet."""
        text = self._scan.quoted()
        if text is None:
            return None
        if not self._scan.unclosed:
            return Item(text, quoted=True, beginning=self._scan.take("*"))
        if not self._typing:
            self.hint("a quotation is never closed")
        return Item(text, quoted=not self._typing, beginning=self._typing)

    def _words(self) -> Expr | None:
        quoted = self._quoted()
        if quoted:
            return text_clause(quoted) if quoted.text else None
        return self._plain(self._scan.bare())

    def _plain(self, raw: str, *, quoted: bool = False) -> Expr | None:
        """A run of characters as text; without a letter or digit it asks for nothing."""
        raw = " ".join(raw.split())
        if not has_token(raw):
            self._symbol = self._symbol or raw
            return None
        beginning = not quoted and (raw.endswith("*") or self._unfinished)
        return text_clause(Item(raw.rstrip("*") if not quoted else raw, quoted=quoted, beginning=beginning))

    def _directive(self, field: Field) -> None:
        """``sort:`` and ``limit:`` apply to the whole query wherever they stand; the last one counts."""
        value = self._scan.bare()
        hint = self._set_sort(field, value) if field.kind is Kind.SORT else self._set_limit(field, value)
        if hint and not self._unfinished:
            self.hint(hint)

    def _set_sort(self, field: Field, value: str) -> str:
        hint, orders = "", dict[str, bool]()
        for name in value.split(","):
            order = find_value(field.values, name.removeprefix("-"))
            if order:
                orders.setdefault(order.name, name.startswith("-"))
            elif not hint:
                known = [order.name for order in field.values]
                hint = f'unknown order "{name}"{suggestion(name, known, "sort:")}'
        self._sort = tuple(orders.items()) or self._sort
        return hint

    def _set_limit(self, field: Field, value: str) -> str:
        if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value)):
            return f"limit: needs a number, as in {field.example}"
        self._limit = int(value)
        return ""


def _may_become(field: Field, item: Item) -> bool:
    """Whether more typing could make the unfit ``item`` a value of ``field``."""
    typed = item.text.lower()
    return not field.values or any(value.name.startswith(typed) for value in field.values)
