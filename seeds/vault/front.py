"""The front matter of a page: YAML in which a date stays the text it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml


class _Loader(yaml.SafeLoader):
    """Plain values only, and no dates: ``2018-03`` and ``2018-03-09`` are two forms of one kind of thing."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Unreadable(ValueError):
    """The front matter is no YAML: ``str()`` says why, ``line`` counts from 1 in the front matter."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def load(text: str) -> Any:
    """The value that ``text`` is. Raises :class:`Unreadable`."""
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (it is a SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it cannot be understood"
        raise Unreadable(reason, mark.line + 1 if mark else 1) from error


class _Dumper(yaml.SafeDumper):
    """Line breaks that not everybody takes for one are written as escapes, for which quotes are needed."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if re.search("[\x85\u2028\u2029]", text) else None
    ),
)


def dump(front: Mapping[str, Any]) -> str:
    """``front`` as YAML, in its order; what is no printable character is escaped."""
    text: str = yaml.dump(dict(front), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000)
    return text.rstrip("\n")
