"""Runs Terraform on the simulator: a client and configurations that nobody here wrote.

usage: peer.py AWS PEER [CASE ...] [--output json] [--phases PHASES] [--state FILE]

AWS is the folder of aws-sim, or the address of one that serves already; PEER is the folder of
run_terraform.py, whose cases are played and our own in ../terraform. Each case, by default all of CASES,
gets a simulator of its own where AWS is a folder, and must apply, plan without changes, change one
attribute and destroy; after that nothing may be left but what AWS itself puts there.

PHASES are some of those four, with commas between them. FILE gets what Terraform knows after the first.

For programs: one object for each phase, as run_terraform.py prints it, and one for the end of the case
with `rc`, `left` (what somebody made and is still there), `errors` and `tainted` (in Terraform's state).
"""

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.request

from served import Served

# Terraform waits out a throttle by itself, so one case has the documented rates.
CASES = {"full": "none", "s10": "documented", "share": "none", "wide": "none"}
# One asks for a quota, so it has quotas.
QUOTAS = {"wide": "documented"}
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


@contextlib.contextmanager
def simulator(aws, case):
    """The address of a simulator for the case."""
    if aws.startswith("http://"):
        yield aws
        return
    binary = pathlib.Path(aws).resolve() / "aws-sim"
    with Served(binary, "serve", "--listen", "127.0.0.1:0", "--quotas", QUOTAS.get(case, "none"),
                "--settle", "fast", "--rate", CASES.get(case, "none")) as served:
        yield served.line_with(r"(http://[0-9.:]+)")


def play(endpoint, peer, case, say, asked):
    """One case from nothing to nothing; 0 if all went well."""
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work) / f"terraform-{case}"
        command = [sys.executable, "-c", PLAYER, OURS, "--endpoint", endpoint, "--case", case,
                   "--work", work, *(["--phases", asked.phases] if asked.phases else [])]
        found = {**os.environ, "PYTHONPATH": str(peer)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=found) as terraform:
            for number, line in enumerate(terraform.stdout):
                # No plan that comes next writes to the state.
                if asked.state and number == 0:
                    shutil.copy(folder / "terraform.tfstate", asked.state)
                say(json.loads(line))
        with urllib.request.urlopen(f"{endpoint}/_sim/state") as answer:
            left = list(leftovers(json.load(answer)["world"]))
        say({"case": case, "rc": terraform.returncode, "left": left, "errors": list(errors(folder)),
             "tainted": list(tainted(folder))})
        return terraform.returncode or int(bool(left))


def errors(folder):
    """What Terraform complained about, each with a few lines of context."""
    for log in sorted(folder.glob("*.log")):
        lines = log.read_text().splitlines()
        for number, line in enumerate(lines):
            if line.startswith("Error: "):
                yield "\n".join(lines[number:number + 6])


def tainted(folder):
    """What Terraform has made and will make again, since it could not read it back."""
    state = folder / "terraform.tfstate"
    resources = json.loads(state.read_text())["resources"] if state.exists() else []
    for resource in resources:
        for instance in resource["instances"]:
            if instance.get("status") == "tainted":
                index = f"[{instance['index_key']}]" if "index_key" in instance else ""
                yield f"{resource['type']}.{resource['name']}{index}"


def tell(row):
    """A row for people."""
    case = row["case"]
    if "phase" in row:
        print(f"{case} {row['phase']}: exit {row['rc']}, {row['calls']} calls, "
              f"{row['throttled']} refused", flush=True)
    else:
        # What is left after a failure is what was made before it.
        for line in row["errors"] if row["rc"] else [f"{case}: left {thing}" for thing in row["left"]]:
            print(line, flush=True)


def tell_programs(row):
    """A row for programs."""
    print(json.dumps(row), flush=True)


def main():
    words = argparse.ArgumentParser(usage=__doc__.partition("usage: ")[2].partition("\n")[0])
    words.add_argument("aws")
    words.add_argument("peer", type=pathlib.Path)
    words.add_argument("cases", nargs="*", default=list(CASES))
    words.add_argument("--output", choices=["text", "json"], default="text")
    words.add_argument("--phases")
    words.add_argument("--state")
    asked = words.parse_args()
    say = tell_programs if asked.output == "json" else tell
    status = 0
    for case in asked.cases:
        with simulator(asked.aws, case) as endpoint:
            status = max(status, play(endpoint, asked.peer.resolve(), case, say, asked))
    return status


if __name__ == "__main__":
    sys.exit(main())
