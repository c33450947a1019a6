"""How a command says that it cannot go on, from any depth, without knowing how words reach people."""

from __future__ import annotations

from tui.cli.exits import FAILED


class Stop(Exception):
    """A command cannot do what was asked: ``str()`` says why, ``code`` is what it exits with."""

    def __init__(self, words: str, code: int = FAILED) -> None:
        super().__init__(words)
        self.code = code


class PipeClosed(Exception):
    """Whoever reads our output has seen enough (``| head``). Not an error, and not an ``OSError``."""
