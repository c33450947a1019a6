"""People between formats: the parts of a name, the one text Carrel shows, and lists of names.

Carrel shows ``John von Neumann``; bibliographies say ``von Neumann, John``. What is shown is split
again when it is written. Where that would give other parts than the source had (``García Márquez,
Gabriel``), or would take an organisation for a person, the list is kept beside the shown names as
*people text*: ``Family, Suffix, Given`` joined by `` and ``, braces round what must stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from seeds.names import CAPITAL_PARTICLES, family_name

_ORGANISATION = re.compile(
    r"\b(?:Collaborations?|Consortium|Committee|Association|Society|Institutes?|University|Department|Ministry"
    r"|Agency|Foundation|Laborator(?:y|ies)|Council|Commission|Organi[sz]ation|Bureau|Initiative|Corporation"
    r"|Working Group|Study Group|Task Force|Research Group|Investigators|Developers|Contributors|Team|Inc|Ltd"
    r"|LLC|GmbH)\b|^The \w+ \w"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\s·]+")
_AND = re.compile(r"[{}]| and (?=\S)", re.IGNORECASE)
_PLAIN_AND = re.compile(r" and (?=\S)", re.IGNORECASE)
_COMMA = re.compile(r"[{},]")
_SPACE = re.compile(r"[{}\s]")
_BLANKS = re.compile(r"[ \t\r\n]+")
_SUFFIX = re.compile(r"(?:[JS]r\.?|II|III|IV)")
_SIMPLE = re.compile(r"(?:[A-Z][\w.'’-]* )*([A-Z][\w.'’-]*) ([A-Z][a-z'’-]+[\w'’-]*)")
_LABELLED = re.compile(r"\s*(?:family|given|prefix|suffix)(?:-i)?\s*=")
_LABEL = re.compile(r"\s*([a-z-]+)\s*=\s*(.*)", re.DOTALL)
_MOST_COMMAS = 2

Decode = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Person:
    """A name in parts; particles belong to the family name. An organisation is a family name alone."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def shown(self) -> str:
        """The name as Carrel lists it: in reading order, which for Han, Kana and Hangul is family first."""
        if (
            self.given
            and not self.family.isascii()
            and _CJK.fullmatch(self.family)
            and _CJK.fullmatch(self.given)
        ):
            return self.family + self.given
        name = f"{self.given} {self.family}" if self.given else self.family
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def text(self) -> str:
        """The name in people text."""
        if not self.given and not self.suffix:
            return whole(self.family) if " " in self.family else guarded(self.family)
        parts = (self.family, self.suffix, self.given) if self.suffix else (self.family, self.given)
        return ", ".join(guarded(part) for part in parts)


def guarded(part: str) -> str:
    """A part of a name, in braces where it holds what parts names; braces of its own go."""
    return whole(part) if is_awkward(part) else _unbraced(part)


def whole(part: str) -> str:
    """A part of a name in braces; braces of its own would be taken for these and go."""
    return "{" + _unbraced(part) + "}"


def is_awkward(part: str) -> bool:
    """Whether a part of a name holds what would be taken for the end of the name, or for a label."""
    words = f" {part.lower()} "
    return "," in part or "=" in part or " and " in words or words.strip() in ("others", "et al", "et al.")


def _unbraced(text: str) -> str:
    return text.replace("{", "").replace("}", "") if "{" in text or "}" in text else text


@lru_cache(maxsize=20_000)
def person(shown: str) -> Person:
    """Split a name as Carrel lists it (``John von Neumann``, ``Martin King, Jr.``, ``Family, Given``)."""
    name = shown.strip()
    if name.startswith("{") and name.endswith("}"):
        return Person(name[1:-1])
    before, comma, behind = name.partition(",")
    behind = behind.strip()
    if comma and not _SUFFIX.fullmatch(behind):
        return Person(before.strip(), behind) if before.strip() and behind else Person(name)
    if _ORGANISATION.search(before) and " " in before:
        return Person(name)
    at = before.rfind(family_name(before))  # "Eddy Jr" without a comma goes into one part
    return Person(before[max(at, 0) :], before[: max(at, 0)].strip(), behind)


def people_text(people: Sequence[Person], names: Iterable[str]) -> str | None:
    """The people text to keep beside the shown names; None where splitting those gives the same."""
    if all(_is_simple(each, name) or person(name) == each for name, each in zip(names, people, strict=True)):
        return None
    return " and ".join(each.text for each in people)


def _is_simple(each: Person, shown: str) -> bool:
    """Whether the shown name is certain to be split alike: words as most names are made of."""
    found = None if each.suffix else _SIMPLE.fullmatch(shown)
    return (
        found is not None
        and found[2] == each.family
        and found[1] not in CAPITAL_PARTICLES
        and found[2] not in ("Jr", "Sr")
        and not _ORGANISATION.search(each.family)
    )


def parts_of(names: Sequence[str], text: str | None) -> list[Person]:
    """The parts of shown names: from the people text where it still says the same, else by splitting."""
    people = read_people(text)[0] if text else []
    kept = {each.shown: each for each in people}
    in_place = [*people, *[None] * len(names)]
    return [
        each if each and each.shown == name else kept.get(name) or person(name)
        for name, each in zip(names, in_place, strict=False)
    ]


def read_people(text: str, decode: Decode = _unbraced) -> tuple[list[Person], bool]:
    """Read a list of names in BibTeX form; say whether it ends in ``and others``.

    ``decode`` turns a part of a name into plain text (from TeX, where it is TeX).
    """
    text = _BLANKS.sub(" ", text).strip()
    if "{" not in text and decode(text) == text:  # so there is nothing to decode in any part of it
        decode = str
    parts = _split(text, _AND) if "{" in text else _PLAIN_AND.split(text)
    names = [name for part in parts if (name := part.strip())]
    truncated = bool(names) and names[-1].lower() in ("others", "et al.", "et al")
    names = names[:-1] if truncated else names
    return [each for name in names if (each := _read_name(name, decode)).family or each.given], truncated


@lru_cache(maxsize=20_000)
def _read_name(name: str, decode: Decode) -> Person:
    if "," not in name:
        return _without_comma(name, decode)
    parts = list(_split(name, _COMMA)) if "{" in name else name.split(",")
    if len(parts) == 2 and decode is str and "=" not in name:
        family, given = parts[0].strip(), parts[1].strip()
        if family and given and given[0] not in "JSIV":
            return Person(family, given)
    if _LABELLED.match(name):
        return _labelled(parts, decode)
    if len(parts) == 1:
        return _without_comma(name, decode)
    if len(parts) > _MOST_COMMAS + 1:
        return Person(decode(name).strip())
    clean = [decode(part).strip() for part in parts]
    if len(clean) == 2 and _SUFFIX.fullmatch(clean[1]):
        plain = _without_comma(parts[0], decode)
        return Person(plain.family, plain.given, clean[1])
    family, given = clean[0], clean[-1]
    suffix = clean[1] if len(clean) > 2 else ""
    if suffix and not _SUFFIX.fullmatch(suffix):
        if _SUFFIX.fullmatch(given):  # Fulton, James E., Jr.
            given, suffix = suffix, given
        elif all(
            " " in part and part[0].isupper() for part in clean
        ):  # people parted by commas; which is which, nobody said
            return Person(decode(name).strip())
    return Person(family, given, suffix) if family else Person(given)


def _without_comma(name: str, decode: Decode) -> Person:
    if "{" not in name:
        return person(decode(name).strip())
    tokens = [token for token in _split(name, _SPACE) if token]
    plain = [decode(token).strip() for token in tokens]
    if len(tokens) == 1:
        return Person(plain[0])
    if not any(" " in token for token in plain):
        return person(" ".join(plain))
    first = next((at for at, token in enumerate(tokens[1:-1], 1) if token[0].islower()), len(tokens) - 1)
    return Person(" ".join(plain[first:]), " ".join(plain[:first]))


def _labelled(parts: Iterable[str], decode: Decode) -> Person:
    """BibLaTeX's extended form: ``family=Almeida, given=Luís, prefix=d', useprefix=true``."""
    found = (_LABEL.fullmatch(part) for part in parts)
    said = {match[1]: decode(match[2].strip().strip('"')).strip() for match in found if match}
    prefix, family = said.get("prefix", ""), said.get("family", "")
    glued = prefix[-1:] in "'’-" if prefix else True
    return Person(
        f"{prefix}{'' if glued else ' '}{family}".strip(), said.get("given", ""), said.get("suffix", "")
    )


def _split(text: str, at: re.Pattern[str]) -> Iterator[str]:
    """The parts of a text between what ``at`` finds outside of all braces."""
    depth = begin = 0
    for found in at.finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            yield text[begin : found.start()]
            begin = found.end()
    yield text[begin:]
