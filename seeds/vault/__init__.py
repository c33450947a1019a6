"""Notes as a folder of Markdown files: one page a paper, to read and edit in any editor.

A page begins with front matter in YAML, as Obsidian and most static site generators read it. Each
note stands between two comments that a Markdown reader does not show; the first says which note
it is and what it said when it was written, so that reading the page back can tell an edit here
from an edit there. Whatever stands outside of the comments is a new note.
"""
