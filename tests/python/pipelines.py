"""Runs the pipelines of examples/ci from end to end: every script of every job, as it is written.

usage: pipelines.py BINARIES [github|gitlab]

BINARIES is the folder of aws-sim, controld and connectctl. A team sets its repository up as the README says, brings
a stage up, and takes changes through three stages in three accounts and two Regions. The simulator looks at every
policy of IAM; the platform is stood in for (see `ci`), AWS's endpoint too, and nothing else. Both platforms run at
a time where none is named.
"""

import hashlib
import io
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request

import form
from ci.accounts import REGIONS, STAGES, Accounts
from ci.forge import Forge
from ci.job import Runner
from ci.platform import PLATFORMS
from ci.repository import Repository
from daemon import check
from world import World

LAYERS = ["instance", "supporting", "lambda", "admin", "flows"]
FLOW = "center/flows/CONTACT_FLOW/Order line.json"
FUNCTION = "center/functions/order-status/index.py"
WELCOME = "Welcome to the order line."
SESSION = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"]
BROKEN = (FLOW, '"NextAction": "Greet"', '"NextAction": "Nowhere"')


class Story:
    """What a team does with its pipelines, in order. Each part begins where the one before ended."""

    def __init__(self, platform, world, repository, forge):
        self.platform, self.world, self.repository, self.forge = platform, world, repository, forge
        self.asked, self.applied = [], []
        platform.rest[0].after_apply = lambda: self.applied.append(world.writes())

    # === what is looked at ===

    def well(self, ok, what):
        if not ok:
            for name, status, said in self.platform.rest[0].log[-8:]:
                print(f"--- {name}: {status}\n{said}", file=sys.stderr)
        check(ok, f"{self.platform.name}: {what}; {self.platform.last.results}")

    def approve(self, path, stage):
        """A reviewer: whatever is asked for, nothing was written before."""
        self.asked.append((path, stage))
        self.well(not self.world.writes(), f"{path} wrote before it was approved")
        return True

    def nothing_is_written(self, what):
        """Neither by an apply, since this was last asked, nor by anything else."""
        written, self.applied = [*self.applied, self.world.writes()], []
        self.well(not any(written), f"{what}: {written}")

    def all_is_applied(self):
        """The applies have written, and nothing else has."""
        written, self.applied = self.applied, []
        self.well(all(written) and written, f"an apply wrote nothing: {written}")
        self.nothing_is_written("something else writes")

    def comment(self, number):
        """The comment of a request: there is one, however often it was pushed to."""
        found = self.forge.of_request(str(number))
        self.well(len(found) == 1, f"request {number} has {len(found)} comments")
        return found[0]

    def pictures(self, comment):
        """The pictures that a comment shows, as whoever reads it gets them."""
        for at in re.findall(r"!\[[^]]*\]\(([^)]+)\)", comment):
            with urllib.request.urlopen(at if at.startswith("http") else self.forge.url + at) as answer:
                yield answer.read().decode()

    def failures(self, what):
        """How many jobs failed with these words, so far."""
        return sum(1 for _, status, said in self.platform.rest[0].log if status and what in said)

    def connect(self, stage, region):
        return self.world.root(STAGES[stage], region).connect

    def queue(self, stage, region):
        """The queue of a stage, as it stands."""
        connect = self.connect(stage, region)
        [instance] = connect.list_instances()["InstanceSummaryList"]
        queues = connect.list_queues(InstanceId=instance["Id"], QueueTypes=["STANDARD"])["QueueSummaryList"]
        [queue] = [queue["Id"] for queue in queues if queue["Name"] == "Orders"]
        return {"InstanceId": instance["Id"], "QueueId": queue}

    def description(self, stage, region):
        return self.connect(stage, region).describe_queue(**self.queue(stage, region))["Queue"]["Description"]

    def edited(self, stage, region, description):
        """What somebody does in the console."""
        self.connect(stage, region).update_queue_name(**self.queue(stage, region), Description=description)
        self.world.calls()

    # === the parts ===

    def a_stage_comes_up(self):
        """Layer by layer on GitHub, all at once on GitLab."""
        begin = {"github": self.platform.layers, "gitlab": self.platform.push}[self.platform.name]
        self.well(begin("develop", self.approve), "the stage does not come up")
        parts = LAYERS if self.platform.name == "github" else ["apply"]
        for part in parts:
            times = sum(1 for path, _ in self.asked if part in path)
            self.well(times == len(REGIONS), f"{part} was approved {times} times")
        self.well({stage for _, stage in self.asked} == {"dev"}, f"asked for {self.asked}")
        self.all_is_applied()

    def a_second_apply_has_nothing_to_do(self):
        """The other way round. GitHub asks nobody then; on GitLab somebody has to start the jobs."""
        again = {"github": self.platform.push, "gitlab": self.platform.layers}[self.platform.name]
        self.asked.clear()
        self.well(again("develop", self.approve), "the second apply")
        times = {"github": 0, "gitlab": len(REGIONS) * len(LAYERS)}[self.platform.name]
        self.well(len(self.asked) == times, f"asked for {self.asked}")
        self.nothing_is_written("the second apply writes")

    def a_broken_flow_fails_its_request(self):
        self.repository.change("feature", "Break a flow", BROKEN)
        self.well(not self.platform.request(1, "feature", "develop"), "a broken flow passes")
        ends = [end for name, end in self.platform.last.results.items() if name.endswith("flows")]
        self.well(ends in (["failure"], ["failed"]), "the job of flows passes")
        text = self.comment(1)
        self.well("| flows | failed |" in text and "Nowhere" in text, f"the comment has no finding: {text}")
        self.well(any("Nowhere" in picture for picture in self.pictures(text)), f"no picture of it: {text}")

    def a_broken_function_stops_its_request_and_its_deploy(self):
        path, old, new = BROKEN
        self.repository.change("feature", "Mend it, and break a function", (path, new, old),
                               (FUNCTION, "len(number) == 4", "len(number) == 5"))
        self.well(not self.platform.request(1, "feature", "develop"), "a failing test passes")
        text = self.comment(1)
        self.well("| functions | failed |" in text and "test_a_new_order_is_on_its_way" in text
                  and "| plan-dev-eu-west-2 | did not run |" in text, text)
        self.repository.change("hasty", "Go around the request", (FUNCTION, "len(number) == 4", "len(number) == 5"))
        before = self.repository.at("develop")
        self.repository.merge("hasty", "develop")
        self.well(not self.platform.push("develop", self.approve), "a failing test is deployed")
        self.nothing_is_written("a deploy with a failing test writes")
        self.repository.git("reset", "--quiet", "--hard", before)
        self.repository.git("push", "--quiet", "--force", "origin", "develop")

    def no_stage_is_left_out(self):
        """A request straight to production, with a function that is unsafe."""
        self.repository.change("feature", "Mend it, and run what callers type",
                               (FUNCTION, "len(number) == 5", "len(number) == 4"),
                               (FUNCTION, "DELIVERED_BELOW = 5000", "import os\nDELIVERED_BELOW = 5000"),
                               (FUNCTION, "    return len(number)", "    os.system(number)\n    return len(number)"))
        self.well(not self.platform.request(2, "feature", "main"), "a request goes around two stages")
        text = self.comment(2)
        self.well("| promotion | failed |" in text and "the way is develop, stage, main" in text, text)
        self.well("| functions | failed |" in text and "B605" in text, text)

    def a_good_change_is_told_with_plan_and_pictures(self):
        self.repository.change(
            "feature", "Mend it, and greet otherwise",
            (FUNCTION, "import os\n", ""), (FUNCTION, "    os.system(number)\n", ""),
            (FLOW, WELCOME, "This is the order line."),
            ("center/cases.yaml", WELCOME, "This is the order line."),
            ("center/center.yaml", "Questions about orders", "Orders and returns"))
        self.well(self.platform.request(1, "feature", "develop"), "a good change")
        text = self.comment(1)
        for part in ("promotion", "functions", "flows", "plan-dev-eu-west-2", "plan-dev-eu-central-1"):
            self.well(f"| {part} | passed |" in text, f"{part}: {text}")
        self.well("Orders and returns" in text and text.count("sha256:") >= len(REGIONS), text)
        pictures = list(self.pictures(text))
        self.well(len(pictures) == 1 and pictures[0].startswith("<svg") and "Greet" in pictures[0], text)
        self.nothing_is_written("a request writes")
        self.well(self.platform.close(1, "feature", "develop") and not self.forge.refs, "pictures are left")

    def what_moved_since_is_not_applied(self):
        """In one Region somebody edits what is planned while it waits for its approval; the other is refused."""
        self.repository.merge("feature", "develop")

        def late(path, stage):
            if "eu-west-2" not in path:
                return False
            self.approve(path, stage)
            self.edited("dev", "eu-west-2", "Meanwhile")
            return True

        self.platform.push("develop", late)
        self.well(self.failures("PLAN_STALE") == 1, "no job was stale")
        self.nothing_is_written("a plan is applied to what nobody saw")
        self.well(self.description("dev", "eu-central-1") == "Questions about orders", "refused, and done")

    def another_plan_is_not_applied(self):
        """In one Region the plan that comes with the files is not the one that was approved."""
        def swapped(path, stage):
            self.approve(path, stage)
            for digest in self.platform.last.artifacts.rglob("*eu-west-2/digest"):
                digest.write_text("sha256:" + "0" * 64 + "\n")
            return True

        self.well(not self.platform.push("develop", swapped), "another plan is applied")
        self.well(self.failures("was approved") == 1, "no job looked at the digest")
        self.well(self.description("dev", "eu-west-2") == "Meanwhile", "another plan is applied")
        self.well(self.description("dev", "eu-central-1") == "Orders and returns", "the other Region waits")
        self.applied.clear()

    def what_is_approved_is_applied(self):
        self.well(self.platform.push("develop", self.approve), "the deploy")
        for region in REGIONS:
            self.well(self.description("dev", region) == "Orders and returns", f"dev in {region}")
        self.applied.clear()

    def a_change_goes_from_stage_to_stage(self):
        for number, (source, target, stage) in enumerate([("develop", "stage", "stage"), ("stage", "main", "prod")], 3):
            self.well(self.platform.request(number, source, target), f"the request to {target}")
            self.nothing_is_written("a request writes")
            self.well(f"<b>{stage}-eu-west-2</b>" in self.comment(number), self.comment(number))
            self.repository.merge(source, target)
            self.asked.clear()
            self.well(self.platform.push(target, self.approve), f"the deploy of {target}")
            self.well([it for _, it in self.asked] == [stage] * len(REGIONS), f"asked for {self.asked}")
            for region in REGIONS:
                self.well(self.description(stage, region) == "Orders and returns", f"{stage} in {region}")
            self.all_is_applied()

    def drift_is_told(self):
        self.edited("prod", "eu-west-2", "By hand")
        before = self.failures("")
        self.well(not self.platform.drift(), "drift passes")
        self.well(self.failures("") == before + 1 and self.failures("By hand") == 1, "another place drifts")
        self.nothing_is_written("a look for drift writes")

    def roles_are_for_whom_they_say(self):
        """A role to apply is out of reach of a request, and one to plan writes nothing."""
        accounts = self.platform.rest[1]
        role = f"arn:aws:iam::{STAGES['prod']}:role/trunkline-"
        requests = {"github": f"repo:{self.platform.project}:pull_request",
                    "gitlab": f"project_path:{self.platform.project}:ref_type:branch:ref:feature"}
        subject = requests[self.platform.name]
        self.well(is_refused(lambda: accounts.signed_in(role + "apply", subject, REGIONS[0])), "a request may apply")
        others = subject.replace(self.platform.project, "other/project")
        self.well(is_refused(lambda: accounts.signed_in(role + "plan", others, REGIONS[0])), "others may plan")
        found = accounts.signed_in(role + "plan", subject, REGIONS[0])
        words = {"InstanceId": self.queue("prod", REGIONS[0])["InstanceId"], "Name": "x"}
        planner = self.world.root(STAGES["prod"]).session(*[found[it] for it in SESSION])
        self.well(is_refused(lambda: planner.connect.create_agent_status(**words, State="ENABLED")), "plans may write")

    PARTS = [a_stage_comes_up, a_second_apply_has_nothing_to_do, a_broken_flow_fails_its_request,
             a_broken_function_stops_its_request_and_its_deploy, no_stage_is_left_out,
             a_good_change_is_told_with_plan_and_pictures, what_moved_since_is_not_applied,
             another_plan_is_not_applied, what_is_approved_is_applied, a_change_goes_from_stage_to_stage,
             drift_is_told, roles_are_for_whom_they_say]


def is_refused(call):
    try:
        call()
    except Exception as refused:  # of any client
        return "AccessDenied" in str(refused)
    return False


def archive(binaries):
    """The programs as a team keeps them for its pipelines."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=0) as files:
        for name in ("controld", "connectctl"):
            files.add(binaries / name, name)
    return packed.getvalue()


def play(binaries, name, work):
    """The whole story on one platform."""
    platform = PLATFORMS[name]
    programs = archive(binaries)
    with Forge(programs) as forge, World(binaries, "--settle", "fast", "--iam", "enforce", clock="machine") as world:
        repository = Repository(work, name, world.endpoint)
        settings = {"TRUNKLINE_URL": f"{forge.url}/programs.tar.gz",
                    "TRUNKLINE_SHA256": hashlib.sha256(programs).hexdigest()}
        runner = Runner(work, repository, settings, AWS_ENDPOINT_URL=world.endpoint)
        accounts = Accounts(world, name, platform.issuer, platform.project)
        story = Story(platform(runner, accounts, forge, work / "caches"), world, repository, forge)
        world.calls()
        for part in Story.PARTS:
            begun = time.monotonic()
            part(story)
            print(f"{name}: {part.__name__.replace('_', ' ')} ({time.monotonic() - begun:.1f} s)", flush=True)


def main(binaries, name=None):
    binaries = pathlib.Path(binaries).resolve()
    if name:
        with tempfile.TemporaryDirectory() as work:
            play(binaries, name, pathlib.Path(work))
        return 0
    form.check_all()
    runs = [subprocess.Popen([sys.executable, __file__, binaries, it]) for it in PLATFORMS]
    return max(run.wait() for run in runs)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
