"""Emptying the trash in the app: a question, and then a number to type, because nothing brings it back."""

from __future__ import annotations

from tui.screens.base import CarrelScreen
from tui.screens.dialogue import Menu, Option, Prompt


def ask(screen: CarrelScreen) -> None:
    """Empty the trash if the reader says so twice."""
    reader = screen.carrel.reader
    papers = reader.count("is:trashed") if reader else 0
    if not papers:
        return
    counted = "1 paper" if papers == 1 else f"{papers:,} papers"

    def chosen(what: str | None) -> None:
        if what:
            screen.app.push_screen(Prompt(f"Type {papers} to delete {counted} for good"), typed)

    def typed(number: str | None) -> None:
        if number == str(papers):
            screen.change(lambda library: library.empty_trash(papers), say=True)
        else:
            screen.say("Nothing was deleted")

    options = (
        Option("", f"Keep {counted} in the trash", sign="›"),
        Option("delete", f"Delete {counted} for good", "with their notes"),
    )
    screen.app.push_screen(Menu("Empty the trash? Nothing done before can be undone then.", options), chosen)
