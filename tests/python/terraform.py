"""Terraform in a folder of its own, with the providers of the machine."""

import json
import os
import subprocess
import sys


class Terraform:
    """A configuration that is ready to run. PEER knows where providers are; the variables are told each time."""

    def __init__(self, folder, peer, **variables):
        self.folder = folder
        self.told = [word for name, value in variables.items()
                     for word in ("-var", f"{name}={value if isinstance(value, str) else json.dumps(value)}")]
        (folder / ".tfrc").touch()
        found = mirror(peer)
        self.run("init", *([f"-plugin-dir={found}"] if found else []), "-no-color")

    def run(self, *words):
        """One command; its output is shown where it fails."""
        found = {**os.environ, "CHECKPOINT_DISABLE": "1", "TF_IN_AUTOMATION": "1",
                 "TF_CLI_CONFIG_FILE": str(self.folder / ".tfrc")}
        ran = subprocess.run(["terraform", *words], cwd=self.folder, env=found, text=True, check=False,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if ran.returncode:
            raise SystemExit(f"terraform {' '.join(words)}\n{ran.stdout}")
        return ran.stdout

    def apply(self):
        """All that is declared."""
        self.run("apply", "-auto-approve", "-no-color", *self.told)

    def planned(self):
        """What would be done to each resource. The plan is kept as `planned`."""
        self.run("plan", "-out=planned", "-no-color", *self.told)
        plan = json.loads(self.run("show", "-json", "planned"))
        return {change["address"]: change["change"] for change in plan.get("resource_changes", ())}

    def managed(self):
        """The resources that its state still manages."""
        state = json.loads((self.folder / "terraform.tfstate").read_text())
        return [resource for resource in state["resources"] if resource["mode"] == "managed"]


def mirror(peer):
    """The folder that holds a mirror of the AWS provider, as the peer finds it."""
    sys.path.insert(0, str(peer))
    import run_terraform  # pylint: disable=import-outside-toplevel,import-error
    return os.environ.get("TF_PLUGIN_DIR") or run_terraform.provider_mirror()
