"""Frozen values without code generation: a dataclass costs half a millisecond to declare.

The query language and the records handed out are some forty small kinds of values, and every
``carrel list`` loads them; as frozen dataclasses they took a quarter of all the time that command may
take. To a type checker and to a reader
a :class:`Shape` is a frozen dataclass: annotated names, defaults, comparison by value, pattern matching.
"""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform


@dataclass_transform(frozen_default=True)
class Shape:
    """A value made of the names annotated in its class, in their order."""

    __match_args__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        """Take note of the names, once for the class."""
        names = tuple(cls.__dict__.get("__annotations__", ()))  # noqa: RUF063  (inspect costs 10 ms)
        setattr(cls, "__match_args__", names)  # noqa: B010  (mypy takes the name for a constant)

    def __init__(self, *values: Any, **named: Any) -> None:
        names = self.__match_args__
        if len(values) > len(names) or not named.keys() <= set(names[len(values) :]):
            raise TypeError(f"{type(self).__name__} takes {', '.join(names)}")
        self.__dict__.update(zip(names, values, strict=False), **named)
        for name in names[len(values) :]:
            if name not in named and not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} needs {name}")

    def _values(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self.__match_args__])

    def as_dict(self) -> dict[str, Any]:
        """The parts by name, all the way down: what JSON is made of."""
        return {name: _plain(getattr(self, name)) for name in self.__match_args__}

    def __eq__(self, other: object) -> bool:
        """Equal are values of one kind whose parts are equal."""
        return type(other) is type(self) and self._values() == other._values()

    def __hash__(self) -> int:
        """As equality asks."""
        return hash((type(self), self._values()))

    def __repr__(self) -> str:
        """As it would be written in code."""
        return f"{type(self).__name__}({', '.join(map(repr, self._values()))})"

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: others may hold this value."""
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        """Refuse: others may hold this value."""
        raise AttributeError(f"{type(self).__name__} cannot be changed")


def _plain(value: Any) -> Any:
    if isinstance(value, Shape):
        return value.as_dict()
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
