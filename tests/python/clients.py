"""Checks that boto3 and the AWS CLI work as they are: waiters, paginators, commands.

usage: clients.py BINARIES      (the folder of aws-sim)

Three programs at once, each with a simulator of its own: pages.py, waits.py and command.py. Run it with
a Python that has the pinned clients.
"""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = ["pages.py", "waits.py", "command.py"]


def main(binaries):
    running = [subprocess.Popen([sys.executable, HERE / name, binaries], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for name in PROGRAMS]
    status = 0
    for name, program in zip(PROGRAMS, running):
        said, _ = program.communicate()
        print(f"{name}\n{said}", flush=True)
        status = status or program.returncode
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
