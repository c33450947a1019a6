"""What can be done where a note is written, and where the passage it is about is picked."""

from __future__ import annotations

from tui.commands.base import Context, Group, Place, ScreenCommand


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


COMMANDS = (
    SaveNote, LeaveNote, EditElsewhere, SwitchPane, NoteNext, NotePreview, NoteDelete,
    PassageMark, PassageTake,
)  # fmt: skip
