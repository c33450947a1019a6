"""People's names, and where a title ends when a page glues names to it.

Card listings print ``…Neural NetworksLawrence McAfee, Kunle Olukotun``: nothing but the look
of the words tells the title from the first name. The splitter weighs every place where the
names could begin by what usually ends a title and what usually makes a name. The weights are
few, named and added up, so that a wrong split can be explained; there is no list of people.
"""

# ruff: noqa: SIM905 (tables of words read best as words)
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

PARTICLES = frozenset(
    "van von der den de del della di da dos das do du la le el al bin ibn ben ter ten te zu zum zur af "
    "av op 't 'd d' san".split()
)
CAPITAL_PARTICLES = frozenset(
    "De Del Della Di Da Dos Das Du Des La Le Van Von Der Den El Al Bin Ibn Ter Ten St. San".split()
)
_SUFFIXES = frozenset("Jr Jr. Sr Sr. II III IV".split())
# Words that end the name of a body, not of a person.
_BODIES = frozenset(
    "Collaboration Collaborations Consortium Committee Association Society Institute University Ministry "
    "Agency Foundation Laboratory Council Commission Organization Organisation Bureau Initiative Corporation "
    "Investigators Team".split()
)
# A capital inside one word of a name, as in McAfee, DeVries, LaForge, O'Neill, FitzGerald.
_INNER_PREFIX = re.compile(
    r"(?:Mc|Mac|De|Del|Della|Di|Da|Du|Dos|La|Le|Van|Von|Vander|Fitz|St|Al|El|Ver|[A-Z]['’])"
)
_GLUE_WORDS = frozenset(
    "a an and are as at be by can do for from how in into is its it not of on or over so than that the "
    "their to toward towards under using via we what when where which why with without your our".split()
)
_TITLE_ENDING = re.compile(
    r"(?:tions?|sions?|ments?|ness|ities|ity|ings|ology|ologies|ics|isms?|ances?|ences?|ables?|ibles?|works?|"
    r"ized|ised|izing|ising|ating|ive|ous|ical|ional|ware|graphs?|grams?|tures?|ysis|yses|data|ally|ively|systems?|"
    r"learning|training|models?|methods?|models|theory|processing|language|languages|networks?)"
)
_ET_AL = re.compile(r",?\s+et al\.?$")
_NAME_TOKEN = re.compile(r"(?:[^\W\d_]|['’`.\-‐‑·])+")
_INITIAL_LAST = re.compile(r"(?:^|\W|[a-z])[A-Z]\.$")
_MAX_SHOWN = 3
_LONGEST = 80  # characters of one name
_HARDLY = -9.0  # below this the best split is no split

Split = tuple[str, tuple[str, ...], bool, str | None]


def split_glued(line: str) -> Split:
    """Split ``TitleFirst Last, First Last et al. · affiliation``.

    Gives the title, the names, whether the names were cut short, and the affiliation or None.
    When nothing in the line looks like glued names the whole text is the title and the names
    are empty.
    """
    text, dot, affiliation = line.rpartition(" · ")
    if not dot:
        text, affiliation = line, ""
    shortened = text[:-12] + _ET_AL.sub("", text[-12:])
    truncated = shortened != text
    best = max(_candidates(shortened, truncated), default=None)
    if best is None or best[0] < _HARDLY:
        return text, (), truncated, affiliation or None
    _, at, names = best
    return shortened[:at], names, truncated, affiliation or None


def _candidates(text: str, truncated: bool) -> Iterator[tuple[float, int, tuple[str, ...]]]:
    """Every place where the names could begin: its score, its offset, the names from there on."""
    segments = list(_segments(text))
    following: tuple[str, ...] = ()
    tail_score = 0.0
    for count, (start, segment) in enumerate(reversed(segments[-_MAX_SHOWN:]), 1):
        shown = 0.0 if not truncated or count == _MAX_SHOWN else -4.0
        for offset in _glue_points(segment):
            at, name = start + offset, segment[offset:]
            score = name_score(name) + tail_score + shown + _end_score(text[max(0, at - _LONGEST) : at])
            yield score, at, (name, *following)
        tail_score += name_score(segment) if segment.strip() else -20.0
        following = (segment, *following)


def _segments(text: str, at_most: int = 2 * _MAX_SHOWN) -> Iterator[tuple[int, str]]:
    """The parts between ``, `` with where they start; ``Jr.`` stays with its name."""
    parts = text.rsplit(", ", at_most)
    start = at = 0
    while at < len(parts):
        part, at = parts[at], at + 1
        while at < len(parts) and parts[at] in _SUFFIXES:
            part, at = f"{part}, {parts[at]}", at + 1
        yield start, part
        start += len(part) + 2


def _glue_points(segment: str) -> Iterator[int]:
    """Offsets in a segment where a name of bearable length can begin with no space before it."""
    for offset in range(max(1, len(segment) - _LONGEST), len(segment)):
        letter, before = segment[offset], segment[offset - 1]
        if letter.isspace() or before.isspace():
            continue
        cased = letter.isupper() or letter.istitle()
        uncased = letter.isalpha() and not cased and not letter.islower()
        particle = segment[offset:].partition(" ")[0] in PARTICLES and " " in segment[offset:]
        if cased or particle or (uncased and before.isascii()):
            yield offset


def name_score(name: str) -> float:
    """Say how much a text looks like one person's name; above 0 is likely, below -5 hardly."""
    base, _, suffix = name.partition(", ")
    tokens = base.split()
    if not tokens or (suffix and suffix not in _SUFFIXES):
        return -20.0
    counts = {1: -3.0, 2: 2.0, 3: 1.5, 4: -0.5}
    full = [token for token in tokens if token not in PARTICLES and token not in _SUFFIXES]
    score = counts.get(len(full), -3.0 * len(full) / 4) if full else -10.0
    if tokens[0] in PARTICLES:
        score -= 4.0
    if len(tokens) == 1 and len(name) < 4 and name.isupper():  # an acronym, not a person
        score -= 3.0
    if all(len(token.strip(".")) == 1 for token in full):
        score -= 3.0
    return score + sum(_token_score(token) for token in tokens)


def _token_score(token: str) -> float:
    """Say how much one word fits in a name; 0 is perfect."""
    if token in PARTICLES or token in _SUFFIXES:
        return 0.0
    bare = token.strip('()"“”')
    if not _NAME_TOKEN.fullmatch(bare):
        return -8.0
    if (
        bare.lower() in _GLUE_WORDS
        and len(bare) > 1
        and bare not in ("Do", "An", "So", "Can", "In", "To", "Its")
    ):
        return -6.0
    if bare[0].islower() and not any(letter.isupper() for letter in bare):
        return -6.0
    score = sum(_part_score(part) for part in re.split(r"[-‐‑.·]", bare) if part)
    if re.search(r"[A-Z]{2}\.$", bare):  # initials take a full stop each
        score -= 1.5
    return score - (1.5 if _TITLE_ENDING.search(bare.lower()) and _ends_like_title(bare) else 0.0)


def _part_score(part: str) -> float:
    """Say how much the part of a word between hyphens fits in a name."""
    if len(part) == 1 or part.islower():
        return 0.0
    if part.isupper():
        return -0.6 if len(part) == 2 else -1.2
    inner = [
        at for at in range(1, len(part)) if part[at].isupper() and (at == 1 or not part[at - 1].isupper())
    ]
    if not inner or (len(inner) == 1 and _INNER_PREFIX.fullmatch(part[: inner[0]])):
        return 0.0
    return -3.0 if len(inner) == 1 else -4.5


def _ends_like_title(word: str) -> bool:
    return len(word) > 4 and re.search(_TITLE_ENDING.pattern + "$", word.lower()) is not None


def _end_score(title: str) -> float:
    """Say how much a text looks like a whole title, by the way it ends."""
    last = title.rpartition(" ")[2]
    if not title.strip() or len(title) < 2 or title[-1].isspace():
        return -20.0
    quoted = title[-1] in "'’" and re.search(r"(?:^|\s)[`'‘]", title)
    if (title[-1] in "-'’`(/:,[{&‐‑@#" and not quoted) or _INITIAL_LAST.search(title):
        return -7.0
    score = 0.6 if _ends_like_title(last) else 0.0
    stem = re.split(r"(?<=[a-z])(?=[A-Z])", last)[-1]
    if stem != last and _INNER_PREFIX.fullmatch(stem):
        score -= 4.0
    elif stem != last:
        score -= 1.7 if re.search(r"[a-z]{3}[A-Z]{2}$", last) else 0.7
    if last.lower() in _GLUE_WORDS:
        score -= 3.0
    if title[-1].isupper():
        score -= 0.3 if re.search(r"[A-Z0-9]{2}$", title) else 0.6
    return score


def family_name(name: str) -> str:
    """Give the family name: ``Christopher De Sa`` is De Sa, ``Ludwig van Beethoven`` van Beethoven.

    Particles belong to it, in capitals only where a given name stands before them; ``Family,
    Given`` is understood; a suffix (Jr.) is left out. One word, a name in braces, or that of a body
    (``The ATLAS Collaboration``) is itself.
    """
    if name.rpartition(" ")[2] in _BODIES:
        return name
    family, comma, behind = name.partition(",")
    if comma and behind.strip() not in _SUFFIXES:
        return family.strip()
    if family.startswith("{") and family.endswith("}"):
        return family[1:-1]
    tokens = family.split()
    while len(tokens) > 1 and tokens[-1] in _SUFFIXES:
        tokens.pop()
    at = max(len(tokens) - 1, 0)
    while at > 0 and (tokens[at - 1] in PARTICLES or (at > 1 and tokens[at - 1] in CAPITAL_PARTICLES)):
        at -= 1
    return " ".join(tokens[at:])


def byline(names: Sequence[str], truncated: bool = False) -> str:
    """Give the authors in short: ``Frankle, Carbin``, or ``Mahdavi et al.`` for more than two."""
    if len(names) > 2 or (names and truncated):
        return f"{family_name(names[0])} et al."
    return ", ".join(family_name(name) for name in names)


def split_names(line: str) -> tuple[tuple[str, ...], bool, str | None]:
    """Split ``First Last, First Last et al. · affiliation`` into names, truncated, affiliation."""
    text, dot, affiliation = line.rpartition(" · ")
    if not dot:
        text, affiliation = line, ""
    shortened = text[:-12] + _ET_AL.sub("", text[-12:])
    names = tuple(name for _, name in _segments(shortened, -1) if name.strip())
    return names, shortened != text, affiliation.strip() or None


def looks_like_names(line: str) -> bool:
    """Say whether a line can be a list of names at all: no prose, no title."""
    names, truncated, affiliation = split_names(line)
    if not names or len(line) > 2_000:
        return False
    if truncated or affiliation:
        return True
    return sum(name_score(name) > -4.5 for name in names) * 2 > len(names)
