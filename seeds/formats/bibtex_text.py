"""Text as BibTeX spells it, both ways: TeX becomes readable Unicode, Unicode becomes safe TeX.

What is written is UTF-8 with TeX's special characters as commands that hold no brace of their own,
because BibTeX counts braces even behind a backslash. Reading what was written gives the same text.
"""

from __future__ import annotations

import re

from seeds.latex import latex_to_text, only_draws

LONGEST = 400_000  # characters of a value that are looked at; the library keeps fewer

_SPACE = re.compile(r"[ \t\n]+")
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*|\\par(?![A-Za-z])\s*")
_TIE = re.compile(r"(?<![\\/])~")
_HREF = re.compile(r"\\href\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_VERBATIM_COMMANDS = re.compile(r"\$\\sim\$|\\(?:textasciitilde|textunderscore|[_%&#$~])(?:\{\}| )?")
_URL_COMMAND = re.compile(r"\\(?:url|path|href)\s*(?=\{)")
# Publishers' own exports hold entities of HTML, and marks round formulas.
_ENTITY = re.compile(r"\\?&(amp|lt|gt|quot|apos|nbsp|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});")
_BY_NAME = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "nbsp": " "}
_IEEE = re.compile(r"</?(?:tex|inline-formula|tex-math)(?: [^<>]*)?>")
_COMMANDS = {"textasciitilde": "~", "sim": "~", "textunderscore": "_"}
_SPECIAL = str.maketrans(
    {character: f"\\{character}" for character in "$&%#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "@": "{@}",  # no parser may take it for the beginning of an entry
    }
)
_ANY_SPECIAL = re.compile(r"[\\{}$&%#_~^@]")
_ENTITY_WRITTEN = re.compile(r"\\&(?=(?:amp|lt|gt|quot|apos|nbsp|\\#\w{2,6});)")
_RUN = re.compile(r"([-`'])(?=\1)")
_MATH = re.compile(r"\$(?![\s$])[^$\n]{0,299}[^\s$\\]\$(?!\d)")
_MEANT_AS_MATH = re.compile(r"[\\^_]|^\$(?:[A-Za-z]|[^$]*[=<>+][^$]*)\$$")
_NOT_IN_MATH = re.compile(r"(?<!\\)[%#&@~]|``|\\[{}]|\^\^")  # with ^^ TeX writes any character
_NAMES = re.compile(r"\\([A-Za-z]+)")


def is_tex(text: str) -> bool:
    """Whether more than braces round words keeps a text from being plain; faster than any pattern."""
    return (
        "\\" in text
        or "$" in text
        or "~" in text
        or "--" in text
        or "``" in text
        or ("{" in text and ("_{" in text or "^{" in text))
    )


def plain(tex: str) -> str:
    """Give one line of TeX as text."""
    if "&" in tex and ";" in tex:
        tex = _ENTITY.sub(_of_html, tex)
    if "<" in tex:
        tex = _IEEE.sub("", tex)
    if "\n" in tex or "  " in tex or "\t" in tex:
        tex = _SPACE.sub(" ", tex)
    if not is_tex(tex):
        return tex.replace("{", "").replace("}", "").strip() if "{" in tex or "}" in tex else tex.strip()
    tex = tex[:LONGEST]
    if "\\href" in tex:
        tex = _HREF.sub(_linked, tex)
    text = latex_to_text(_TIE.sub(" ", tex) if "~" in tex else tex).strip()
    return _SPACE.sub(" ", text) if "  " in text else text


def plain_block(tex: str) -> str:
    """Give TeX as text in which an empty line of the source has become one newline."""
    if "\n" not in tex and "\\par" not in tex:
        return plain(tex)
    return "\n".join(filter(None, map(plain, _PARAGRAPH.split(tex.strip()))))


def verbatim(tex: str) -> str:
    """Give an address, path or identifier: as it stands, but for what TeX makes people escape."""
    text = tex.strip()
    if "\n" in text:
        text = " ".join(part.strip() for part in text.split("\n"))
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1].strip()
    return text


def address(tex: str) -> str:
    """Give a web address or identifier without the TeX round it."""
    text = verbatim(tex)
    if "\\" in text or "{" in text:
        text = _VERBATIM_COMMANDS.sub(_command, _URL_COMMAND.sub("", text))
        text = text.replace("{", "").replace("}", "")
    return text.strip()


def tex(text: str, *, readable: bool = False) -> str:
    """Give text as TeX; with ``readable``, TeX that the text itself holds becomes Unicode first.

    There mathematics between dollars is kept as it stands, where its braces balance and it only draws.
    """
    text = _SPACE.sub(" ", text).strip()
    if "$" not in text or not readable:
        return _escaped(text, readable)
    pieces: list[str] = []
    at = 0
    for found in _MATH.finditer(text):
        if _is_math(found[0]):
            pieces += _escaped(text[at : found.start()], readable), found[0]
            at = found.end()
    return "".join([*pieces, _escaped(text[at:], readable)])


def tex_title(text: str) -> str:
    """Give a title as TeX, in braces the words whose inner capitals a style must not take down."""
    text = _SPACE.sub(" ", text).strip()
    if "$" in text or "\\" in text:
        return tex(text, readable=True)
    return " ".join(
        f"{{{tex(word)}}}" if any(letter.isupper() for letter in word[1:]) else tex(word)
        for word in text.split(" ")
    )


def tex_block(text: str) -> str:
    """Give text of several lines as TeX, an empty line for each end of a line."""
    return "\n\n".join(tex(line, readable=True) for line in text.split("\n") if line.strip())


def tex_verbatim(text: str) -> str:
    """Give an address or path with balanced braces, and nothing that looks like an entry."""
    text = _SPACE.sub(" ", text).strip()
    if "{" in text or "}" in text:
        text = text.replace("{", "%7B").replace("}", "%7D")
    text = re.sub(r"@(?=\w*\s*[({])", "%40", text).replace("^^", "%5E%5E")
    return text.rstrip("\\")


def tex_address(text: str) -> str:
    """Give a web address or identifier, without what TeX or a browser would take for something else."""
    return tex_verbatim(text.replace("\\", "%5C"))


def _escaped(text: str, readable: bool) -> str:
    if readable and ("\\" in text or "$" in text):
        text = latex_to_text(text)
    if _ANY_SPECIAL.search(text):
        text = text.translate(_SPECIAL)
        if ";" in text and "&" in text:  # text that looks like an entity is to stay what it is
            text = _ENTITY_WRITTEN.sub(r"\\&{}", text)
    if "<" in text:
        text = _IEEE.sub(lambda found: "{<}" + found[0][1:], text)
    return _RUN.sub(r"\1{}", text)


def _is_math(segment: str) -> bool:
    """Whether a segment between dollars is mathematics that can stand in a field unchanged.

    It is a stranger's, and TeX has commands that read a file, write one or never end.
    """
    if not _MEANT_AS_MATH.search(segment) or _NOT_IN_MATH.search(segment):
        return False
    if not all(map(only_draws, _NAMES.findall(segment))):
        return False
    depth = 0
    for brace in re.findall(r"[{}]", segment):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _linked(found: re.Match[str]) -> str:
    """The words of a link with the address behind them; the address alone where that is the words."""
    link, words = found[1].strip(), found[2].strip()
    return words if not link or link == words else f"{words} ({link})"


def _of_html(found: re.Match[str]) -> str:
    """What an entity stands for, as TeX."""
    character = _BY_NAME.get(found[1], found[1])
    number = character[1:] if character[:1] == "#" and character[1:] else ""
    if number:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        character = chr(code) if code < 0x11_0000 else found[0]
    return f"\\{character}" if character in "&%#$_" else character


def _command(found: re.Match[str]) -> str:
    name = found[0].strip("$\\").removesuffix("{}").strip() or "$"
    return _COMMANDS.get(name, name)
