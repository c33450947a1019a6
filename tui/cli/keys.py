"""The keys of the app, as they are under the present settings."""

from __future__ import annotations

from itertools import groupby

from tui.cli.columns import align, heading, table
from tui.cli.framework import new_app
from tui.cli.output import emit, emit_json, plainly, say
from tui.cli.receipts import ShowAs
from tui.cli.settings import settings

app = new_app()


@app.command("keys")
def keys(show: ShowAs = "text") -> None:
    """List the keys of the app and the commands they belong to."""
    from tui.keymap import Keymap

    chosen = settings()
    keymap = Keymap(chosen.keys_preset, chosen.keys)
    for complaint in keymap.complaints:
        say(f"carrel: {complaint}")
    rows = keymap.table()
    if show == "json":
        emit_json([dict(zip(("group", "keys", "command", "help"), row, strict=True)) for row in rows])
        return
    if plainly():
        table([(keys, name, words) for _, keys, name, words in keymap.table(spelt=True)])
        return
    _show(rows)


def _show(rows: list[tuple[str, str, str, str]]) -> None:
    lines = zip(rows, align([row[1:] for row in rows]), strict=True)
    for number, (group, members) in enumerate(groupby(lines, key=lambda line: line[0][0])):
        if number:
            emit()
        heading(group)
        for _, line in members:
            emit(f"  {line}")
