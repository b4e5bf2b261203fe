"""Checks the simulator with clients and models that nobody here wrote.

usage: foreign.py BINARIES [CONFORMANCE]

BINARIES is the folder of aws-sim, controld and connectctl. The full sample is applied through the
daemon and read back with boto3 and the AWS CLI (seen.py), which then work on a simulator alone
(clients.py, chain.py). A share is read with boto3 (rows.py), and lives on a server of others
(stranger.py), as budgets and cost do (moto_costs.py). boto3 puts files of agents where daemons watch
(arrivals.py), and sees what an auditor sees (governance.py). The pipelines of
examples/ci are run (pipelines.py). What the daemon tells of an apply is collected (telemetry.py).
CONFORMANCE, where given, is the folder of check_shapes.py and its scenarios, for shapes.py and
constraints.py. Installs what it needs into an environment of its own beside BINARIES.
"""

import pathlib
import subprocess
import sys
import tempfile

from served import Served
from with_clients import environment

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parent.parent / "examples" / "full-contact-center" / "center.yaml"


def see_the_sample(python, binaries):
    """The full sample, applied through the daemon and read back by strangers."""
    free = "127.0.0.1:0"
    with tempfile.TemporaryDirectory() as data, Served(
            binaries / "controld", "serve", "--local", "--data-dir", data, "--listen", free,
            "--http-listen", free, "--sim-listen", free) as daemon:
        grpc = daemon.line_with(r"gRPC on ([0-9.:]+)")
        sim = daemon.line_with(r"AWS on (http://[0-9.:]+)")
        connectctl = [binaries / "connectctl", "--endpoint", f"http://{grpc}", "--target", "local"]
        subprocess.run([*connectctl, "apply", "-f", EXAMPLE], check=True)
        again = subprocess.run([*connectctl, "plan", "-f", EXAMPLE, "--detailed-exitcode"], check=False)
        if again.returncode:
            return again.returncode
        return subprocess.run([python, HERE / "seen.py", sim, EXAMPLE], check=False).returncode


def main(binaries, conformance=None):
    binaries = pathlib.Path(binaries).resolve()
    python = environment(binaries / "foreign-clients")
    status = see_the_sample(python, binaries)
    programs = ("clients.py", "chain.py", "rows.py", "stranger.py", "moto_costs.py", "arrivals.py",
                "governance.py", "pipelines.py", "telemetry.py")
    for program in programs:
        ran = subprocess.run([python, HERE / program, binaries], check=False)
        status = status or ran.returncode
    for check in ("shapes.py", "constraints.py") if conformance else ():
        checked = subprocess.run([python, HERE / check, binaries, conformance], check=False)
        status = status or checked.returncode
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
