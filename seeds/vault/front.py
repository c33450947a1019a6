"""The front matter of a page: YAML in which a date stays the text it is.

The folder may have come from anywhere, so only plain YAML is read: no aliases, with which a few
lines become gigabytes, no nesting that is deeper than any page's, and no numbers without end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

import yaml

LARGEST = 500_000
"""Characters: ten thousand authors take fewer."""
_DEEPEST = 50
_LONGEST = 1_000
"""Characters of what is no text: numbers, mostly, which take long to read when they are long."""


class _Loader(yaml.SafeLoader):
    """Plain values only, and no dates: ``2018-03`` and ``2018-03-09`` are two forms of one kind of thing."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Make what comes next, unless it is an alias or too deep."""
        if self.check_event(yaml.AliasEvent):
            self._refuse("aliases are not followed")
        if self.depth > _DEEPEST:
            self._refuse("it is nested too deeply")
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        if isinstance(node, yaml.ScalarNode) and len(node.value) > _LONGEST and not node.tag.endswith(":str"):
            raise yaml.MarkedYAMLError(None, None, "a number without end", node.start_mark)
        return node

    def _refuse(self, reason: str) -> None:
        raise yaml.MarkedYAMLError(None, None, reason, cast(Any, self).peek_event().start_mark)


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Unreadable(ValueError):
    """The front matter is no YAML: ``str()`` says why, ``line`` counts from 1 in the front matter."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def load(text: str) -> Any:
    """The value that ``text`` is. Raises :class:`Unreadable`."""
    if len(text) > LARGEST:
        raise Unreadable(f"it is longer than {LARGEST:,} characters", 1)
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506  (it is a SafeLoader)
    # What says that it is a number, a flag or a date, and is none, ends PyYAML in any of these ways.
    except (yaml.YAMLError, RecursionError, ValueError, LookupError, AttributeError, OverflowError) as error:
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
