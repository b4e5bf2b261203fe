"""Leaves Terraform: what it made is taken over, and it forgets all of that without destroying any.

usage: leaving.py BINARIES PEER

BINARIES is the folder of aws-sim, controld and connectctl; PEER is the folder of run_terraform.py, whose
case `full` Terraform applies. The spec imported from its state must create, change and delete nothing, and
Terraform, left with removed.tf alone, must have nothing to destroy and then nothing at all.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.request

from served import Served

CASE = "full"
ACCOUNT = "123456789012"
REGION = "eu-west-2"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_CONFIG_FILE": "/dev/null"}

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


class Terraform:
    """A configuration that holds the state and nothing else."""

    def __init__(self, folder, state, endpoint, mirror):
        self.folder = folder
        folder.mkdir()
        (folder / "terraform.tfstate").write_bytes(state.read_bytes())
        (folder / "provider.tf").write_text(PROVIDER % {"region": REGION, "endpoint": endpoint})
        (folder / ".tfrc").touch()
        self.mirror = [f"-plugin-dir={mirror}"] if mirror else []

    def run(self, *words):
        """One command; its output is shown where it fails."""
        found = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1",
                 "TF_CLI_CONFIG_FILE": str(self.folder / ".tfrc")}
        ran = subprocess.run(["terraform", *words], cwd=self.folder, env=found, text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if ran.returncode:
            raise SystemExit(f"terraform {' '.join(words)}\n{ran.stdout}")
        return ran.stdout

    def planned(self):
        """What would be done to each resource."""
        self.run("init", *self.mirror, "-no-color")
        self.run("plan", "-out=leaving", "-no-color")
        plan = json.loads(self.run("show", "-json", "leaving"))
        return {change["address"]: change["change"]["actions"] for change in plan["resource_changes"]}

    def managed(self):
        """What the state still manages."""
        state = json.loads((self.folder / "terraform.tfstate").read_text())
        return [resource["type"] for resource in state["resources"] if resource["mode"] == "managed"]


def calls(endpoint):
    """How often each operation was called since the last time."""
    with urllib.request.urlopen(f"{endpoint}/_sim/calls") as answer:
        made = json.load(answer)
    urllib.request.urlopen(urllib.request.Request(f"{endpoint}/_sim/reset?what=calls", data=b"")).close()
    return made


def answer(command, *words):
    """What a command of ours says to programs."""
    ran = subprocess.run([*command, *words, "--output", "json"], text=True, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if ran.returncode:
        raise SystemExit(f"connectctl {' '.join(map(str, words))}\n{ran.stdout}{ran.stderr}")
    return json.loads(ran.stdout)


def check(holds, what):
    """Ends everything where something does not hold."""
    if not holds:
        raise SystemExit(f"leaving Terraform: {what}")


def take_over(binaries, endpoint, center, work):
    """The daemon plans and applies the imported spec; nothing may be made, changed or removed."""
    config = work / "controld.toml"
    config.write_text(f'[[targets]]\nname = "peer"\naccount = "{ACCOUNT}"\nregion = "{REGION}"\n'
                      f'endpoint = "{endpoint}"\n')
    os.environ.update(CREDENTIALS)
    with Served(binaries / "controld", "serve", "--config", config, "--data-dir", work / "data",
                "--listen", "127.0.0.1:0", "--http-listen", "127.0.0.1:0") as daemon:
        grpc = daemon.line_with(r"gRPC on ([0-9.:]+)")
        command = [binaries / "connectctl", "--endpoint", f"http://{grpc}", "--target", "peer", "--quiet"]
        spec = ("-f", center / "center.yaml")
        plan = answer(command, "plan", *spec)["plan"]
        counts = plan["counts"]
        check(not any(counts.get(kind) for kind in ("creates", "updates", "deletes")), plan["text"])
        answer(command, "apply", *spec)
        again = answer(command, "plan", *spec, "--detailed-exitcode")["plan"]
        check(not again.get("steps"), again["text"])
        return counts


def main(binaries, peer):
    binaries, peer = pathlib.Path(binaries).resolve(), pathlib.Path(peer).resolve()
    sys.path.insert(0, str(peer))
    import run_terraform  # pylint: disable=import-outside-toplevel,import-error
    with tempfile.TemporaryDirectory() as folder, Served(
            binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--quotas", "none", "--settle", "fast",
            "--rate", "none") as sim:
        work, endpoint = pathlib.Path(folder), sim.line_with(r"(http://[0-9.:]+)")
        subprocess.run([sys.executable, peer / "run_terraform.py", "--endpoint", endpoint, "--case", CASE,
                        "--work", work, "--phases", "apply"], check=True, stdout=subprocess.DEVNULL)
        state, center = work / f"terraform-{CASE}" / "terraform.tfstate", work / "center"
        report = answer([binaries / "connectctl"], "import", "terraform", state, "-o", center)
        check(not report["findings"], f"the spec has findings: {report['findings']}")
        check(not report["left"], f"something was left: {report['left']}")

        counts = take_over(binaries, endpoint, center, work)

        mirror = run_terraform.provider_mirror()
        terraform = Terraform(work / "leaving", state, endpoint, mirror)
        (terraform.folder / "removed.tf").write_text((center / "removed.tf").read_text())
        planned = terraform.planned()
        check(all(actions == ["forget"] for actions in planned.values()), f"Terraform would do more: {planned}")
        calls(endpoint)
        terraform.run("apply", "-no-color", "leaving")
        verbs = ("Delete", "Disassociate", "Release")
        writes = [name for name in calls(endpoint) if any(verb in name for verb in verbs)]
        check(not writes and not terraform.managed(), f"Terraform kept {terraform.managed()}, called {writes}")
    print(f"left Terraform: {len(report['taken'])} taken over, "
          f"{counts.get('unchanged', 0)} unchanged; {len(planned)} forgotten, 0 destroyed")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
