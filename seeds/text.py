r"""Text as the rest of Carrel may rely on it: storable, comparable, searchable.

Two sources never write one title alike (``Erd\H{o}s``, ``Erdős``, ``ERDOS``), and no source
can be trusted with control characters. Everything that compares or indexes text goes through
the few functions here, so that both sides of a comparison have been folded by the same rules.
"""

from __future__ import annotations

import re
import unicodedata

# Patterns are compiled at their first use (re keeps them): at import they would cost 10 ms, and most
# text is plain ASCII that needs none of them.
_CONTROL = r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
_SURROGATE = "[\ud800-\udfff]"
_NONCHARACTER = (
    "[\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_NEWLINES = "\r\n?|[\x0b\x0c\x85\u2028\u2029]"
_BREAKS = "[\t\n\r\x0b\x0c\x85\u2028\u2029]+"
_REPLACED = (
    (_CONTROL, "control characters"),
    (_SURROGATE, "lone surrogates"),
    (_NONCHARACTER, "noncharacters"),
)

# Marks that writers of the same language leave out at will, and characters nobody sees. The
# voicing marks of kana and the vowels of Indic scripts make other words and are kept.
_MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+"
)
_LOOKALIKES = str.maketrans(
    dict.fromkeys("‐‑‒–—―−⁃﹘﹣", "-")
    | dict.fromkeys("‘’‚‛ʼʹ′´＇ˈʻ", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t",
       "ȷ": "j", "ŋ": "n", "ĸ": "k", "ƒ": "f", "⁄": "/", "∕": "/", "∗": "*", "∼": "~", "ə": "e"}
)  # fmt: skip
_RUNS = "-{2,}|[`']{2,}|`"
_LATEX_LEFT = str.maketrans("", "", "\\${}")
_LONG_MARKS = r"[^\w\x00-\x7f]{31,}"
_SHARPS = r"(?<![^\W_])([cfj])#(?!\w)"
_PLUSES = r"(?<![^\W_])c\+\+"
_CJK = (
    "([\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufaff\U00020000-\U0003ffff])"
)
_NOT_ALPHANUMERIC = r"[\W_]+"
_ALPHANUMERIC_ONLY = {code: None for code in range(128) if not chr(code).isalnum()}


def clean(text: str, *, limit: int = 100_000, multiline: bool = False) -> tuple[str, tuple[str, ...]]:
    """Make ``text`` safe to store; give it with what a person should be told was changed.

    Control characters, lone surrogates and noncharacters become U+FFFD, the text becomes NFC
    and at most ``limit`` characters long. Line breaks become a newline when ``multiline``, else
    a space, without being reported. Invisible and bidirectional characters stay: they are a
    matter of display. Safe text comes back as it is.
    """
    if len(text) <= limit and is_plain(text.replace("\n", "_") if multiline else text):
        return text, ()
    changes: list[str] = []
    text = re.sub(_NEWLINES, "\n", text) if multiline else re.sub(_BREAKS, " ", text)
    if len(text) > limit:
        text = text[:limit]
        changes.append(f"cut to {limit} characters")
    for pattern, what in _REPLACED:
        text, count = re.subn(pattern, "\ufffd", text)
        if count:
            changes.append(f"replaced {what}")
    if not text.isascii():
        text = unicodedata.normalize("NFC", _stream_safe(text))[:limit]
    return text, tuple(changes)


def is_plain(text: str) -> bool:
    """Say of one line of text that :func:`clean` has nothing to change; may say no without need."""
    if not text.isprintable() or text.isascii():
        return text.isprintable()
    # So few characters beyond ASCII are no flood of marks, on which normalising is slow; counting is quick.
    few = len(text.encode()) - len(text) < 31
    return (few or not re.search(_LONG_MARKS, text)) and unicodedata.is_normalized("NFC", text)


def fold(text: str) -> str:
    r"""Reduce ``text`` to what identity and search go by: ``Erd\H{o}s–Rényi`` is ``erdos-renyi``.

    Case, accents, LaTeX, kinds of dashes, quotes and spaces do not matter any more. Pure and
    idempotent; plain ASCII takes a fast path.
    """
    if not text.isascii():
        text = re.sub(_MARKS, "", unicodedata.normalize("NFKD", _stream_safe(text)))
    if "\\" in text or "$" in text or "{" in text or "}" in text:
        text = _without_latex(text)
    if text.isascii():
        return _spaced(text.lower())
    text = unicodedata.normalize("NFKD", re.sub(_MARKS, "", text.casefold())).casefold()
    text = re.sub(_MARKS, "", text).translate(_LOOKALIKES)
    return _spaced(unicodedata.normalize("NFC", text))


def search_text(text: str) -> str:
    """Give what the full-text index sees of ``text``; queries go through it as well.

    On top of :func:`fold`, ``c++`` and ``c#`` become words, and every Han, Kana or Hangul
    character stands alone, so that any part of an unspaced run can be found.
    """
    return search_text_of_folded(fold(text))


def search_text_of_folded(text: str) -> str:
    """Give :func:`search_text` of a text that is folded already."""
    if not text.isascii():
        text = " ".join(re.sub(_CJK, r" \1 ", text).split())
    if "#" in text:
        text = re.sub(_SHARPS, r"\1sharp", text)
    if "++" in text:
        text = re.sub(_PLUSES, "cplusplus", text)
    return text


def digest(text: str) -> str:
    """Give 16 hex digits that are equal for texts whose folded letters and digits are equal.

    Punctuation, spacing and LaTeX do not matter. Text without letters and digits gives ``""``,
    which must never count as the same as another.
    """
    return digest_of_folded(fold(text))


def digest_of_folded(folded: str) -> str:
    """Give :func:`digest` of a text that is folded already."""
    import hashlib  # loads OpenSSL: not for those who only fold

    # On ASCII, deleting by table is twenty times as fast as the pattern.
    plain = folded.isascii()
    bare = folded.translate(_ALPHANUMERIC_ONLY) if plain else re.sub(_NOT_ALPHANUMERIC, "", folded)
    return hashlib.sha256(bare.encode("utf-8", "replace")).hexdigest()[:16] if bare else ""


def latex_to_text(text: str) -> str:
    """See :func:`seeds.latex.latex_to_text`, which is loaded only for text that needs it."""
    if "\\" in text or "$" in text or "{" in text or "~" in text or "--" in text or "``" in text:
        from seeds.latex import latex_to_text as convert

        return convert(text)
    return text


def _spaced(text: str) -> str:
    if "--" in text or "''" in text or "`" in text:
        text = re.sub(_RUNS, _one_mark, text)
    return " ".join(text.split())


def _one_mark(run: re.Match[str]) -> str:
    if run[0][0] == "-":
        return "-"
    return '"' if len(run[0]) > 1 else "'"


def _without_latex(text: str) -> str:
    """What no converter knew (`\\proj`) keeps its letters, so that a second fold finds nothing to do."""
    text = latex_to_text(text).translate(_LATEX_LEFT)
    return (
        text
        if text.isascii()
        else re.sub(_MARKS, "", unicodedata.normalize("NFKD", text)).translate(_LATEX_LEFT)
    )


def _stream_safe(text: str) -> str:
    """Break runs of over 30 combining marks (Unicode Annex 15), on which normalising is quadratic."""

    def broken(run: re.Match[str]) -> str:
        pieces: list[str] = []
        count = 0
        for letter in run[0]:
            count = count + 1 if unicodedata.combining(letter) else 0
            if count > 30:
                pieces.append("\u034f")
                count = 1
            pieces.append(letter)
        return "".join(pieces)

    return re.sub(_LONG_MARKS, broken, text)
