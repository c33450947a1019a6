"""A folder of notes in Markdown: written out for other programs, and taken back with what was edited there.

The folder belongs to the person. Only pages that Carrel wrote are ever written again, wherever in it
they were moved to, and none that holds an edit which the library does not know yet.
"""
