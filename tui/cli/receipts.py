"""What a change says for itself: words on stderr with the way back, or its receipt as JSON on stdout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tui.cli.output import emit_json, say

if TYPE_CHECKING:
    from storage import Receipt

TextOrJson = Literal["text", "json"]
ReportAs = Annotated[TextOrJson, typer.Option("--as", help="Say what was done, or print it.")]
ShowAs = Annotated[TextOrJson, typer.Option("--as", help="For people, or for programs.")]


def tell(receipt: Receipt, report: TextOrJson) -> None:
    """Say what was changed and how to undo it."""
    if report == "json":
        emit_json(receipt.as_dict())
    else:
        say(_sentence(receipt))


def tell_steps(receipts: Sequence[Receipt], report: TextOrJson, nothing: str, way_back: str) -> None:
    """Say what undo or redo did, step by step."""
    if report == "json":
        emit_json([receipt.as_dict() for receipt in receipts])
        return
    for receipt in receipts:
        say(f"{receipt.summary}.")
    say(f"{way_back}." if receipts else f"{nothing}.")


def _sentence(receipt: Receipt) -> str:
    if receipt.event is None:
        return f"{receipt.summary}."
    return f"{receipt.summary}. Undo with: carrel undo"
