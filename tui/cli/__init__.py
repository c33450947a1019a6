"""The command line: one file a command, loaded when it is asked for.

stdout is data and stderr is words, so every command works in a pipe. The commands only parse,
ask a library, and hand the answer to :mod:`tui.cli.output`.
"""
