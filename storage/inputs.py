"""What people and scripts may set, checked at the border before it nears a table.

Table models of SQLModel do not validate; these models do, and their complaints become one
plain :class:`~storage.errors.Refused`.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError, field_validator
from sqlmodel import Field, SQLModel

from seeds import parse_partial, recognise
from storage.errors import Refused
from storage.wording import long_text, one_line


class Correction(SQLModel):
    """New values for a paper's description; lists are separated by semicolons, ``None`` clears."""

    model_config = {"extra": "forbid"}

    key: str | None = Field(default=None, max_length=200)
    title: str | None = None
    authors: tuple[str, ...] | None = None
    affiliations: tuple[str, ...] | None = None
    abstract: str | None = None
    summary: str | None = None
    published: str | None = None
    category: str | None = None
    venue: str | None = None
    kind: str | None = None
    url: str | None = None
    code_url: str | None = None
    file_path: str | None = None
    doi: tuple[str, ...] | None = None
    arxiv: tuple[str, ...] | None = None

    @field_validator("authors", "affiliations", mode="before")
    @classmethod
    def _split(cls, value: str | None) -> tuple[str, ...]:
        return tuple(name for part in (value or "").split(";") if (name := one_line(part)))

    @field_validator("key", "title", "kind", mode="before")
    @classmethod
    def _needed(cls, value: str | None) -> str:
        text = one_line(value or "")
        if not text:
            raise ValueError("cannot be empty")
        return text

    @field_validator("key")
    @classmethod
    def _one_word(cls, value: str | None) -> str | None:
        if value and (any(c.isspace() for c in value) or value.isdigit()):
            raise ValueError("must be one word, and not a number")
        return value

    @field_validator("category", "venue", "file_path", mode="before")
    @classmethod
    def _line(cls, value: str | None) -> str | None:
        return one_line(value or "") or None

    @field_validator("abstract", "summary", mode="before")
    @classmethod
    def _long(cls, value: str | None) -> str | None:
        return long_text(value or "") or None

    @field_validator("published", mode="before")
    @classmethod
    def _date(cls, value: str | None) -> str | None:
        if not value:
            return None
        date = parse_partial(value)
        if date is None:
            raise ValueError(f"{value!r} is no date: write 2023, 2023-05 or 2023-05-17")
        return date

    @field_validator("url", "code_url", mode="before")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        text = one_line(value or "")
        if text and not text.lower().startswith(("http://", "https://")):
            raise ValueError("must be an http or https address")
        return text or None

    @field_validator("doi", "arxiv", mode="before")
    @classmethod
    def _identifiers(cls, value: str | None) -> tuple[str, ...]:
        return tuple((value or "").replace(";", " ").replace(",", " ").split())


FIELDS = tuple(Correction.model_fields)
"""Names that ``edit`` understands."""


def correction(values: Mapping[str, str | None]) -> dict[str, Any]:
    """Check ``values`` and give them in the types of the library. Raises :class:`Refused`."""
    unknown = [name for name in values if name not in FIELDS]
    if unknown:
        raise Refused(f"there is no field {unknown[0]!r}; fields are {', '.join(FIELDS)}")
    try:
        checked = Correction.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors()[0]
        reason = first["msg"].removeprefix("Value error, ")
        raise Refused(f"{first['loc'][0]}: {reason}") from error
    return {name: _normal(name, getattr(checked, name)) for name in values}


def _normal(name: str, value: Any) -> Any:
    if name not in ("doi", "arxiv"):
        return value
    known = [(text, recognise(text)) for text in value]
    for text, identifier in known:
        if identifier is None or identifier.scheme != name:
            raise Refused(f"{name}: {text!r} is none")
    return tuple(identifier.value for _, identifier in known if identifier)
