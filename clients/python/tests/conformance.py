"""Runs the installed client against a real daemon.

usage: conformance.py BINARIES [NAME ...]

NAMEs are those of modules, cases or tests, as unittest takes them; all without.
"""

import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from world import WORLD  # noqa: E402 - it lies beside this program

MODULES = ["connections", "files", "refusals", "repeats", "running_jobs", "every_method", "readme"]


def main(binaries: str, *names: str) -> int:
    WORLD.program = pathlib.Path(binaries).resolve() / "controld"
    # It takes a minute; most tests need no contact centre, and run meanwhile.
    _ = WORLD.applying
    suite = unittest.defaultTestLoader.loadTestsFromNames(names or MODULES)
    return 0 if unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful() else 1


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
