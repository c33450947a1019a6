"""Words that decide whether two titles name one work: small ones, numbers, and those of works about works."""

from __future__ import annotations

SMALL = frozenset(
    {
        "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "its", "of", "on",
        "or", "over", "s", "the", "to", "towards", "toward", "upon", "using", "via", "with",
    }
)  # fmt: skip
"""Words that may be missing from one of two spellings of a title."""
ABOUT_ANOTHER = frozenset(
    {
        "addendum", "appendix", "comment", "commentary", "comments", "correction", "corrections",
        "corrigenda", "corrigendum", "discussion", "errata", "erratum", "rejoinder", "reply", "response",
        "retracted", "retraction", "review", "reviews", "supplement", "supplementary", "supplemental",
        "withdrawal", "withdrawn",
    }
)  # fmt: skip
"""Words of works about another work, whose title they repeat."""
GENERIC = frozenset(
    {
        "about", "abstracts", "acknowledgements", "acknowledgments", "announcement", "authors", "avant",
        "back", "book", "books", "bookreviews", "call", "chair", "chairs", "column", "committee",
        "conclusion", "conclusions", "contents", "contributors", "cover", "director", "editor", "editorial",
        "editors", "einleitung", "foreword", "front", "geleitwort", "general", "guest", "index",
        "inleiding", "introduccion", "introduction", "introduzione", "issue", "letter", "letters", "list",
        "matter", "memoriam", "message", "miscellany", "news", "note", "notes", "obituary", "organizing",
        "overview", "papers", "preface", "prefacio", "prefazione", "preliminary", "program", "programme",
        "propos", "references", "remarks", "report", "reports", "reviewers", "reviews", "special",
        "summary", "table", "thanks", "this", "title", "toc", "volume", "vorwort", "voorwoord", "welcome",
        "workshop",
    }
)  # fmt: skip
"""Words of titles that say nothing of what a work is about, however many of them there are."""
ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
ORDINALS = (
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth",
)  # fmt: skip
COUNTED = frozenset(
    {
        "part", "parts", "volume", "vol", "chapter", "book", "paper", "number", "no", "lecture", "lectures",
        "type", "case", "version", "phase",
    }
)  # fmt: skip
"""Words behind which a number, or a single letter, tells two works apart."""
PREFIXES = (
    "a", "ab", "an", "anti", "auto", "bi", "co", "counter", "de", "dis", "extra", "hetero", "homo",
    "hyper", "hypo", "il", "im", "in", "infra", "inter", "intra", "ir", "macro", "mal", "meso", "meta",
    "micro", "mis", "mono", "multi", "nano", "neo", "non", "omni", "out", "over", "para", "poly",
    "post", "pre", "pro", "proto", "pseudo", "quasi", "re", "retro", "self", "semi", "sub", "super",
    "supra", "trans", "tri", "ultra", "un", "under", "uni",
)  # fmt: skip
"""What makes another word of a word, often its opposite."""
