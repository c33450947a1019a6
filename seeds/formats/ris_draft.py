"""A record of RIS as a draft: what has a field of its own goes there, the rest is kept by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from seeds.dates import MONTHS, exists
from seeds.draft import NOTHING, Draft, Identifier
from seeds.formats.bibtex_draft import joined_title
from seeds.formats.bibtex_types import KINDS
from seeds.formats.names_of_works import arxiv_in, doi_alone, dois_in, pmcid, pmid, standard_numbers
from seeds.formats.people import Person, people_text, person
from seeds.formats.ris_records import Record
from seeds.formats.ris_types import meaning_of
from seeds.identify import arxiv_id, isbn

# Tags that are a field whatever the type; the writer goes the other way.
PLAIN = {
    "VL": "volume", "IS": "number", "CP": "number", "ST": "shorttitle", "LA": "language", "CY": "location",
    "PP": "location", "ET": "edition", "T3": "series", "PB": "publisher", "N1": "note", "L1": "file",
    "NV": "volumes",
}  # fmt: skip
CATEGORY = "arxivclass"
"""What RIS has no tag for is written under this name."""
_LEFT_OUT = re.compile(r"^//(?=\w)")  # ScienceDirect once wrote addresses without what comes before
IN_JOURNALS = frozenset({"article"})
IN_BOOKS = frozenset({"conference", "chapter"})
BY_INSTITUTION = frozenset({"thesis", "report"})
FIELD_IN_TAG = re.compile(r"([a-z_][a-z0-9_.+-]{0,59}): (.*)", re.DOTALL)
_AUTHORS = ("A1", "AU")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{1,2}|[A-Za-z]{3,9})?(?:[/-](\d{1,2})?)?)?(?:[/T](.*))?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3})[A-Za-z]*\.?(?:[\s-]+(\d{1,2}))?")
_ISSN = re.compile(r"\d{4}-?\d{3}[\dXx]")
_ACCESSION = re.compile(r"([A-Za-z][A-Za-z0-9]{1,15}):(?!//)(\S+)")
_CUT_SHORT = frozenset({"et al.", "et al", "others", "et al.,"})


def draft_of(record: Record, position: int) -> Draft | None:
    """Make a draft of a record; None when it says nothing about any work."""
    return _Maker(record).draft(position)


class _Maker:
    """One record on its way to a draft: what is used is taken out of ``tags``, the rest is extra."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.tags: dict[str, list[str]] = defaultdict(list)
        for tag, value in record.pairs:
            self.tags[tag].append(value)
        written = self.tags.pop("TY", [""])[0]
        self.kind, self.entry_type = meaning_of(written)
        self.extra: dict[str, str] = {}

    def draft(self, position: int) -> Draft | None:
        if not self.tags:
            return None
        if self.record.dialect == "wos":
            self._from_wos()
        if self.entry_type:
            typed = self.kind == "other" or KINDS.get(self.entry_type) == self.kind
            self.extra["entrytype" if typed else "entrysubtype"] = self.entry_type
        authors, truncated = self._authors()
        identifiers = tuple(dict.fromkeys(self._identifiers()))
        published = self._published()
        title, venue = self._title(), self._venue()
        links = [part.strip() for link in self.tags.pop("UR", []) for part in re.split(r";\s*(?=http)", link)]
        abstract = self._abstract()
        key = self._key()
        affiliations = tuple(self.tags.pop("AD", []))
        self._rest(links[1:])
        return Draft(
            title=title,
            authors=authors,
            authors_truncated=truncated,
            affiliations=affiliations,
            published=published,
            category=self.extra.pop(CATEGORY, None),
            venue=venue,
            kind=self.kind,
            identifiers=identifiers,
            url=_LEFT_OUT.sub("https://", links[0]) if links else None,
            abstract=abstract,
            key=key,
            extra=self.extra or NOTHING,
            position=position,
            line=self.record.line,
        )

    def _from_wos(self) -> None:
        """Web of Science gives authors twice, the day beside the year, and keywords by semicolons."""
        if "AF" in self.tags:
            self.tags["AU"] = self.tags.pop("AF")
        if "PD" in self.tags and "PY" in self.tags:
            found = _MONTH_FIRST.fullmatch(self.tags["PD"][0])
            if found and found[1].lower() in MONTHS:
                day = f"/{found[2]}" if found[2] else ""
                self.tags["PY"] = [f"{self.tags['PY'][0]}/{found[1]}{day}"]
                del self.tags["PD"]
        if "KW" in self.tags:
            self.tags["KW"] = [word for line in self.tags["KW"] for word in re.split(r";\s*", line)]

    def _authors(self) -> tuple[tuple[str, ...], bool]:
        people, truncated = self._people(self._in_order(_AUTHORS))
        names = tuple(each.shown for each in people)
        if kept := people_text(people, names):
            self.extra["author"] = kept
        editors = self.tags.pop("ED", []) + (self.tags.pop("A2", []) if self.kind != "thesis" else [])
        for role, written in (("editor", editors), ("translator", self.tags.pop("A4", []))):
            if written:
                others, cut = self._people(written)
                self.extra[role] = " and ".join(
                    [*(each.text for each in others), *(["others"] if cut else [])]
                )
        return names, truncated

    def _in_order(self, tags: tuple[str, ...]) -> list[str]:
        """The values of several tags that mean the same, as they stand in the record."""
        held = {tag: iter(self.tags.pop(tag, ())) for tag in tags}
        written = (next(held[tag], None) for tag, _ in self.record.pairs if tag in held)
        return [value for value in (*written, *(v for rest in held.values() for v in rest)) if value]

    def _people(self, written: list[str]) -> tuple[list[Person], bool]:
        names = [part.strip() for value in written for part in value.split(";") if part.strip()]
        known = [read_name(name) for name in names if name.lower() not in _CUT_SHORT]
        return known, len(known) < len(names)

    def _title(self) -> str | None:
        tags = ("T1", "TI", "CT") + (("BT",) if self.kind == "book" else ())
        title = self._first(*tags)
        subtitle = self.tags.pop("T2", None) if self.kind == "thesis" else None
        if subtitle:
            self.extra["subtitle"] = subtitle[0]
            return joined_title(title, subtitle[0]) if title else subtitle[0]
        return title

    def _venue(self) -> str | None:
        """The journal, the book, the proceedings; of a book, T2 is the series."""
        order: tuple[str, ...]
        if self.kind in IN_JOURNALS:
            order = ("T2", "JF", "JO", "JA", "J2", "J1")
        elif self.kind in IN_BOOKS:
            order = ("T2", "BT", "JF", "JO")
        else:
            order = ("JF", "JO")
            if "T3" not in self.tags and (series := self.tags.pop("T2", None)):
                self.tags["T3"] = series
        venue = self._first(*order)
        for tag in ("JF", "JO", "JA", "J2", "J1", "T2", "BT"):
            others = [value for value in self.tags.pop(tag, []) if value != venue]
            if others and tag in ("JO", "JA", "J2", "J1") and "shortjournal" not in self.extra:
                self.extra["shortjournal"] = others.pop(0)
            if others:
                self.tags[tag] = others
        return venue

    def _first(self, *tags: str) -> str | None:
        """The first value of the first tag there is; what else these tags say, and is new, stays."""
        present = [tag for tag in tags if tag in self.tags]
        if not present:
            return None
        values = self.tags[present[0]]
        self._drop(present[0], values[0])
        for tag in present[1:]:
            self._drop(tag, values[0])
        return values[0]

    def _drop(self, tag: str, value: str) -> None:
        rest = [each for each in self.tags[tag] if each != value]
        if rest:
            self.tags[tag] = rest
        else:
            del self.tags[tag]

    def _identifiers(self) -> Iterator[Identifier]:
        named = False
        for tag in ("DO", "M3", "L3", "L1", "N1", "DI"):
            for value in list(self.tags.get(tag, ())):
                if found := dois_in(value) if tag == "DO" else doi_alone(value):
                    named = True
                    yield from found
                    self._drop(tag, value)
        for link in self.tags.get("UR", ()):
            if "doi.org/10." in link and not named:
                yield from dois_in(link)
            elif "arxiv.org/" in link and (known := arxiv_id(link)):
                yield Identifier("arxiv", known)
        yield from self._accessions()
        for value in list(self.tags.get("SN", ())):
            yield from self._number(value)

    def _accessions(self) -> Iterator[Identifier]:
        for tag, read in (("pmid", pmid), ("U1", pmid), ("AN", pmcid), ("AN", arxiv_in), ("C2", pmcid)):
            for value in list(self.tags.get(tag, ())):
                if (tag != "U1" or "pmid" in value) and (known := read(value)):
                    scheme = "arxiv" if read is arxiv_in else "pmid" if read is pmid else "pmcid"
                    yield Identifier(scheme, known)
                    self._drop(tag, value)
        for value in list(self.tags.get("AN", ())):
            if found := _ACCESSION.fullmatch(value):
                yield Identifier(found[1].lower(), found[2])
                self._drop("AN", value)

    def _number(self, written: str) -> Iterator[Identifier]:
        """An ISBN or an ISSN; that of a chapter is its book's, and does not name the chapter."""
        for value in standard_numbers(written):
            known = isbn(value)
            if known and self.kind == "book":
                yield Identifier("isbn", known)
            elif value:
                name = number_field(value)
                held = self.extra.get(name)
                self.extra[name] = f"{held}, {value}" if held else value
        self._drop("SN", written)

    def _published(self) -> str | None:
        """The first date that is one, or a fuller spelling of it; what says more or else is kept."""
        written = [value for tag in ("PY", "Y1", "DA") for value in self.tags.pop(tag, [])]
        read = [(value, *read_date(value)) for value in written]
        best = next((date for _, date, more in read if date and not more), None)
        best = best or next((date for _, date, _ in read if date), None)
        for _, date, more in read:
            if best and date and not more and date.startswith(best):
                best = date
        over = {v: date for v, date, more in read if more or not date or not (best or "").startswith(date)}
        for value, said in over.items():
            same = best is None or said == best or (not said and value.startswith(best[:4]))
            self._keep("date" if same and "date" not in self.extra else "otherdates", value)
        for value in self.tags.pop("Y2", []):
            self.extra["urldate"] = read_date(value)[0] or value
        return best

    def _abstract(self) -> str | None:
        return self._first("AB", "N2")

    def _key(self) -> str | None:
        """A number is no citation key."""
        keys = self.tags.get("ID", [])
        return self.tags.pop("ID")[0] if keys and not keys[0].isdigit() else None

    def _rest(self, links: list[str]) -> None:
        if links:
            self.extra["ur"] = "; ".join(links)
        self._pages()
        if words := self.tags.pop("KW", None):
            self.extra["keywords"] = ", ".join(words)
        for value in self.tags.pop("U5", []):
            found = FIELD_IN_TAG.fullmatch(value)
            self._keep(found[1] if found else "u5", found[2] if found else value)
        if kinds := self.tags.pop("M3", None):
            self.extra["type"] = "; ".join(kinds)
        for tag, values in self.tags.items():
            name = PLAIN.get(tag, tag.lower())
            if tag == "PB" and self.kind in BY_INSTITUTION:
                name = "institution"
            for value in values:
                self._keep(name, value)

    def _keep(self, name: str, value: str) -> None:
        held = self.extra.get(name)
        between = ";" if name == "file" else "\n"
        self.extra[name] = f"{held}{between}{value}" if held else value

    def _pages(self) -> None:
        begin, end = self.tags.get("SP", [""])[0], self.tags.get("EP", [""])[0]
        if begin:
            self.extra["pages"] = f"{begin}–{end}" if end and end != begin else begin
            self._drop("SP", begin)
            if end:
                self._drop("EP", end)


def read_date(written: str) -> tuple[str | None, bool]:
    """Give the partial date of ``2001/03/12/received`` and whether the text says more than that."""
    found = _DATE.fullmatch(written.strip())
    if not found or found[1] == "0000":
        return None, False
    month = _month(found[2] or "")
    day = int(found[3] or 0)
    more = bool((found[4] or "").strip("/ ")) or (bool(found[2]) and not month and found[2].strip("0") != "")
    if month and day and exists(int(found[1]), month, day):
        return f"{found[1]}-{month:02}-{day:02}", more
    return (f"{found[1]}-{month:02}" if month else found[1]), more


def _month(text: str) -> int:
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else 0


def number_field(text: str) -> str:
    """Give the field that a number is kept in: ``isbn``, ``issn`` or, for any other, ``sn``."""
    return "isbn" if isbn(text) else "issn" if _ISSN.fullmatch(text) else "sn"


def read_name(written: str) -> Person:
    """RIS puts the suffix last: ``King, Martin Luther, Jr.``; a comma at the end keeps a name whole."""
    if written.endswith(","):
        return Person(written[:-1].strip())
    parts = [part.strip() for part in written.split(",")]
    if len(parts) == 3 and parts[0] and parts[1]:
        return Person(parts[0], parts[1], parts[2])
    return person(" ".join(written.split()))
