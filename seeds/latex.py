"""The LaTeX that titles and abstracts really contain, as readable Unicode.

Sources quote each other's LaTeX half converted, so what a terminal shows and what a search
folds must come from one place. This is a reader of fragments, not a TeX engine: what it does
not know stays as it stands, it never fails, and its time is linear in the length of the text.
"""

# ruff: noqa: S105, SIM905 (tokens of text are no passwords, and tables of words read best as words)
from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

_ACCENTS = dict(zip("`'^~\"=.HckruvdbtG", "\u0300\u0301\u0302\u0303\u0308\u0304\u0307\u030b\u0327\u0328\u030a"
                    "\u0306\u030c\u0323\u0331\u0361\u030f", strict=True))  # fmt: skip
_MATH_ACCENTS = dict(zip(
    "hat widehat tilde widetilde bar overline vec dot ddot check breve acute grave mathring".split(),
    "\u0302\u0302\u0303\u0303\u0304\u0304\u20d7\u0307\u0308\u030c\u0306\u0301\u0300\u030a", strict=True,
))  # fmt: skip
# Letters swallow the space that ends their command (`\o re` is øre); operators keep it.
_LETTERS = dict(zip("o O l L ss ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG".split(),
                    "øØłŁßæÆœŒåÅıȷðÐþÞđĐŋŊ", strict=True))  # fmt: skip
_SYMBOLS = dict(
    pair.split(":", 1)
    for pair in (
        r"times:× div:÷ pm:± mp:∓ cdot:· ast:∗ star:⋆ circ:∘ bullet:• leq:≤ le:≤ geq:≥ ge:≥ neq:≠ ne:≠ ll:≪ "
        r"gg:≫ approx:≈ sim:∼ simeq:≃ cong:≅ equiv:≡ propto:∝ rightarrow:→ to:→ leftarrow:← gets:← mapsto:↦ "
        r"leftrightarrow:↔ Rightarrow:⇒ implies:⇒ Leftarrow:⇐ Leftrightarrow:⇔ iff:⇔ uparrow:↑ downarrow:↓ "
        r"infty:∞ partial:∂ nabla:∇ sum:∑ prod:∏ int:∫ in:∈ notin:∉ ni:∋ subset:⊂ subseteq:⊆ supset:⊃ "
        r"supseteq:⊇ cup:∪ cap:∩ setminus:∖ emptyset:∅ forall:∀ exists:∃ neg:¬ lnot:¬ land:∧ wedge:∧ lor:∨ "
        r"vee:∨ oplus:⊕ otimes:⊗ odot:⊙ perp:⊥ bot:⊥ top:⊤ parallel:∥ mid:∣ ell:ℓ hbar:ℏ Re:ℜ Im:ℑ aleph:ℵ "
        r"ldots:… dots:… cdots:⋯ textellipsis:… langle:⟨ rangle:⟩ lfloor:⌊ rfloor:⌋ lceil:⌈ rceil:⌉ "
        r"lbrace:{ rbrace:} vert:| Vert:‖ degree:° textdegree:° prime:′ dagger:† ddagger:‡ S:§ P:¶ pounds:£ "
        r"copyright:© textregistered:® texttrademark:™ textendash:– textemdash:— textquoteright:’ "
        r"textquoteleft:‘ textbackslash:\ textasciitilde:~ textasciicircum:^ textunderscore:_ checkmark:✓ "
        r"varepsilon:ε vartheta:ϑ varphi:φ varrho:ϱ varsigma:ς lesssim:≲ gtrsim:≳ triangleq:≜ "
        r"textbraceleft:{ textbraceright:} textless:< textgreater:> textbar:| textquotesingle:' textquotedbl:"
        r'" textquotedblleft:“ textquotedblright:” quotedblbase:„ glqq:„ grqq:“ guillemotleft:« '
        r"guillemotright:» textasciigrave:` slash:/ textperiodcentered:· textmu:µ texteuro:€ euro:€ "
        r"textsterling:£ textcent:¢ textyen:¥ textsection:§ textparagraph:¶ textonehalf:½ textexclamdown:¡ "
        r"textquestiondown:¿ textordfeminine:ª textordmasculine:º textbullet:• textdagger:† cprime:ʹ "
        r"LaTeX:LaTeX TeX:TeX BibTeX:BibTeX"
    ).split()
)
_GREEK = frozenset(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa mu nu xi omicron pi rho sigma tau upsilon phi "
    "chi psi omega".split()
)
_FUNCTIONS = frozenset(
    "log ln exp sin cos tan arcsin arccos arctan sinh cosh tanh max min sup inf lim argmax argmin det dim "
    "ker gcd deg Pr mod bmod poly arg".split()
)
_WRAPPERS = frozenset(
    "textit textbf texttt textsc textsf textrm textup textsl textmd textnormal text emph mbox hbox underline "
    "mathrm mathbf mathit mathsf mathtt mathcal mathfrak mathscr boldsymbol bm pmb operatorname path "
    "uppercase lowercase ensuremath mathop mathbin mathrel texorpdfstring mkbibemph mkbibbold mkbibitalic "
    "NoCaseChange textcyrillic textgreek".split()
)
_SILENT = frozenset(
    "left right big Big bigl bigr Bigl Bigr bigg Bigg displaystyle textstyle limits nolimits it bf em rm sc "
    "tt sf sl itshape bfseries scshape ttfamily sffamily rmfamily normalfont protect relax xspace".split()
)
_DRAWN = frozenset(
    "mathbb sqrt frac tfrac dfrac cfrac binom tbinom dbinom textsuperscript textsubscript phantom "
    "vphantom hphantom underset overset stackrel underbrace overbrace xrightarrow xleftarrow "
    "overrightarrow overleftarrow lvert rvert lVert rVert middle Biggl Biggr biggl biggr substack not "
    "colon iint iiint oint coprod bigcup bigcap bigoplus bigotimes bigwedge bigvee sqcup sqcap uplus "
    "amalg wr diamond lhd rhd prec succ preceq succeq sqsubseteq sqsupseteq subsetneq supsetneq vdash "
    "models dashv asymp doteq bowtie smile frown hookrightarrow hookleftarrow longrightarrow "
    "longleftarrow Longrightarrow longmapsto nearrow searrow rightharpoonup leftharpoonup "
    "rightleftharpoons rightsquigarrow leadsto twoheadrightarrow Updownarrow updownarrow Uparrow "
    "Downarrow imath jmath wp nexists varnothing complement angle triangle Box square blacksquare lozenge "
    "clubsuit diamondsuit heartsuit spadesuit flat natural sharp ltimes rtimes ntriangleleft varpi "
    "varkappa digamma beth gimel hslash eth leqslant geqslant lll ggg nleq ngeq nsim ncong gtrless "
    "approxeq thickapprox thicksim because therefore between pitchfork vartriangle limsup liminf injlim "
    "projlim hom cot sec csc coth sgn tr rank diag mathpunct mathord displaylimits scriptstyle".split()
)
_SPACES = {
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "quad": " ",
    "qquad": " ",
    "!": "",
    "/": "",
    "\\": " ",
    "-": "",
}
_SUPER = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzT′", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀ′"
)
_SUB = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.?|[{}$^_]|[^\\{}$^_]+", re.DOTALL)
_CLOSING = {"(": "\\)", "[": "\\]"}  # of mathematics that is in no dollars
_FORMULA = 40  # tokens, and characters of a token
_MARKS = frozenset("\\{}$^_")  # what begins a token that is more than text
_TIE = re.compile(r"(?<=[\w.,;:)])~(?=[\w(\\$])")

_Finish = Callable[[str], str]


def only_draws(name: str) -> bool:
    """Whether TeX does nothing but draw at this command; others read files, write them and run programs."""
    known = (_ACCENTS, _MATH_ACCENTS, _LETTERS, _SPACES, _SILENT, _WRAPPERS, _DRAWN)
    return _symbol(name) is not None or any(name in names for names in known)


def latex_to_text(text: str) -> str:
    """Give ``text`` with its LaTeX as Unicode: ``Erd\\H{o}s`` is Erdős, ``$\\alpha^2$`` is α².

    Unknown commands, lone braces and dollars that are money stay verbatim. Never raises.
    """
    if "~" in text:
        text = _TIE.sub(" ", text)
    if "\\" in text or "$" in text or "{" in text:
        text = _Converter(_TOKEN.findall(text), "``" in text).run()
    else:
        text = _ligatures(text, "``" in text)
    return text


def _ligatures(text: str, quotes: bool) -> str:
    """Dashes and, where they come in pairs, quotation marks. A group between two marks keeps them apart."""
    if quotes:
        text = text.replace("``", "“").replace("''", "”")
    return text.replace("---", "—").replace("--", "–") if "--" in text else text


@cache
def _symbol(name: str) -> str | None:
    """The characters a command without argument stands for, or None."""
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    if name.lower() in _GREEK:
        case = "SMALL" if name.islower() else "CAPITAL"
        return unicodedata.lookup(f"GREEK {case} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    if name in ("lambda", "Lambda"):
        return "λ" if name == "lambda" else "Λ"
    return name if name in _FUNCTIONS else None


def _accented(mark: str, text: str) -> str:
    base = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
    return unicodedata.normalize("NFC", base + mark) + text[1:] if base else ""


def _double_struck(text: str) -> str:
    special = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}
    return special.get(text, text)


def _script(mark: str, table: dict[int, int], text: str) -> str:
    raised = text.translate(table)
    if text and all(ord(letter) in table for letter in text):
        return raised
    return f"{mark}{text}" if len(text) <= 1 else f"{mark}({text})"


def script(mark: str, text: str) -> str:
    """Give ``text`` raised (``^``) or lowered (``_``); with its mark where Unicode has not all of it."""
    return _script(mark, _SUPER if mark == "^" else _SUB, text)


def _grouped(text: str) -> str:
    return text if len(text) <= 1 or text.isalnum() else f"({text})"


def _math_dollars(tokens: list[str]) -> frozenset[int]:
    """The dollars that enclose mathematics; the rest are money (the rule that pandoc uses)."""
    at = [i for i, token in enumerate(tokens) if token == "$"]
    found: set[int] = set()
    for opening, closing in pairwise(at):
        if opening in found:
            continue
        inside = tokens[opening + 1], tokens[closing - 1]
        after = tokens[closing + 1][:1] if closing + 1 < len(tokens) else ""
        doubled = closing == opening + 1
        tight = not inside[0][:1].isspace() and not inside[1][-1:].isspace() and not after.isdigit()
        if not doubled and (tight or _is_formula(tokens[opening + 1 : closing])):
            found |= {opening, closing}
    return frozenset(found)


def _is_formula(tokens: list[str]) -> bool:
    """Whether a few tokens, though blanks or digits are where pandoc allows none, can be nothing else."""
    if len(tokens) > _FORMULA or any(len(token) > _FORMULA for token in tokens):
        return False
    return any(token in "^_" or (token[0] == "\\" and _symbol(token[1:]) is not None) for token in tokens)


class _Converter:
    """One pass over the tokens with a stack of open groups, so depth costs no recursion."""

    def __init__(self, tokens: list[str], quotes: bool) -> None:
        self.tokens = tokens
        self.quotes = quotes
        self.at = 0
        self.dollars = _math_dollars(tokens)
        self.in_math = False
        self.closers = {mark: at for at, mark in enumerate(tokens) if mark in ("\\)", "\\]")}  # the last ones
        self.pieces: list[str] = []
        # Below the open group: the pieces around it, and what waits for its end.
        self.stack: list[tuple[list[str], Sequence[_Finish]]] = []
        self.pending: list[_Finish] = []  # what waits for the next character or group

    def run(self) -> str:
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if self.pending or token[0] in _MARKS:
                self._take(token)
            else:
                plain = self.in_math or not (self.quotes or "--" in token)
                self.pieces.append(token if plain else _ligatures(token, self.quotes))
        whole: list[str] = []
        for outer, _ in self.stack:  # groups never closed: their brace was text
            whole += *outer, "{"
        return "".join(whole + self.pieces)

    def _take(self, token: str) -> None:
        if token == "{":
            self._open()
        elif token == "}":
            self._close()
        elif token == "$":
            self._dollar()
        elif token in "^_" and (self.in_math or self._next() == "{"):
            table = _SUPER if token == "^" else _SUB
            self.pending.append(lambda text: _script(token, table, text))
        elif token[0] == "\\":
            self._command(token)
        else:
            self._text(token if self.in_math else _ligatures(token, self.quotes))

    def _open(self) -> None:
        waiting: Sequence[_Finish] = ()
        if self.pending:
            waiting, self.pending = self.pending, []
        self.stack.append((self.pieces, waiting))
        self.pieces = []

    def _close(self) -> None:
        if not self.stack:
            self.pieces.append("}")
            return
        inner = "".join(self.pieces)
        self.pieces, waiting = self.stack.pop()
        self.pieces.append(_apply(waiting, inner))

    def _dollar(self) -> None:
        if self.at - 1 in self.dollars:
            self.in_math = not self.in_math
        elif not self._doubled():
            self.pieces.append("$")

    def _doubled(self) -> bool:
        """``$$`` encloses display mathematics: the outer dollars go with the inner ones."""
        here = self.at - 1
        return here + 1 in self.dollars or here - 1 in self.dollars

    def _text(self, token: str) -> None:
        if not self.pending:
            self.pieces.append(token)
            return
        token = token.lstrip(" ")
        waiting, self.pending = self.pending, []
        self.pieces.append(_apply(waiting, token[:1]))
        if token[1:]:
            self.pieces.append(token[1:])

    def _command(self, token: str) -> None:
        name = token[1:]
        accent = _ACCENTS.get(name) or (_MATH_ACCENTS.get(name) if self.in_math else None)
        if accent:
            self.pending.append(lambda text: _accented(accent, text))
        elif name in _LETTERS:
            self._swallow_space()
            self._text(_LETTERS[name])
        elif name in _SPACES:
            self.pieces.append(_SPACES[name])
        elif name in _SILENT:
            self._swallow_space()
        elif name in ("(", "[") and self.closers.get(_CLOSING[name], 0) > self.at:
            self.in_math = True
        elif name in (")", "]") and self.in_math:
            self.in_math = False
        elif len(name) == 1 and name in "%&_#${}|@*":
            self._text(name)
        else:
            self._named(token, name)

    def _named(self, token: str, name: str) -> None:
        symbol = _symbol(name)
        followed = self._next() == "{"
        if symbol is not None:
            self._text(symbol) if len(symbol) == 1 else self.pieces.append(symbol)
        elif name == "mathbb":
            self.pending.append(_double_struck)
        elif name in ("textsuperscript", "textsubscript"):
            mark, table = ("^", _SUPER) if name == "textsuperscript" else ("_", _SUB)
            self.pending.append(lambda text: _script(mark, table, text))
        elif name in ("enquote", "mkbibquote") and followed:
            self.pending.append(lambda text: f"“{text}”")
        elif name in ("noopsort", "vphantom", "hphantom", "phantom") and followed:  # what nobody sees
            self.pending.append(lambda text: "")
        elif name == "sqrt":
            self.pending.append(lambda text: "√" + _grouped(text))
        elif name in ("frac", "tfrac", "dfrac") and followed:
            self.pending.append(lambda text: _grouped(text) + "/")
        elif name == "url" and followed:
            glued = self.pieces and self.pieces[-1][-1:].isalnum()
            self.pieces += " " if glued else ""
        elif not (name in _WRAPPERS and followed):
            self.pieces.append(token)
            if followed:
                self.pending.append(lambda text: "{" + text + "}")

    def _next(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _swallow_space(self) -> None:
        if self.at < len(self.tokens) and self.tokens[self.at].startswith(" "):
            self.tokens[self.at] = self.tokens[self.at][1:] or "{"
            if self.tokens[self.at] == "{":  # the token was the space alone: an empty group in its place
                self.tokens[self.at] = "\\relax"


def _apply(waiting: Sequence[_Finish], text: str) -> str:
    for finish in reversed(waiting):
        text = finish(text)
    return text
