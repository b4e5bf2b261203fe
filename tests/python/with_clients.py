"""Runs one of these programs by a Python that has the pinned clients.

usage: with_clients.py BINARIES PROGRAM [WORD ...]

What it needs is installed once, into an environment of its own beside BINARIES.
"""

import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent


def environment(folder):
    """A Python with the pinned clients; made once."""
    python = folder / "bin" / "python"
    # Its programs name their interpreter by its path: one that was moved is made anew.
    wanted = f"# {folder}\n{(HERE / 'requirements.txt').read_text()}"
    mark = folder / "installed.txt"
    if not mark.exists() or mark.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement",
                        HERE / "requirements.txt"], check=True)
        mark.write_text(wanted)
    return python


def main(binaries, program, *words):
    python = environment(pathlib.Path(binaries).resolve() / "foreign-clients")
    return subprocess.run([python, HERE / program, *words], check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
