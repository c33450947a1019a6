"""Markdown as text that can only be looked at: no link that opens, no image, no markup of the widget kit.

Notes may come from a file that somebody else wrote, so this knows just enough Markdown to be
pleasant to read, and shows the address of a link rather than hiding it behind words. A link to
another paper, ``[[key]]`` or ``[[key|words]]``, shows as its key or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual.content import Content

from tui.safe_text import page

# Every stretch is bounded and may not hold its own opening sign, so that no note takes long to read.
_INLINE = re.compile(
    r"(?P<code>`[^`\n]{1,500}`)|(?P<strong>\*\*[^*\n]{1,500}\*\*|__[^_\n]{1,500}__)"
    r"|(?P<emphasis>\*[^*\s][^*\n]{0,500}\*|(?<!\w)_[^_\s][^_\n]{0,500}_(?!\w))|(?P<struck>~~[^~\n]{1,500}~~)"
    r"|(?P<paper>\[\[[^\[\]\n]{1,500}\]\])"
    r"|(?P<link>!?\[[^\[\]\n]{0,300}\]\([^()\s]{0,500}\))"
)
_LINK = re.compile(r"!?\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()\s]*)\)")
_HEADING = re.compile(r"(#{1,6})\s+(.*)")
_BULLET = re.compile(r"(\s*)[-*+]\s+(\[[ xX]\]\s+)?(.*)")
_NUMBERED = re.compile(r"(\s*)(\d{1,3}[.)])\s+(.*)")
_MARK = {"code": 1, "strong": 2, "emphasis": 1, "struck": 2}
_STYLE = {"code": "$accent", "strong": "bold $ink", "emphasis": "italic", "struck": "strike"}


def render(text: str) -> Content:
    """``text`` as styled content."""
    return Content("\n").join(_lines(page(text).split("\n")))


def _lines(lines: Iterable[str]) -> Iterable[Content]:
    fenced = False
    for line in lines:
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        yield Content.styled(f"  {line}", "$accent") if fenced else _line(line)


def _line(line: str) -> Content:
    if heading := _HEADING.fullmatch(line):
        return Content.styled(heading[2], "bold $primary" if len(heading[1]) < 3 else "bold")
    if line.startswith(">"):
        return Content.styled("▎ ", "$accent") + inline(line[1:].strip(), "italic $quiet")
    if bullet := _BULLET.fullmatch(line):
        box = {"": "• ", " ": "☐ "}.get((bullet[2] or "")[1:2], "☑ ")
        return Content(bullet[1] + "  ") + Content.styled(box, "$primary") + inline(bullet[3])
    if numbered := _NUMBERED.fullmatch(line):
        return (
            Content(numbered[1] + "  ") + Content.styled(f"{numbered[2]} ", "$primary") + inline(numbered[3])
        )
    if re.fullmatch(r"\s*([-*_])(\s*\1){2,}\s*", line[:200]):
        return Content.styled("─" * 24, "$rule")
    if line.startswith("|"):
        return Content.styled(line, "$quiet")
    return inline(line)


def inline(line: str, style: str = "") -> Content:
    """One line's emphasis, code and links."""
    parts: list[Content] = []
    at = 0
    for found in _INLINE.finditer(line):
        parts.append(Content.styled(line[at : found.start()], style))
        parts.append(_span(found, style))
        at = found.end()
    parts.append(Content.styled(line[at:], style))
    return Content("").join(parts)


def _span(found: re.Match[str], style: str) -> Content:
    kind = found.lastgroup or ""
    if kind == "link":
        link = _LINK.fullmatch(found[0])
        words, address = (link["words"], link["address"]) if link else (found[0], "")
        return Content.styled(words or address, f"{style} $primary") + Content.styled(
            f" ({address})", "$faint"
        )
    if kind == "paper":
        key, _, words = found[0][2:-2].partition("|")
        return Content.styled(words or key, f"{style} $primary underline")
    marks = _MARK[kind]
    return Content.styled(found[0][marks:-marks], f"{style} {_STYLE[kind]}")
