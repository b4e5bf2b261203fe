"""Leaves Terraform: what it made is taken over, and it forgets all of that without destroying any.

usage: leaving.py BINARIES PEER

BINARIES is the folder of aws-sim, controld and connectctl; PEER is the folder of run_terraform.py, whose
case `full` Terraform applies. The spec imported from its state must create, change and delete nothing, and
Terraform, left with removed.tf alone, must have nothing to destroy and then nothing at all.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from daemon import Daemon, check
from served import Served
from terraform import Terraform

CASE = "full"
ACCOUNT = "123456789012"
REGION = "eu-west-2"

PROVIDER = """
terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "5.100.0" }
  }
}

provider "aws" {
  region                      = "%(region)s"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  endpoints {
    connect = "%(endpoint)s"
    sts     = "%(endpoint)s"
  }
}
"""


def calls(endpoint):
    """How often each operation was called since the last time."""
    with urllib.request.urlopen(f"{endpoint}/_sim/calls") as answer:
        made = json.load(answer)
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/_sim/reset?what=calls", data=b"")).close()
    return made


def imported(binaries, state, center):
    """The spec that Terraform's state becomes, and what is said of it."""
    command = [binaries / "connectctl", "import", "terraform", state, "-o", center, "--output", "json"]
    ran = subprocess.run(command, text=True, check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(ran.returncode == 0, f"connectctl import terraform\n{ran.stdout}{ran.stderr}")
    report = json.loads(ran.stdout)
    check(not report["findings"], f"the spec has findings: {report['findings']}")
    check(not report["left"], f"something was left: {report['left']}")
    return report


def take_over(binaries, endpoint, center, work):
    """The daemon plans and applies the imported spec; nothing may be made, changed or removed."""
    target = {"name": "peer", "account": ACCOUNT, "region": REGION, "endpoint": endpoint}
    with Daemon(binaries, work, [target], key="test") as daemon:
        spec = ("--target", "peer", "-f", center / "center.yaml")
        plan = daemon.answer("plan", *spec)["plan"]
        counts = plan["counts"]
        check(not any(counts.get(kind) for kind in ("creates", "updates", "deletes")), plan["text"])
        daemon.answer("apply", *spec)
        again = daemon.answer("plan", *spec, "--detailed-exitcode")["plan"]
        check(not again.get("steps"), again["text"])
        return counts


def forget(peer, folder, state, center, endpoint):
    """Terraform forgets all that its state manages. Answers how much that was."""
    folder.mkdir()
    (folder / "terraform.tfstate").write_bytes(state.read_bytes())
    (folder / "provider.tf").write_text(PROVIDER % {"region": REGION, "endpoint": endpoint})
    (folder / "removed.tf").write_text((center / "removed.tf").read_text())
    terraform = Terraform(folder, peer)
    planned = {address: change["actions"] for address, change in terraform.planned().items()}
    check(all(actions == ["forget"] for actions in planned.values()), f"Terraform would do more: {planned}")
    calls(endpoint)
    terraform.run("apply", "-no-color", "planned")
    verbs = ("Delete", "Disassociate", "Release")
    writes = [name for name in calls(endpoint) if any(verb in name for verb in verbs)]
    check(not writes and not terraform.managed(), f"Terraform kept {terraform.managed()}, called {writes}")
    return len(planned)


def main(binaries, peer):
    binaries, peer = pathlib.Path(binaries).resolve(), pathlib.Path(peer).resolve()
    with tempfile.TemporaryDirectory() as folder, Served(
            binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--quotas", "none", "--settle", "fast",
            "--rate", "none") as sim:
        work, endpoint = pathlib.Path(folder), sim.line_with(r"(http://[0-9.:]+)")
        subprocess.run([sys.executable, peer / "run_terraform.py", "--endpoint", endpoint, "--case", CASE,
                        "--work", work, "--phases", "apply"], check=True, stdout=subprocess.DEVNULL)
        state, center = work / f"terraform-{CASE}" / "terraform.tfstate", work / "center"
        report = imported(binaries, state, center)
        counts = take_over(binaries, endpoint, center, work)
        forgotten = forget(peer, work / "leaving", state, center, endpoint)
    print(f"left Terraform: {len(report['taken'])} taken over, "
          f"{counts.get('unchanged', 0)} unchanged; {forgotten} forgotten, 0 destroyed")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
