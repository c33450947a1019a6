"""Where the entries of a BibTeX file begin and end, and what their fields say.

Real files have commas and braces missing, and text between the entries. A parser that gives up on
an entry loses it, and one that reads on swallows the next: this one mends what it can, tells every
mend with its line, and never reads past a line that begins another entry. Its time is linear in the
length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from seeds.harvest import Complaint

_BLOCK = re.compile(r"(?<!\w)@\s*([^\W\d][\w.+-]*)\s*([{(])?")
_WRITTEN_OUT = (
    50_000_000  # characters that macros may come to: of macros made of macros a few lines make any number
)
_NEXT_ENTRY = r"\n[ \t]*@(?:[^\W\d]\w*[ \t]*[{(][^\s{}(),=\"]*[ \t]*,|(?i:string|comment|preamble)\b)"
_INSIDE = r"(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+"
_QUOTED_INSIDE = r"(?:[^{}\"]++|\{(?:[^{}]++|\{[^{}]*+\})*+\})*+"
_FIELD_NAME = r"[^\s=,{}\"#%()']+"
_FIELD = re.compile(
    rf"[\s,]*+({_FIELD_NAME})\s*+=\s*+(?:\{{({_INSIDE})\}}|\"({_QUOTED_INSIDE})\"|(\d+))\s*+(?=[,}})])"
)
_NAME = re.compile(rf"({_FIELD_NAME})\s*=\s*")
_SPACE = re.compile(r"(?:[\s,]++|%[^\n]*+)*+")
_BLANK = re.compile(r"\s*+")
_BARE = re.compile(r"[^\s,#{}\"()%=]+")
_KEY = re.compile(r"\s*+([^,={}\"\n]*+)")
_JUNK = re.compile(r"[^,\n{}]*+[,\n{}]?")
_BRACES = re.compile(rf"\{{++|\}}|{_NEXT_ENTRY}")
_QUOTES = re.compile(rf"[{{}}\"]|{_NEXT_ENTRY}")
_AFTER_QUOTE = re.compile(r"\s*[,}#)]")
_ENTRY_HERE = re.compile(_NEXT_ENTRY.replace(r"\n[ \t]*", "", 1))
_NEXT_FIELD = re.compile(
    r"(?:,[ \t]*+)?\n[ \t]*+(?=[A-Za-z][\w-]*+\s*+=\s*+[\"{\w])|,[ \t]*+(?=[A-Za-z][\w-]*+\s*+=\s*+[\"{])"
)
_MENDS = 5  # of one entry; after so many the rest of it is given up

MONTHS = {
    name[:3].lower(): name
    for name in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    )
}  # fmt: skip
# What the four standard styles of BibTeX define for everybody.
_STANDARD = MONTHS | {
    "acmcs": "ACM Computing Surveys",
    "acta": "Acta Informatica",
    "cacm": "Communications of the ACM",
    "ibmjrd": "IBM Journal of Research and Development",
    "ibmsj": "IBM Systems Journal",
    "ieeese": "IEEE Transactions on Software Engineering",
    "ieeetc": "IEEE Transactions on Computers",
    "ieeetcad": "IEEE Transactions on Computer-Aided Design of Integrated Circuits",
    "ipl": "Information Processing Letters",
    "jacm": "Journal of the ACM",
    "jcss": "Journal of Computer and System Sciences",
    "scp": "Science of Computer Programming",
    "sicomp": "SIAM Journal on Computing",
    "tcs": "Theoretical Computer Science",
    "tocs": "ACM Transactions on Computer Systems",
    "tods": "ACM Transactions on Database Systems",
    "tog": "ACM Transactions on Graphics",
    "toms": "ACM Transactions on Mathematical Software",
    "toois": "ACM Transactions on Office Information Systems",
    "toplas": "ACM Transactions on Programming Languages and Systems",
}
_JOINED = {"author": " and ", "editor": " and ", "keywords": ", ", "file": ";"}


@dataclass(slots=True)
class Entry:
    """One entry: its type in lower case, its key or ``""``, its fields as TeX, and its line."""

    type: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)


def scan(text: str) -> Iterator[Entry | Complaint]:
    """Give the entries of a file in order; behind each entry, what had to be mended in it."""
    yield from _Scanner(text.replace("\r\n", "\n").replace("\r", "\n")).run()


class _Scanner:
    """One pass over the text; ``at`` is the place it has come to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.macros = dict(_STANDARD)
        self.written_out = 0
        self.told: list[Complaint] = []
        self.mends = 0
        self.comments_close = True
        self._counted = (0, 1)

    def run(self) -> Iterator[Entry | Complaint]:
        while found := _BLOCK.search(self.text, self.at):
            self.at = found.end()
            kind = found[1].lower()
            if found[2] is None:
                self._without_brace(found, kind)
            elif kind in ("comment", "preamble"):
                self._skip_block()
            else:
                entry = Entry(kind, "", self._line(found.start()))
                self._body(entry, "}" if found[2] == "{" else ")")
                if kind == "string":
                    self.macros |= entry.fields
                else:
                    yield entry
            yield from self.told
            self.told.clear()

    def _without_brace(self, found: re.Match[str], kind: str) -> None:
        """An entry without its opening brace is lost; any other word behind an @ is a remark."""
        begins_line = not self.text[self.text.rfind("\n", 0, found.start()) + 1 : found.start()].strip()
        if begins_line and kind in ("article", "book", "inproceedings", "misc", "phdthesis", "techreport"):
            reason = f"“@{found[1]}” has no opening brace; the entry was left out"
            self.told.append(Complaint(self._line(found.start()), reason))

    def _skip_block(self) -> None:
        """Pass over a comment in braces; once one never closed, the others must close in their line."""
        line_end = self.text.find("\n", self.at)
        end = len(self.text) if self.comments_close else line_end if line_end >= 0 else self.at
        depth = 1
        for found in _BRACES.finditer(self.text, self.at, end):
            if found[0][0] != "\n":
                depth += len(found[0]) if found[0][0] == "{" else -1
            if not depth:
                self.at = found.end()
                return
        self.comments_close = False

    def _body(self, entry: Entry, closer: str) -> None:
        self.mends = 0
        if entry.type != "string":
            self._key(entry)
        while True:
            found = _FIELD.match(self.text, self.at)
            if found and "\n@" not in found[0]:
                self.at = found.end()
                name = found[1]
                self._add(entry, name, found[2] or found[3] or found[4] or "", found.start(1))
            elif self._awkward(entry, closer):
                return

    def _key(self, entry: Entry) -> None:
        """The key goes as far as a comma; where an equals sign comes first, there is none."""
        found = _KEY.match(self.text, self.at)
        after = self.text[found.end() : found.end() + 1] if found else ""
        if not found or after == "=":
            return
        entry.key = " ".join(found[1].split()).rstrip(")") if after != "," else " ".join(found[1].split())
        self.at = found.end()
        if after == "\n":
            self._skip_space()
            if "," not in self.text[found.end() : self.at] and _NAME.match(self.text, self.at):
                self._tell("a comma is missing behind the key")

    def _awkward(self, entry: Entry, closer: str) -> bool:
        """Take one thing that is no plain field; give whether the entry ends with it."""
        self._skip_space()
        here = self.text[self.at : self.at + 1]
        if here == closer:
            self.at += 1
            return True
        if not here or (here == "@" and _ENTRY_HERE.match(self.text, self.at)):
            self._tell("the entry is not closed; it was taken to end here")
            return True
        found = _NAME.match(self.text, self.at)
        if not found:
            junk = _JUNK.match(self.text, self.at)
            self.at = max(junk.end() if junk else 0, self.at + 1)
            self._mend(f"“{(junk[0] if junk else here).strip()[:40]}” is no field; it was left out")
            return False
        self.at = found.end()
        self._add(entry, found[1], self._value(found[1]), found.start())
        self._expect_comma(closer)
        return False

    def _expect_comma(self, closer: str) -> None:
        end = self.at
        self._skip_space()
        following = _NAME.match(self.text, self.at)
        if following and self.text[self.at] != closer and "," not in self.text[end : self.at]:
            self._tell(f"a comma is missing before “{following[1]}”")

    def _add(self, entry: Entry, name: str, value: str, at: int) -> None:
        name = name.lower()
        held = entry.fields.setdefault(name, value)
        if held is value or held == value:
            return
        if name in _JOINED:
            entry.fields[name] = held + _JOINED[name] + value
        elif held:
            shown = " ".join(value.split())[:60]
            self._tell(f"a second “{name}” was left out: {shown}", at)
        else:
            entry.fields[name] = value

    def _value(self, name: str) -> str:
        """Pieces joined by ``#``: in braces, in quotes, numbers, macros."""
        pieces = []
        while True:
            here = self.text[self.at : self.at + 1]
            if here == "{":
                pieces.append(self._braced(name))
            elif here == '"':
                pieces.append(self._quoted(name))
            elif here == "@" and _ENTRY_HERE.match(self.text, self.at):
                self._tell(f"“{name}” has no value")
            elif found := _BARE.match(self.text, self.at):
                self.at = found.end()
                pieces.append(self._bare(found[0]))
            else:
                self._tell(f"“{name}” has no value")
            end = self.at
            self._skip_blank()
            if self.text[self.at : self.at + 1] != "#":
                self.at = end
                return "".join(pieces)
            self.at += 1
            self._skip_blank()

    def _bare(self, word: str) -> str:
        if word.isdigit():
            return word
        known = self.macros.get(word.lower())
        self.written_out += len(known or "")
        if self.written_out > _WRITTEN_OUT:
            self._tell(
                f"the macros come to more than {_WRITTEN_OUT:,} characters; “{word[:40]}” was left out"
            )
            return ""
        if known is None:
            numeric = word[0].isdigit()
            what = "stands in no braces" if numeric else "is a macro that nothing defines"
            self._tell(f"“{word[:40]}” {what}; it was taken as text")
        return word if known is None else known

    def _braced(self, name: str) -> str:
        begin = self.at + 1
        depth = 0
        limit = len(self.text)
        for found in _BRACES.finditer(self.text, self.at):
            if found[0][0] == "\n":
                limit = found.start()
                break
            depth += len(found[0]) if found[0][0] == "{" else -1
            if not depth:
                if self._took_the_brace_of_the_entry(begin, found.end()):
                    limit = found.start()
                    break
                self.at = found.end()
                return self.text[begin : found.start()]
        return self._unclosed(name, begin, limit)

    def _took_the_brace_of_the_entry(self, begin: int, end: int) -> bool:
        """Whether a value closes where its entry should, and looks as if it had swallowed fields."""
        space = _SPACE.match(self.text, end)
        after = space.end() if space else end
        if after < len(self.text) and not _ENTRY_HERE.match(self.text, after):
            return False
        return _NEXT_FIELD.search(self.text, begin, end) is not None

    def _quoted(self, name: str) -> str:
        begin = self.at + 1
        depth = 0
        limit = len(self.text)
        for found in _QUOTES.finditer(self.text, begin):
            mark = found[0][0]
            if mark == "\n" or (mark == "}" and not depth):
                limit = found.start()
                break
            if mark == '"' and not depth:
                escaped = self.text[found.start() - 1] == "\\"
                if not escaped or _AFTER_QUOTE.match(self.text, found.end()):
                    self.at = found.end()
                    return self.text[begin : found.start()]
            elif mark != '"':
                depth += 1 if mark == "{" else -1
        return self._unclosed(name, begin, limit)

    def _unclosed(self, name: str, begin: int, limit: int) -> str:
        """A value that never closes ends where the next field seems to begin, else with its entry."""
        found = _NEXT_FIELD.search(self.text, begin, limit) if self.mends < _MENDS else None
        self._mend(f"the value of “{name}” is not closed; it was taken to end before the next field", begin)
        if found:
            self.at = found.start()
            return self.text[begin : found.start()]
        self.at = limit
        return self.text[begin:limit].rstrip().rstrip("},").rstrip()

    def _mend(self, reason: str, at: int | None = None) -> None:
        self.mends += 1
        if self.mends <= _MENDS:
            self._tell(reason, at)

    def _tell(self, reason: str, at: int | None = None) -> None:
        self.told.append(Complaint(self._line(self.at if at is None else at), reason, rejected=False))

    def _skip_space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _skip_blank(self) -> None:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def _line(self, at: int) -> int:
        """The line of a place; counted on from the last one asked for."""
        place, line = self._counted
        if at < place:
            line -= self.text.count("\n", at, place)
        else:
            line += self.text.count("\n", place, at)
        self._counted = (at, line)
        return line
