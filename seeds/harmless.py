"""Text for files and other programs: what a terminal that shows it would act upon is escaped or replaced.

The patterns are compiled at their first use (re keeps them): most text is plain ASCII that needs neither.
"""

from __future__ import annotations

NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(17)
)
ACTING = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff" + NO_CHARACTERS + "]"
"""Controls, half characters, what reorders a line and what is no character at all, which readers of HTML and
XML refuse; not the joiners that some scripts need."""
UNSEEN = (
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f" + NO_CHARACTERS + "]"
)
"""Controls, half characters, and what reorders or hides text: escaped in JSON, where that loses nothing."""


def escaped(json_text: str) -> str:
    """JSON with what cannot be seen written as escapes."""
    import json
    import re

    if json_text.isascii() and "\x7f" not in json_text:
        return json_text
    return re.sub(UNSEEN, lambda found: json.dumps(found[0])[1:-1], json_text)


def inert(text: str) -> str:
    """Text for other programs: what a terminal would act upon replaced, everything else as it is."""
    import re

    return re.sub(ACTING, "\ufffd", text)
