"""All tags at once: which there are, and giving one another name or none."""

from __future__ import annotations

from typing import Annotated

import typer

from tui.cli.columns import table
from tui.cli.desk import desk
from tui.cli.framework import new_app
from tui.cli.output import emit_json
from tui.cli.receipts import ReportAs, ShowAs, tell
from tui.cli.tag import complete_tag

app = new_app()

TagName = Annotated[str, typer.Argument(metavar="TAG", autocompletion=complete_tag, show_default=False)]
NewName = Annotated[str, typer.Argument(metavar="NEW", show_default=False)]


@app.callback(invoke_without_command=True)
def tags(context: typer.Context, show: ShowAs = "text") -> None:
    """List the tags; rename or delete one."""
    if context.invoked_subcommand is not None:
        return
    with desk(context).reader() as reader:
        counts = reader.tags()
    if show == "json":
        emit_json([count.as_dict() for count in counts])
    else:
        table([(count.name, str(count.papers)) for count in counts], heading=("TAG", "PAPERS"), elastic=0)


@app.command("rename")
def rename(context: typer.Context, old: TagName, new: NewName, report: ReportAs = "text") -> None:
    """Give a tag another name; if there is one of that name already, the two become one."""
    with desk(context).library() as library:
        receipt = library.rename_tag(old.removeprefix("#"), new.removeprefix("#"))
    tell(receipt, report)


@app.command("delete")
def delete(context: typer.Context, tag: TagName, report: ReportAs = "text") -> None:
    """Take a tag off every paper."""
    with desk(context).library() as library:
        receipt = library.delete_tag(tag.removeprefix("#"))
    tell(receipt, report)
