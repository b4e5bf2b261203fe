"""The AWS CLI as people use it: says commands, reads what is printed, and looks at files.

usage: command.py BINARIES      (the folder of aws-sim)
"""

import json
import os
import pathlib
import sys
import tempfile
import traceback
import unittest
import zipfile

from awscli import clidriver

from world import World

ACCOUNT = "111111111111"
# The size from which on the CLI sends a file in parts.
PARTS_FROM = 8 << 20
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]})


class Command(unittest.TestCase):
    """Each test has a new world and an empty folder."""

    binaries = None

    @classmethod
    def setUpClass(cls):
        cls.world = World(cls.binaries)

    @classmethod
    def tearDownClass(cls):
        cls.world.end()

    def setUp(self):
        self.world.begin_anew()
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = {"AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "any",
                            "AWS_DEFAULT_REGION": "eu-west-2", "AWS_PAGER": "", "AWS_MAX_ATTEMPTS": "1",
                            "AWS_ENDPOINT_URL": self.world.endpoint, "AWS_CONFIG_FILE": "/dev/null"}

    def aws(self, *words):
        """What a command prints. Each has a process of its own, in which the CLI is loaded already."""
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            child = os.fork()
            if not child:
                self.become(out, err, [str(word) for word in words])
            _, status = os.waitpid(child, 0)
            out.seek(0)
            err.seek(0)
            self.assertEqual(os.waitstatus_to_exitcode(status), 0, f"aws {words}: {err.read()}")
            return out.read()

    def become(self, out, err, words):
        """Ends as the program `aws` would."""
        status = 70
        try:
            os.dup2(out.fileno(), 1)
            os.dup2(err.fileno(), 2)
            os.chdir(self.folder)
            os.environ.update(self.environment)
            status = clidriver.create_clidriver().main(words)
            sys.stdout.flush()
        except BaseException:  # whatever it is, the parent must not go on twice
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(status)

    def asked(self, *words):
        """The same as JSON."""
        return json.loads(self.aws(*words, "--output", "json"))

    def test_connect_is_made_listed_and_described(self):
        created = self.asked("connect", "create-instance", "--identity-management-type", "CONNECT_MANAGED",
                             "--instance-alias", "shell", "--inbound-calls-enabled",
                             "--outbound-calls-enabled")
        at = ["--instance-id", created["Id"]]
        status = ["connect", "describe-instance", *at, "--output", "text", "--query",
                  "Instance.InstanceStatus"]
        self.assertEqual(self.aws(*status).strip(), "CREATION_IN_PROGRESS")
        self.world.move(minutes=2)
        self.assertEqual(self.aws(*status).strip(), "ACTIVE")
        hours = self.aws("connect", "list-hours-of-operations", *at, "--output", "text", "--query",
                         "HoursOfOperationSummaryList[0].Id").strip()
        for name in ["one", "two"]:
            self.aws("connect", "create-queue", *at, "--name", name, "--hours-of-operation-id", hours,
                     "--tags", "team=shell")
        listing = ["connect", "list-queues", *at, "--queue-types", "STANDARD"]
        names = self.asked(*listing, "--page-size", 1, "--query", "QueueSummaryList[].Name")
        self.assertEqual(sorted(names), ["BasicQueue", "one", "two"])
        self.assertEqual(self.in_two_goes(listing, "QueueSummaryList"),
                         self.asked(*listing)["QueueSummaryList"])

    def in_two_goes(self, listing, member):
        """One entry, and then all that come after it."""
        first = self.asked(*listing, "--max-items", 1)
        self.assertEqual(len(first[member]), 1)
        rest = self.asked(*listing, "--starting-token", first["NextToken"])
        return first[member] + rest[member]

    def test_files_go_to_a_bucket_and_come_back(self):
        (self.folder / "tree" / "deep").mkdir(parents=True)
        small, large = self.folder / "tree" / "small.txt", self.folder / "tree" / "deep" / "large.bin"
        small.write_text("small\n")
        large.write_bytes(bytes(range(256)) * (PARTS_FROM // 256 + 1))
        self.aws("s3", "mb", "s3://shell")
        sent = self.aws("s3", "sync", "tree", "s3://shell/tree", "--no-progress").splitlines()
        self.assertEqual(len(sent), 2, sent)
        self.assertEqual(self.aws("s3", "sync", "tree", "s3://shell/tree"), "")
        self.assertIn("-2", self.aws("s3api", "head-object", "--bucket", "shell", "--key",
                                     "tree/deep/large.bin", "--query", "ETag"))
        self.aws("s3", "cp", "s3://shell/tree", "back", "--recursive", "--no-progress")
        for path in [small, large]:
            there = self.folder / "back" / path.relative_to(self.folder / "tree")
            self.assertEqual(there.read_bytes(), path.read_bytes())
        small.unlink()
        self.aws("s3", "sync", "tree", "s3://shell/tree", "--delete", "--no-progress")
        self.assertIn("Total Objects: 1", self.aws("s3", "ls", "s3://shell", "--recursive", "--summarize"))
        self.aws("s3", "cp", "s3://shell/tree/deep/large.bin", "s3://shell/copy", "--no-progress")
        self.aws("s3", "rm", "s3://shell", "--recursive")
        self.aws("s3", "rb", "s3://shell")

    def test_objects_are_put_listed_and_got(self):
        bucket = ["--bucket", "shell"]
        self.aws("s3api", "create-bucket", *bucket, "--create-bucket-configuration",
                 "LocationConstraint=eu-west-2")
        self.aws("s3api", "wait", "bucket-exists", *bucket)
        (self.folder / "body").write_text("hello")
        for key in ["a", "b", "c"]:
            self.aws("s3api", "put-object", *bucket, "--key", key, "--body", "body")
        listing = ["s3api", "list-objects-v2", *bucket]
        keys = self.asked(*listing, "--page-size", 1, "--query", "Contents[].Key")
        self.assertEqual(keys, ["a", "b", "c"])
        self.assertEqual([entry["Key"] for entry in self.in_two_goes(listing, "Contents")], keys)
        self.aws("s3api", "get-object", *bucket, "--key", "a", "back")
        self.assertEqual((self.folder / "back").read_text(), "hello")

    def test_a_function_is_made_and_called(self):
        with zipfile.ZipFile(self.folder / "code.zip", "w") as code:
            code.writestr("index.py", "def handler(event, context):\n    return event\n")
        (self.folder / "trust.json").write_text(TRUST)
        role = self.aws("iam", "create-role", "--role-name", "shell", "--assume-role-policy-document",
                        "file://trust.json", "--query", "Role.Arn", "--output", "text").strip()
        self.aws("lambda", "create-function", "--function-name", "f", "--runtime", "python3.12", "--handler",
                 "index.handler", "--role", role, "--zip-file", "fileb://code.zip")
        self.world.move(minutes=1)
        self.aws("lambda", "wait", "function-active-v2", "--function-name", "f")
        (self.folder / "event.json").write_text('{"n": 1}')
        called = self.asked("lambda", "invoke", "--function-name", "f", "--payload", "file://event.json",
                            "answer.json")
        self.assertEqual(called["StatusCode"], 200)
        self.assertEqual(json.loads((self.folder / "answer.json").read_text()), {"n": 1})

    def test_a_query_is_started_and_read(self):
        started = self.aws("athena", "start-query-execution", "--query-string",
                           "SELECT * FROM (VALUES ('a'), ('b'), ('c')) AS t (letter) ORDER BY 1",
                           "--result-configuration", "OutputLocation=s3://results/", "--query",
                           "QueryExecutionId", "--output", "text").strip()
        self.world.move(minutes=1)
        at = ["--query-execution-id", started]
        self.assertEqual(self.aws("athena", "get-query-execution", *at, "--output", "text", "--query",
                                  "QueryExecution.Status.State").strip(), "SUCCEEDED")
        words = self.aws("athena", "get-query-results", *at, "--page-size", 1, "--output", "text",
                         "--query", "ResultSet.Rows[].Data[].VarCharValue")
        self.assertEqual(words.split(), ["letter", "a", "b", "c"])

    def test_users_and_policies_are_made_and_listed(self):
        for name in ["ann", "bob", "cy"]:
            self.aws("iam", "create-user", "--user-name", name)
        self.aws("iam", "wait", "user-exists", "--user-name", "ann")
        listing = ["iam", "list-users"]
        names = self.aws(*listing, "--page-size", 1, "--query", "Users[].UserName", "--output", "text")
        self.assertEqual(names.split(), ["ann", "bob", "cy"])
        self.assertEqual([user["UserName"] for user in self.in_two_goes(listing, "Users")], names.split())
        self.aws("iam", "attach-user-policy", "--user-name", "ann", "--policy-arn",
                 "arn:aws:iam::aws:policy/ReadOnlyAccess")
        attached = self.aws("iam", "list-attached-user-policies", "--user-name", "ann", "--query",
                            "AttachedPolicies[0].PolicyName", "--output", "text")
        self.assertEqual(attached.strip(), "ReadOnlyAccess")


if __name__ == "__main__":
    Command.binaries = pathlib.Path(sys.argv[1])
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
