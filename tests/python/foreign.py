"""Checks the simulator with clients and models that nobody here wrote.

usage: foreign.py BINARIES [CONFORMANCE]

BINARIES is the folder of aws-sim, controld and connectctl. The full sample is applied through the
daemon and read back with boto3 and the AWS CLI (seen.py). CONFORMANCE, where given, is the folder of
check_shapes.py and its scenarios: every raw answer of the simulator is checked with the published
models. Installs what it needs into an environment of its own beside BINARIES.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile
import venv

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLE = HERE.parent.parent / "examples" / "full-contact-center" / "center.yaml"
# Steps of our own, in the form of check_shapes.py.
SCENARIOS = HERE.parent / "conformance"
SERVICES = ["connect"]
# So many operations of a service have to be answered with a clean 2xx.
CLEAN_MIN = {"connect": 260}
# The scenarios do not wait until an instance is active, or gone: each call takes this long instead,
# and things settle in less.
LATENCY_MS = "60"


def environment(folder):
    """A Python with the pinned clients; made once."""
    python = folder / "bin" / "python"
    wanted = (HERE / "requirements.txt").read_text()
    mark = folder / "installed.txt"
    if not mark.exists() or mark.read_text() != wanted:
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--requirement",
                        HERE / "requirements.txt"], check=True)
        mark.write_text(wanted)
    return python


class Served:
    """A program that serves, and the addresses that it says."""

    def __init__(self, *command):
        self.process = subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)

    def line_with(self, pattern):
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


def check_scenario(python, binaries, conformance, service, scenario):
    """The operations with a clean 2xx, and the status; each scenario has a simulator to itself."""
    with Served(binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--rate", "none",
                "--settle", "fast", "--latency-ms", LATENCY_MS) as simulator:
        endpoint = simulator.line_with(r"(http://[0-9.:]+)")
        checked = subprocess.run([python, conformance / "check_shapes.py", "scenario", service, scenario,
                                  "--endpoint", endpoint, "--json"],
                                 check=False, stdout=subprocess.PIPE, text=True)
    report = json.loads(checked.stdout or '{"clean": [], "findings": [], "steps": 0}')
    print(f"scenario {scenario.name}: {report['steps']} steps, "
          f"{len(report['clean'])} operations with a clean 2xx", flush=True)
    for finding in report["findings"]:
        print("  {level} {kind} {where} {detail}".format(**finding), flush=True)
    return set(report["clean"]), checked.returncode


def check_shapes(python, binaries, conformance):
    """Every raw answer against the published models."""
    status = 0
    for service in SERVICES:
        scenarios = [conformance / "scenarios" / f"{service}.json",
                     *sorted(SCENARIOS.glob(f"{service}-*.json"))]
        clean = set()
        for scenario in scenarios:
            answered, failed = check_scenario(python, binaries, conformance, service, scenario)
            clean |= answered
            status = status or failed
        print(f"{service}: {len(clean)} operations with a clean 2xx", flush=True)
        status = status or int(len(clean) < CLEAN_MIN[service])
    return status


def main(binaries, conformance=None):
    binaries = pathlib.Path(binaries).resolve()
    python = environment(binaries / "foreign-clients")
    status = see_the_sample(python, binaries)
    if conformance:
        status = check_shapes(python, binaries, pathlib.Path(conformance).resolve()) or status
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
