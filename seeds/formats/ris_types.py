"""The types of RIS and its relatives beside Carrel's kinds of work and BibLaTeX's entry types.

Where BibLaTeX has a type of its own, that is the ``entrytype``; what is finer than any of its types
is the ``entrysubtype``, as BibLaTeX itself has it for newspapers and magazines.
"""

from __future__ import annotations

# Type: kind of work, and the entry type or subtype where the kind does not say it.
_TABLE = {
    "JOUR": ("article", ""), "EJOUR": ("article", ""), "MGZN": ("article", "magazine"),
    "NEWS": ("article", "newspaper"), "JFULL": ("other", "periodical"), "INPR": ("article", "inpress"),
    "CONF": ("conference", ""), "CPAPER": ("conference", ""), "BOOK": ("book", ""), "EBOOK": ("book", ""),
    "WHOLE": ("book", ""), "EDBOOK": ("book", "collection"), "CHAP": ("chapter", ""),
    "ECHAP": ("chapter", ""),
    "ENCYC": ("chapter", "inreference"), "DICT": ("chapter", "indictionary"), "THES": ("thesis", ""),
    "RPRT": ("report", ""), "GOVDOC": ("report", "government"), "DATA": ("dataset", ""),
    "AGGR": ("dataset", "database"), "COMP": ("software", ""), "ELEC": ("web", ""), "WEB": ("web", ""),
    "BLOG": ("web", "blog"), "UNPB": ("preprint", ""), "MANSCPT": ("preprint", "manuscript"),
    "GEN": ("other", ""), "PAT": ("other", "patent"), "STAND": ("other", "standard"),
    "VIDEO": ("other", "video"), "MPCT": ("other", "movie"), "SOUND": ("other", "audio"),
    "MUSIC": ("other", "music"), "ART": ("other", "artwork"), "CASE": ("other", "jurisdiction"),
    "STAT": ("other", "legislation"), "PCOMM": ("other", "letter"),
}  # fmt: skip
_WORDS = {
    "j": "JOUR", "b": "BOOK", "s": "CHAP", "c": "CONF", "p": "PAT", "journal article": "JOUR",
    "journal": "JOUR",
    "book, whole": "BOOK", "book": "BOOK", "book, section": "CHAP", "book, edited": "EDBOOK",
    "conference proceedings": "CONF", "dissertation/thesis": "THES", "dissertation": "THES", "report": "RPRT",
    "web page": "ELEC", "computer program": "COMP", "unpublished material": "UNPB", "generic": "GEN",
    "patent": "PAT", "newspaper article": "NEWS", "magazine article": "MGZN",
}  # fmt: skip
_FIRST: dict[tuple[str, str], str] = {}
for _name, _meaning in _TABLE.items():
    _FIRST.setdefault(_meaning, _name)


def meaning_of(written: str) -> tuple[str, str]:
    """Give the kind of work that a record's type says, and the entry type where the kind is too little."""
    name = written.strip()
    known = _TABLE.get(_WORDS.get(name.lower(), name.upper()))
    return known or ("other", "".join(letter for letter in name.lower() if letter.isalnum())[:40])


def type_of(kind: str, entry_type: str) -> str:
    """Give the type to write for a kind of work and an entry type, of RIS or of BibLaTeX."""
    exact = _FIRST.get((kind, entry_type))
    if exact or not entry_type:
        return exact or "GEN"
    named = entry_type.upper()
    if kind == "other" and named.isascii() and named.isalnum() and 2 < len(named) < 9:
        return named
    return _FIRST.get((kind, ""), "GEN")
