"""Runs Terraform on the simulator: a client and configurations that nobody here wrote.

usage: peer.py BINARIES PEER [CASE ...]

BINARIES is the folder of aws-sim, PEER that of run_terraform.py, whose cases are played and our own in
../terraform. Each case, by default all of CASES, gets a simulator of its own and must apply, plan without changes, change one attribute and destroy;
after that nothing may be left but what AWS itself puts there.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from served import Served

# Terraform waits out a throttle by itself, so one case has the documented rates.
CASES = {"full": "none", "s10": "documented", "share": "none", "wide": "none"}
OURS = pathlib.Path(__file__).resolve().parent.parent / "terraform"
# The peer plays our configurations as its own.
PLAYER = """
import pathlib, sys, run_terraform
for folder in pathlib.Path(sys.argv.pop(1)).iterdir():
    run_terraform.CASES[folder.name] = (str(folder), {}, {"changed": "true"})
run_terraform.main()
"""


def is_kept(thing):
    """AWS made it, keeps it for the days that it gives people to think again, or lets it run out."""
    gone = thing.get("deletion") or thing.get("status") == "DELETED" or ":assumed-role/" in thing["arn"]
    return thing.get("built_in") or thing.get("managed") or gone


def leftovers(value, path="world"):
    """Where things with an ARN are that somebody made."""
    if isinstance(value, dict):
        if str(value.get("arn", "")).startswith("arn:") and not is_kept(value):
            yield f"{path}: {value['arn']}"
        for name, member in value.items():
            yield from leftovers(member, f"{path}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from leftovers(item, path)


def play(binaries, peer, case, rate):
    """One case from nothing to nothing; 0 if all went well."""
    with tempfile.TemporaryDirectory() as work, Served(
            binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--quotas", "none",
            "--settle", "fast", "--rate", rate) as simulator:
        endpoint = simulator.line_with(r"(http://[0-9.:]+)")
        ran = subprocess.run([sys.executable, "-c", PLAYER, OURS, "--endpoint", endpoint,
                              "--case", case, "--work", work], stdout=subprocess.PIPE, text=True,
                             check=False, env={**os.environ, "PYTHONPATH": str(peer)})
        for row in map(json.loads, ran.stdout.splitlines()):
            print(f"{case} {row['phase']}: exit {row['rc']}, {row['calls']} calls, "
                  f"{row['throttled']} refused", flush=True)
        if ran.returncode:
            show_errors(pathlib.Path(work) / f"terraform-{case}")
            return ran.returncode
        with urllib.request.urlopen(f"{endpoint}/_sim/state") as answer:
            left = list(leftovers(json.load(answer)["world"]))
        print("\n".join(f"{case}: left {thing}" for thing in left), end="\n" if left else "")
        return 1 if left else 0


def show_errors(folder):
    """What Terraform complained about."""
    for log in sorted(folder.glob("*.log")):
        lines = log.read_text().splitlines()
        for number, line in enumerate(lines):
            if line.startswith("Error: "):
                print("\n".join(lines[number:number + 6]), flush=True)


def main(binaries, peer, *cases):
    binaries, peer = pathlib.Path(binaries).resolve(), pathlib.Path(peer).resolve()
    wanted = {case: CASES.get(case, "none") for case in cases} or CASES
    return max(play(binaries, peer, case, rate) for case, rate in wanted.items())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
