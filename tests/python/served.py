"""A program of the house that serves."""

import os
import re
import subprocess


class Served:
    """A running program, and the addresses that it says."""

    def __init__(self, *command, log=subprocess.DEVNULL, **environment):
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE,
                                        stderr=log, text=True,
                                        env={**os.environ, **environment})

    def line_with(self, pattern):
        """What the pattern's group is in the first line that has it."""
        for line in self.process.stdout:
            found = re.search(pattern, line)
            if found:
                return found.group(1)
        raise SystemExit(f"no line with {pattern}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
