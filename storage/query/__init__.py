"""The query language: one for the filter bar, the command line, saved views and bulk edits.

``parse`` gives a :class:`Query` and hints, ``to_text`` gives the text back, ``compile_query`` gives SQL
for the read side, ``expand`` writes views out, ``relaxations`` and ``complete`` help the person who types,
``terms_of`` and ``spans_of`` show them why a paper matches.
:data:`FIELDS` is the language as a table, for help and the guide.

The façade is lazy: a ``list`` that is answered in 80 ms has none to spare for completion.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.query.advice import relaxations as relaxations
    from storage.query.ast import And as And
    from storage.query.ast import AnyOf as AnyOf
    from storage.query.ast import Expr as Expr
    from storage.query.ast import Has as Has
    from storage.query.ast import Not as Not
    from storage.query.ast import Or as Or
    from storage.query.ast import Phrase as Phrase
    from storage.query.ast import Prefix as Prefix
    from storage.query.ast import Query as Query
    from storage.query.ast import Text as Text
    from storage.query.ast import all_of as all_of
    from storage.query.ast import any_of as any_of
    from storage.query.ast import negate as negate
    from storage.query.ast import parts as parts
    from storage.query.compile import DEFAULT_ORDER as DEFAULT_ORDER
    from storage.query.compile import Compiled as Compiled
    from storage.query.compile import asks_for_trash as asks_for_trash
    from storage.query.compile import compile_query as compile_query
    from storage.query.compile import order_by as order_by
    from storage.query.completion import Completion as Completion
    from storage.query.completion import complete as complete
    from storage.query.conditions import Setting as Setting
    from storage.query.conditions import condition as condition
    from storage.query.fields import FIELDS as FIELDS
    from storage.query.fields import FLAGS as FLAGS
    from storage.query.fields import ORDERS as ORDERS
    from storage.query.fields import PRESENCES as PRESENCES
    from storage.query.fields import Field as Field
    from storage.query.fields import Kind as Kind
    from storage.query.fields import Value as Value
    from storage.query.fields import find_field as find_field
    from storage.query.fields import find_value as find_value
    from storage.query.fulltext import match_all as match_all
    from storage.query.fulltext import match_any as match_any
    from storage.query.fulltext import to_match as to_match
    from storage.query.grammar import Parsed as Parsed
    from storage.query.grammar import parse as parse
    from storage.query.grammar import parse_sort as parse_sort
    from storage.query.pieces import UNFILTERED as UNFILTERED
    from storage.query.pieces import Pieces as Pieces
    from storage.query.pieces import has_beginnings as has_beginnings
    from storage.query.pieces import has_words as has_words
    from storage.query.pieces import take_apart as take_apart
    from storage.query.printing import to_text as to_text
    from storage.query.spans import spans_of as spans_of
    from storage.query.terms import Term as Term
    from storage.query.terms import Terms as Terms
    from storage.query.terms import terms_of as terms_of
    from storage.query.views import expand as expand

_HOMES = {
    "advice": "relaxations",
    "ast": "And AnyOf Expr Has Not Or Phrase Prefix Query Text all_of any_of negate parts",
    "compile": "DEFAULT_ORDER Compiled asks_for_trash compile_query order_by",
    "completion": "Completion complete",
    "conditions": "Setting condition",
    "fields": "FIELDS FLAGS ORDERS PRESENCES Field Kind Value find_field find_value",
    "fulltext": "match_all match_any to_match",
    "grammar": "Parsed parse parse_sort",
    "pieces": "UNFILTERED Pieces has_beginnings has_words take_apart",
    "printing": "to_text",
    "spans": "spans_of",
    "terms": "Term Terms terms_of",
    "views": "expand",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    """Load a name of the façade from the module it lives in."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
