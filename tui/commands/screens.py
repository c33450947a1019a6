"""Going to other screens, what can be done on each, and how the app looks."""

from __future__ import annotations

from tui.commands.base import PAPERS, SCROLLED, Context, Group, Place, ScreenCommand


class Palette(ScreenCommand):
    """Every command by name."""

    id = "palette"
    keys = (":", "ctrl+p")
    help = "Find a command by its name"
    label = "commands"
    rank = 20
    group = Group.LIBRARY
    places = PAPERS
    palette = False


class Help(ScreenCommand):
    """The keys that are live here, and the guide."""

    id = "help"
    keys = ("?", "f1")
    help = "Keys and guide"
    label = "help"
    rank = 3
    group = Group.LIBRARY
    places = SCROLLED - {Place.PAGE}


class HelpWhileTyping(ScreenCommand):
    """The same where ``?`` is text."""

    id = "help-typing"
    keys = ("f1",)
    help = "Keys and guide"
    group = Group.LIBRARY
    places = frozenset({Place.FILTER, Place.ANNOTATE, Place.PASSAGE, Place.TAGS, Place.IMPORT})
    palette = False


class Import(ScreenCommand):
    """Take in papers from a file or folder."""

    id = "import"
    keys = ("I",)
    help = "Import papers from a file or folder"
    label = "import"
    rank = 10
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE, Place.WELCOME})


class History(ScreenCommand):
    """What happened to the library."""

    id = "history"
    keys = ("H",)
    help = "What happened, and what was undone"
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE})


class LoadStarter(ScreenCommand):
    """The list that comes with Carrel."""

    id = "import-starter"
    help = "Import the starter list that comes with Carrel"
    group = Group.LIBRARY
    places = frozenset({Place.BROWSE, Place.WELCOME})


class ToggleTheme(ScreenCommand):
    """Light or dark."""

    id = "theme"
    keys = ("T",)
    help = "Switch between the light and the dark theme"
    group = Group.LOOK
    places = SCROLLED


class Suspend(ScreenCommand):
    """Back to the shell for a while; in the note editor the key takes back what was typed."""

    id = "suspend"
    keys = ("ctrl+z",)
    help = "Go to the shell; fg comes back"
    group = Group.LOOK
    places = frozenset(Place) - {Place.ANNOTATE, Place.PASSAGE, Place.ELSEWHERE}


class ToggleSidebar(ScreenCommand):
    """More room, or the counts."""

    id = "sidebar"
    keys = ("b",)
    help = "Show or hide the sidebar"
    group = Group.LOOK
    places = frozenset({Place.BROWSE})


class TogglePreview(ToggleSidebar):
    """More rows, or the text of one."""

    id = "preview"
    keys = ("p",)
    help = "Show or hide the preview"


class WritingCommand(ScreenCommand):
    """A key of the annotate screen."""

    group = Group.WRITE
    places = frozenset({Place.ANNOTATE, Place.PASSAGE})
    palette = False


class SaveNote(WritingCommand):
    """Put the note into the library."""

    id = "note-save"
    keys = ("ctrl+s",)
    help = "Save the note"
    label = "save"
    rank = 1


class LeaveNote(WritingCommand):
    """Leave; what is not saved is kept as a draft."""

    id = "note-leave"
    keys = ("escape",)
    help = "Leave; what is not saved is kept as a draft"
    label = "leave"
    rank = 2


class EditElsewhere(WritingCommand):
    """The note in the reader's own editor."""

    id = "note-editor"
    keys = ("ctrl+g",)
    help = "Open the note in $VISUAL or $EDITOR"
    label = "editor"
    rank = 3


class SwitchPane(WritingCommand):
    """Between the note and the abstract."""

    id = "note-pane"
    keys = ("f6", "ctrl+o")
    help = "Go to the abstract to quote from it, and back"
    label = "abstract"
    rank = 4


class NoteNext(WritingCommand):
    """Through the notes of the paper."""

    id = "note-next"
    keys = ("ctrl+n",)
    help = "The next note of this paper, and a new one after the last"
    label = "next note"
    rank = 5


class NotePreview(WritingCommand):
    """The note as it will look."""

    id = "note-preview"
    keys = ("ctrl+p",)
    help = "Show or hide how the note will look"
    label = "preview"
    rank = 6


class NoteDelete(WritingCommand):
    """Throw the note away; undo brings it back."""

    id = "note-delete"
    keys = ("f8",)
    help = "Delete this note (undo brings it back)"

    @classmethod
    def applies(cls, context: Context) -> bool:
        """Whether it would do anything."""
        return context.writing


class PassageCommand(WritingCommand):
    """A key of the abstract beside the note."""

    places = frozenset({Place.PASSAGE})


class PassageMark(PassageCommand):
    """Begin a passage."""

    id = "passage-mark"
    keys = ("v", "space")
    help = "In the abstract: begin to select a passage, then move"
    label = "select"
    rank = 1


class PassageTake(PassageCommand):
    """Quote it."""

    id = "passage-take"
    keys = ("enter",)
    help = "In the abstract: quote the selected passage"
    label = "quote"
    rank = 2


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
    """Import what the line names, or look into the folder."""

    id = "import-start"
    keys = ("enter",)
    help = "Import the file or folder"
    label = "import"
    rank = 1


class ImportLeave(ImportCommand):
    """Stop a running import, or leave."""

    id = "import-leave"
    keys = ("escape",)
    help = "Stop a running import; otherwise leave"
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
    Palette, Help, HelpWhileTyping, Import, History, LoadStarter, ToggleTheme, Suspend,
    ToggleSidebar, TogglePreview,
    SaveNote, LeaveNote, EditElsewhere, SwitchPane, NoteNext, NotePreview, NoteDelete,
    PassageMark, PassageTake,
    TagsKeep, TagsToggle, TagsLeave, TagsDown, TagsUp, TagsComplete,
    ImportStart, ImportLeave, ImportComplete, ImportDown, ImportUp,
    PromptKeep, PromptLeave, PageNext, PagePrevious,
)  # fmt: skip
