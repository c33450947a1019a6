"""The benchmark: figures beside floors measured in the same run. ``python -m tests.bench --help``."""
