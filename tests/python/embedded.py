"""The sample that links the crates, as people run it: against a simulator, and without the daemon.

usage: embedded.py BINARIES      (the folder of aws-sim and of rust-embedded)
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import urllib.request

from served import Served

SAMPLE = pathlib.Path(__file__).parents[2] / "examples" / "rust-embedded"
ACCOUNT = "111111111111"
# How operations begin that change nothing.
READS = ("Describe", "Get", "List", "Search")


class Embedded(unittest.TestCase):
    """Each test has a new world and an empty folder."""

    binaries = None

    def setUp(self):
        self.sim = Served(self.binaries / "aws-sim", "serve", "--listen", "127.0.0.1:0", "--rate", "none",
                          "--settle", "fast")
        self.addCleanup(self.sim.__exit__)
        self.endpoint = self.sim.line_with(r"(http://[0-9.:]+)")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def ran(self, *words, account=ACCOUNT):
        """The program, however it ended. To the simulator, an account is its own key."""
        environment = {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "any", "AWS_ACCOUNT_ID": account,
                       "AWS_REGION": "eu-west-2", "AWS_ENDPOINT_URL": self.endpoint,
                       "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        return subprocess.run([self.binaries / "rust-embedded", *words], env=environment, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def said(self, *words):
        """What it says when it ends well."""
        ran = self.ran(*words)
        self.assertEqual(ran.returncode, 0, ran.stdout + ran.stderr)
        return ran.stdout

    def refused(self, spec, *words):
        """What it says of a spec that is not applied. Nothing was written."""
        path = self.folder / "center.yaml"
        path.write_text(f"kind: ContactCenter\ninstance: {{ alias: embedded-desk, contact_flow_logs: false }}\n{spec}")
        ran = self.ran(path, "--apply", *words)
        self.assertEqual(ran.returncode, 1, ran.stdout + ran.stderr)
        self.assertEqual(self.writes(), {})
        return ran.stderr

    def writes(self):
        """The operations that changed something."""
        with urllib.request.urlopen(f"{self.endpoint}/_sim/calls") as answer:
            calls = json.load(answer)
        return {name: told["calls"] for name, told in calls.items() if not name.split(".")[1].startswith(READS)}

    def test_a_plan_is_shown_and_nothing_is_written(self):
        said = self.said(SAMPLE / "center.yaml")
        self.assertIn("Plan for embedded-desk in 111111111111 / eu-west-2", said)
        self.assertEqual(self.writes(), {})

    def test_what_is_applied_is_there_and_its_flows_are_brought(self):
        flows = self.folder / "flows"
        said = self.said(SAMPLE / "center.yaml", "--apply", "--flows", flows)
        made = self.writes()
        self.assertEqual({name: made.get(name) for name in
                          ("connect.CreateInstance", "connect.CreateUser", "secretsmanager.CreateSecret")},
                         {"connect.CreateInstance": 1, "connect.CreateUser": 1, "secretsmanager.CreateSecret": 1})
        self.assertIn(f"{sum(made.values())} writes", said)
        bundle = json.loads((flows / "bundle.json").read_text())
        self.assertEqual([flow["name"] for flow in bundle["flows"]], ["Hello"])
        again = self.said(SAMPLE / "center.yaml", "--apply")
        self.assertIn("\n0 writes\n", again)
        self.assertEqual(self.writes(), made)

    def test_what_is_not_built_in_is_refused_with_the_feature_that_it_takes(self):
        said = self.refused("buckets: [{ name: embedded-desk-files }]\n")
        self.assertIn("center.yaml:3:", said)
        self.assertIn("bucket embedded-desk-files cannot be brought up: this program is built without Amazon S3",
                      said)
        self.assertIn("enable the feature `s3` of connect-aws", said)

    def test_credentials_of_another_account_write_nothing(self):
        ran = self.ran(SAMPLE / "center.yaml", "--apply", account="222222222222")
        self.assertEqual(ran.returncode, 1)
        self.assertIn("are for account 111111111111, not for 222222222222", ran.stderr)
        self.assertEqual(self.writes(), {})

    def test_everything_that_is_wrong_with_a_spec_is_said_at_once(self):
        said = self.refused("queues: [{ name: One, hours: Nobody }, { name: Two, hours: Nobody }]\n")
        self.assertIn("the spec has 2 findings", said)
        self.assertEqual(said.count("[unknown-name]"), 2, said)


if __name__ == "__main__":
    Embedded.binaries = pathlib.Path(sys.argv[1])
    unittest.main(argv=sys.argv[:1])
