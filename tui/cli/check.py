"""Looking the library over, and mending what can be made anew from the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tui.cli import exits
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json, say
from tui.cli.receipts import ShowAs
from tui.safe_text import safe

if TYPE_CHECKING:
    from storage import CheckReport, Finding

app = new_app()


@app.command("check")
def check(
    context: typer.Context,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be mended without loss.")] = False,
    show: ShowAs = "text",
) -> None:
    """Check that the library is sound. Exits with 1 when something is left to mend."""
    with desk(context).library() as library:
        report = library.check(repair)
    if show == "json":
        emit_json(report.as_dict() | {"sound": report.sound})
    else:
        _show(report)
    raise typer.Exit(exits.DONE if report.sound else exits.FAILED)


def _show(report: CheckReport) -> None:
    for finding in report.findings:
        emit(safe(_line(finding)))
    verdict = "The library is sound." if report.sound else "The library needs mending."
    say(f"Looked at {', '.join(report.looked_at)}. {verdict}")


def _line(finding: Finding) -> str:
    ending = " (mended)" if finding.mended else f"; {finding.advice}" if finding.advice else ""
    return f"{finding.subject}: {finding.problem}{ending}"
