"""The room that people and scripts meet: the command line, the app, settings and words.

Nothing is imported here, because ``carrel --version`` and shell completion pass through it.
"""
