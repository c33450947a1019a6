"""What can be done in the dialogues: tags, import, a name to be typed, and the pages of the guide."""

from __future__ import annotations

from tui.commands.base import Group, Place, ScreenCommand


class TagsCommand(ScreenCommand):
    """A key of the tags editor."""

    group = Group.WRITE
    places = frozenset({Place.TAGS})
    palette = False


class TagsKeep(TagsCommand):
    """Put the tags as chosen on the papers."""

    id = "tags-keep"
    keys = ("ctrl+s",)
    help = "Keep the tags as chosen"
    label = "keep"
    rank = 2


class TagsToggle(TagsCommand):
    """The tag under the cursor, or the one typed; keeps the tags when nothing was typed."""

    id = "tags-toggle"
    keys = ("enter",)
    help = "Add or remove the tag; with nothing typed, keep the tags as chosen"
    label = "add or remove"
    rank = 1


class TagsLeave(TagsCommand):
    """Leave the papers as they were."""

    id = "tags-leave"
    keys = ("escape",)
    help = "Leave the tags as they were"
    label = "cancel"
    rank = 3


class TagsDown(TagsCommand):
    """The next tag."""

    id = "tags-down"
    keys = ("down", "ctrl+n")
    help = "Next tag"


class TagsUp(TagsCommand):
    """The tag before."""

    id = "tags-up"
    keys = ("up", "ctrl+p")
    help = "Previous tag"


class TagsComplete(TagsCommand):
    """The tag under the cursor into the line."""

    id = "tags-complete"
    keys = ("tab",)
    help = "Complete what is typed"


class ImportCommand(ScreenCommand):
    """A key of the import screen."""

    group = Group.LIBRARY
    places = frozenset({Place.IMPORT})
    palette = False


class ImportStart(ImportCommand):
    """Look at what the line names; once looked at, import it."""

    id = "import-start"
    keys = ("enter",)
    help = "Look at the file or folder; then import it"
    label = "look, import"
    rank = 1


class ImportLeave(ImportCommand):
    """Stop what is running, go back to choosing, or leave."""

    id = "import-leave"
    keys = ("escape",)
    help = "Stop; go back to choosing; leave"
    label = "stop, back"
    rank = 2


class ImportComplete(ImportCommand):
    """The path, as far as it is clear."""

    id = "import-complete"
    keys = ("tab",)
    help = "Complete the path"
    label = "complete"
    rank = 3


class ImportDown(ImportCommand):
    """The next file."""

    id = "import-down"
    keys = ("down", "ctrl+n")
    help = "Next file"


class ImportUp(ImportCommand):
    """The file before."""

    id = "import-up"
    keys = ("up", "ctrl+p")
    help = "Previous file"


class PromptKeep(ScreenCommand):
    """Take what was typed."""

    id = "prompt-keep"
    keys = ("enter",)
    help = "Take what was typed"
    label = "keep"
    rank = 1
    group = Group.LIBRARY
    places = frozenset({Place.PROMPT})
    palette = False


class PromptLeave(ScreenCommand):
    """Leave things as they were."""

    id = "prompt-leave"
    keys = ("escape",)
    help = "Leave things as they were"
    label = "cancel"
    rank = 2
    group = Group.LIBRARY
    places = frozenset({Place.PROMPT})
    palette = False


class PageCommand(ScreenCommand):
    """A key of the help."""

    group = Group.MOVE
    places = frozenset({Place.PAGE})
    palette = False


class PageNext(PageCommand):
    """Through the pages of the help."""

    id = "page-next"
    keys = ("tab", "l", "right")
    arrows = ("tab", "right")
    help = "Next page of the guide"
    label = "next page"
    rank = 1


class PagePrevious(PageCommand):
    """The page before."""

    id = "page-previous"
    keys = ("shift+tab", "h", "left")
    arrows = ("shift+tab", "left")
    help = "Previous page of the guide"


COMMANDS = (
    TagsKeep, TagsToggle, TagsLeave, TagsDown, TagsUp, TagsComplete,
    ImportStart, ImportLeave, ImportComplete, ImportDown, ImportUp,
    PromptKeep, PromptLeave, PageNext, PagePrevious,
)  # fmt: skip
