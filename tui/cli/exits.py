"""The exit codes scripts rely on. They are part of the contract: a number never changes its meaning."""

DONE = 0
FAILED = 1
WRONG_USE = 2
"""Also hints about a query, under ``--strict`` and wherever papers are about to be changed."""
NO_SUCH_PAPER = 3
PARTLY_REJECTED = 4
"""Something in the input was rejected; the rest was taken."""
LIBRARY_UNUSABLE = 5
"""Missing, locked, damaged, or written by a newer Carrel."""
INTERRUPTED = 130
TERMINATED = 143
