"""The entrance to the program, kept so small that ``carrel --version`` costs what Python itself costs.

Everything else is one import away. An interrupt is caught out here, so that Ctrl+C while Python is
still loading is as quiet as Ctrl+C later.
"""

import sys

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""Loading modules makes hundreds of thousands of objects that stay: looking through them every 700, as
Python does, takes a tenth of the start."""


def main() -> int:
    """Run the program on the arguments it was started with, and give its exit code."""
    arguments = sys.argv[1:]
    try:
        if arguments == ["--version"]:
            from tui.version import VERSION

            print(f"carrel {VERSION}")
            return 0
        import gc

        gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
        from tui.cli.run import run

        return run(arguments)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
