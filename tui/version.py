"""The version as a constant: asking the installed metadata for it would cost more than Python's start."""

VERSION = "0.1.0"
