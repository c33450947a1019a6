"""The markup that publishers put into titles and abstracts, as plain text.

Crossref, feeds and reference managers carry HTML, JATS and MathML inside their fields, escaped once,
twice or not at all. A terminal shows none of it: emphasis goes, small figures become Unicode, a
paragraph becomes a line. What looks like a tag without being one (``a <b> c`` apart) stays.
"""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re

from seeds.latex import latex_to_text, script

_INLINE = frozenset(
    "i b em strong u s tt code small big sub sup scp span a font mark cite q abbr sc italic bold monospace "
    "underline roman overline strike ext-link inline-formula inline-graphic alternatives math semantics mrow "
    "mi mn mo mtext ms mspace msup msub msubsup mfrac msqrt mroot mover munder munderover mstyle mfenced "
    "mpadded mphantom menclose mmultiscripts mprescripts none annotation annotation-xml tex-math "
    "named-content styled-content xref img nobr wbr inf inlinemath".split()
)
_BLOCKS = frozenset(
    "p br div sec title li ul ol list list-item h1 h2 h3 h4 h5 h6 hr abstract section article table tr td th "
    "blockquote pre disp-formula display-formula label dl dt dd body html header footer mtable mtr "
    "mtd".split()
)
_HIDDEN = frozenset("script style head annotation annotation-xml".split())
_TAG = re.compile(r"<(/?)([A-Za-z][\w.-]*:)?([A-Za-z][\w.-]*)(?:\s[^<>]*)?(/?)>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>", re.DOTALL)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,10}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,5});")
_HEADING = re.compile(r"\s*(?:abstract|summary)\s*[:.]?\s*\n", re.IGNORECASE)
_DEEPEST = 100  # elements in one another; each is a copy of the text in it
_SHORT = 40  # characters of what can stand raised or lowered


def plain_line(text: str) -> str:
    """Give a title or another short text on one line, without markup."""
    return " ".join(_plain(text).split())


def plain_block(text: str) -> str:
    """Give an abstract without markup, a paragraph a line, and without a heading that only names it."""
    lines = (" ".join(line.split()) for line in _plain(text, wrapped="<" in text).split("\n"))
    whole = "\n".join(line for line in lines if line)
    return _HEADING.sub("", whole, count=1) if _HEADING.match(whole) else whole


def _plain(text: str, *, wrapped: bool = True) -> str:
    for _ in range(2):  # what was escaped twice holds tags after the first time
        if "<" in text:
            text = _untagged(text, wrapped=wrapped)
        if "&" not in text or not _ENTITY.search(text):
            break
        from html import unescape

        text = unescape(text)
    return _untagged(text, wrapped=False) if "<" in text else text


def _untagged(text: str, *, wrapped: bool) -> str:
    """The text without tags; line breaks between them are blanks where the text is ``wrapped``."""
    if not _TAG.search(text):
        return text
    if wrapped:
        text = text.replace("\r", " ").replace("\n", " ")
    converter = _Converter()
    at = 0
    text = _COMMENT.sub("", text)
    for tag in _TAG.finditer(text):
        name = tag[3].lower()
        if tag[2] or name in _INLINE or name in _BLOCKS or name in _HIDDEN:
            converter.text(text[at : tag.start()])
            at = tag.end()
            converter.tag(name, closing=bool(tag[1]), empty=bool(tag[4]))
    converter.text(text[at:])
    return converter.whole()


class _Converter:
    """Open elements with the texts of their parts, so that a power finds its base."""

    def __init__(self) -> None:
        self.open: list[tuple[str, list[str]]] = [("", [])]

    def text(self, text: str) -> None:
        if any(name == "math" for name, _ in self.open[-8:]):
            text = text.strip()
        if text:
            self.open[-1][1].append(text)

    def tag(self, name: str, *, closing: bool, empty: bool) -> None:
        if name in ("br", "hr", "img", "wbr", "mspace", "none", "mprescripts") or empty:
            self.text("\n" if name in ("br", "hr") else " " if name == "mspace" else "")
        elif not closing:
            if len(self.open) < _DEEPEST:
                self.open.append((name, []))
        elif any(name == known for known, _ in self.open[-50:]):
            while self.open[-1][0] != name:
                self._close()
            self._close()

    def whole(self) -> str:
        while len(self.open) > 1:
            self._close()
        return "".join(self.open[0][1])

    def _close(self) -> None:
        name, parts = self.open.pop()
        text = _converted(name, parts)
        if text:
            self.open[-1][1].append(text)


def _converted(name: str, parts: list[str]) -> str:
    """The text of an element from the texts of its parts."""
    whole = "".join(parts)
    match name:
        case "sup" | "sub" | "inf":
            return _raised("^" if name == "sup" else "_", whole)
        case "msup" | "msub" if len(parts) == 2:
            return parts[0] + _raised("^" if name == "msup" else "_", parts[1])
        case "msubsup" if len(parts) == 3:
            return parts[0] + _raised("_", parts[1]) + _raised("^", parts[2])
        case "mfrac" if len(parts) == 2:
            return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
        case "msqrt":
            return "√" + _grouped(whole)
        case "tex-math":
            return latex_to_text(f"${whole.strip().strip('$').strip()}$")
        case "alternatives" if parts:
            return parts[0]
    if name in _HIDDEN:
        return ""
    return f"\n{whole}\n" if name in _BLOCKS else whole


def _raised(mark: str, text: str) -> str:
    return script(mark, text.strip()) if len(text) <= _SHORT else text


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"
