"""Provisional titles, for papers whose source gives an abstract and no title.

A reader recognises such a paper by the name of its system (``We present OLLA, an algorithm
that …``) or else by how it begins. Never more than eight words are taken over: it is a handle
until the real title comes, not a quotation.
"""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re

_WORDS = 8
_NAME = r"[A-Z][A-Za-z0-9]*(?:[-+][A-Za-z0-9]+)*(?:\+\+)?"
# A name that could be no ordinary word: OLLA, SurCo, CL-LNS, LoopStack.
_COINED = r"(?=[A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*[A-Z])" + _NAME
_VERB = (
    r"(?:present|introduce|propose|describe|develop|release|design|built?|call|named?|dubbed|termed|called)s?"
)
_INTRODUCED = (
    # "We present OLLA, an algorithm …", "we propose SurCo that learns …", "introduce Flashlight, an …"
    re.compile(rf"\b[Ww]e (?:\w+ly )?{_VERB} (?P<name>{_NAME})(?=[,:(]| that| which| \()(?P<rest>[^.;]*)"),
    # "we propose a novel approach, CL-LNS, that …"
    re.compile(
        rf"\b{_VERB} (?P<noun>an? [a-z][\w -]{{2,50}}), (?:named )?(?P<name>{_COINED})(?P<rest>,[^.;]*)?"
    ),
    # "a framework called SurCo", "which we name FooBar"
    re.compile(rf"\b(?:called|named|dubbed|termed|name|call) (?:it )?(?P<name>{_COINED})(?P<rest>[^.;]*)"),
    # "Our proposed heuristics, LB-RELAX and its variants, use …"
    re.compile(rf"(?:^|[.!?] )Our (?P<noun>[a-z][\w -]{{2,40}}), (?P<name>{_COINED})(?P<rest>[^.;]*)"),
    re.compile(rf"\b[Tt]his (?:paper|work|note|report|study) {_VERB} (?P<name>{_COINED})(?P<rest>[^.;]*)"),
)  # fmt: skip
_CLAUSE_END = re.compile(r"[.!?;:](?:\s|$)|,\s| -- | [–—] ")
_DANGLING = frozenset(
    "a an and as at but by for from in into is of on or our that the their to via which with".split()
)
_LOOK_AT = 4_000


def provisional_title(abstract: str) -> str:
    """Give a title of at most eight words (and ``…`` where it was cut) for an abstract."""
    text = " ".join(abstract[:_LOOK_AT].split())
    for pattern in _INTRODUCED:
        if found := pattern.search(text):
            return _named(found["name"], found.groupdict())
    sentence = _CLAUSE_END.split(text, maxsplit=1)[0]
    if sentence.count(" ") < 3:  # "Recently, …": the first clause says nothing
        sentence = re.split(r"[.!?](?:\s|$)", text, maxsplit=1)[0]
    return _cut(sentence, ended=False) or "Untitled"


def _named(name: str, parts: dict[str, str | None]) -> str:
    """Put what the text says of a system behind its name."""
    rest, noun = (parts.get("rest") or "").strip(), parts.get("noun")
    if apposition := re.match(r"[,:(] ?(an? .+)", rest):
        return _cut(f"{name}: {_clause(apposition[1])}")
    follows = re.match(r",? ?((?:that|which) .+)", rest)
    if noun and noun.startswith("a"):
        return _cut(f"{name}: {noun} {_clause(follows[1]) if follows else ''}".strip())
    if follows or rest.startswith("and "):
        return _cut(f"{name} {_clause(follows[1] if follows else rest)}")
    return name


def _clause(text: str) -> str:
    return re.split(r"[,;:(]", text, maxsplit=1)[0].strip()


def _cut(text: str, *, ended: bool = True) -> str:
    """Cut at a word boundary, leave out words that promise more, and say so with ``…``."""
    words = text.split()
    kept = words[:_WORDS]
    cut = len(kept) < len(words) or not ended
    while cut and len(kept) > 2 and kept[-1].strip(",").lower() in _DANGLING:
        kept.pop()
    return " ".join(kept).rstrip(",;:") + ("…" if cut and kept else "")
