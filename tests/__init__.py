"""Tests, benches and proofs."""

import os

# A backup in the background would go on in folders that are cleared away, and on cores that are measured.
os.environ.setdefault("CARREL_BACKUPS", "off")
