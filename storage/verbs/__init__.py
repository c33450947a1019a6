"""What a reader does to a library, one module for each kind of thing it is done to.

Every verb is one transaction and one row of the journal. It is handed ids, does its work through a
:class:`~storage.journal.Change`, and answers with a :class:`~storage.reports.Receipt`.
:class:`storage.Library` is all of them together.
"""
