"""GitHub Actions: runs the workflows of a repository as they are written.

Of a job this is done: `needs`, `if`, `strategy`, `permissions`, `environment`, `env`, `outputs`, `uses` of another
workflow, and its steps. Actions of others are stood in for by what they promise; `run` is run.
"""

import fnmatch
import hashlib
import itertools
import pathlib
import re
import tempfile

import yaml

from .condition import Condition
from .job import laid, linked

PROJECT = "acme/order-line"
ISSUER = "https://token.actions.githubusercontent.com"
FUNCTIONS = {"always()": True, "cancelled()": False}
LEVELS = {"none": 0, "read": 1, "write": 2}


class Run:
    """One run of a workflow for an event, `{name, ref, base, head, number, sha}`.

    `approve` is asked before each job that has an environment, and says whether it may go on. Results are by the
    path of a job, such as `deploy (eu-west-2) / plan`.
    """

    def __init__(self, runner, accounts, forge, caches, event, approve=None):
        self.runner, self.accounts, self.forge, self.caches = runner, accounts, forge, caches
        self.event, self.approve = event, approve or (lambda path, environment: False)
        self.artifacts = pathlib.Path(tempfile.mkdtemp(dir=runner.work))
        self.results = {}

    def workflow(self, name):
        """Runs a workflow if the event starts it, and says whether it ends well."""
        self.runner.begin(self.event["sha"])
        workflow = self.read(name)
        if not is_started(workflow["on"], self.event):
            raise SystemExit(f"{name} is not started by {self.event['name']}")
        return self.jobs(workflow, "", {}, None)

    def read(self, name):
        text = (self.runner.folder / ".github" / "workflows" / name).read_text()
        # YAML 1.1 takes the key `on` for a truth.
        return {("on" if key is True else key): value for key, value in yaml.safe_load(text).items()}

    def jobs(self, workflow, path, inputs, granted):
        """Runs jobs in the order of their needs. What a caller does not grant no job gets."""
        done = {}
        waiting = dict(workflow["jobs"])
        while waiting:
            name = next(name for name, job in waiting.items() if set(needs(job)) <= set(done))
            job = waiting.pop(name)
            known = {"inputs": inputs, "needs": {it: done[it] for it in needs(job)}, "env": workflow.get("env", {}),
                     "permissions": narrowed(job.get("permissions", workflow.get("permissions")), granted)}
            done[name] = self.job(path + name, job, known)
        return all(result["result"] in ("success", "skipped") for result in done.values())

    def job(self, path, job, known):
        sound = all(it["result"] == "success" for it in known["needs"].values())
        context = self.context({**known, "matrix": {}})
        condition = str(job.get("if", "success()"))
        if not sound and "()" not in condition.replace("success()", "") or not value(condition, context, sound):
            self.results[path] = "skipped"
            return {"result": "skipped", "outputs": {}}
        variants = list(matrix(job.get("strategy", {}).get("matrix")))
        ends = []
        for variant in variants:
            there = path if not variant else f"{path} ({', '.join(map(str, variant.values()))})"
            ends.append(self.variant(there, job, {**known, "matrix": variant}))
        well = all(ok for ok, _ in ends)
        return {"result": "success" if well else "failure", "outputs": ends[-1][1]}

    def variant(self, path, job, known):
        context = self.context(known)
        if "uses" in job:
            called = self.read(pathlib.PurePath(job["uses"]).name)
            inputs = {name: told.get("default", "") for name, told in
                      ((called["on"]["workflow_call"] or {}).get("inputs") or {}).items()}
            given = {name: filled(text, context) for name, text in job.get("with", {}).items()}
            if set(given) - set(inputs):
                raise SystemExit(f"{path}: inputs {set(given) - set(inputs)} are not declared")
            ok = self.jobs(called, f"{path} / ", {**inputs, **given}, known["permissions"])
            self.results[path] = "success" if ok else "failure"
            self.runner.begin(self.event["sha"])
            return ok, {}
        environment = filled(job.get("environment", ""), context)
        if environment and not self.approve(path, environment):
            self.results[path] = "rejected"
            return False, {}
        ok, outputs = Job(self, path, job, known, context, environment).ran()
        self.results[path] = "success" if ok else "failure"
        return ok, outputs

    def context(self, known):
        event = self.event
        token = self.forge.token(*(part for part, level in known["permissions"].items() if level == "write"))
        request = {"number": event.get("number"), "head": {"repo": {"full_name": PROJECT}}}
        return {**known, "vars": self.runner.settings, "steps": {}, "workspace": self.runner.folder,
                "github": {"event": {"pull_request": request}, "repository": PROJECT, "token": token}}


class Job:
    """The steps of a job on a machine of its own."""

    def __init__(self, run, path, job, known, context, environment):
        self.run, self.path, self.job, self.known, self.context = run, path, job, known, context
        self.environment, self.runner, self.kept = environment, run.runner, []
        event = run.event
        self.variables = {
            "GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": PROJECT, "GITHUB_SHA": event["sha"],
            "GITHUB_REF": event["ref"], "GITHUB_REF_NAME": event["ref"].split("/", 2)[2],
            "GITHUB_BASE_REF": event.get("base", ""), "GITHUB_HEAD_REF": event.get("head", ""),
            "GITHUB_SERVER_URL": run.forge.url, "GITHUB_API_URL": f"{run.forge.url}/api/v3",
            "GITHUB_RUN_ID": "17", "GITHUB_EVENT_NAME": event["name"]}
        for told in (known["env"], job.get("env", {})):
            self.variables.update({name: filled(text, context) for name, text in told.items()})

    def ran(self):
        sound = True
        for number, step in enumerate(self.job["steps"]):
            if not value(str(step.get("if", "success()")), self.context, sound):
                continue
            given = {name: filled(text, self.context) for name, text in step.get("with", {}).items()}
            if "uses" in step:
                action = step["uses"].split("@")[0]
                ok = ACTIONS[action](self, **{name.replace("-", "_"): text for name, text in given.items()})
            else:
                ok = self.shell(number, step)
            sound = sound and ok
        for path, kept in self.kept if sound else ():
            laid(path, kept, linked)
        outputs = {name: filled(text, self.context) for name, text in self.job.get("outputs", {}).items()}
        return sound, outputs

    def shell(self, number, step):
        """A `run`, and what it passes on to later steps."""
        with tempfile.TemporaryDirectory() as folder:
            output = pathlib.Path(folder, "output")
            output.touch()
            variables = {**self.variables, "GITHUB_OUTPUT": str(output),
                         "GITHUB_STEP_SUMMARY": str(pathlib.Path(folder, "summary"))}
            ok = self.runner.shell(f"{self.path} [{number}]", step["run"], variables, "-e")
            told = dict(line.split("=", 1) for line in output.read_text().splitlines())
        if "id" in step:
            self.context["steps"][step["id"]] = {"outputs": told}
        return ok

    # === actions ===

    def check_out(self, ref=None):
        self.runner.begin(ref or self.run.event["sha"])
        return True

    def set_python_up(self, python_version):
        return bool(python_version)

    def cache(self, path, key):
        kept = self.run.caches / hashlib.sha1(key.encode()).hexdigest()
        if kept.exists():
            laid(kept, self.runner.folder / path, linked)
        else:
            self.kept.append((self.runner.folder / path, kept))
        return True

    def upload(self, name, path):
        source, target = self.runner.folder / path, self.run.artifacts / name
        if target.exists():
            raise SystemExit(f"{self.path}: there is an artifact {name} already")
        if source.exists():
            laid(source, target)
        return True

    def download(self, path, name=None, pattern=None, merge_multiple="false"):
        found = sorted(it for it in self.run.artifacts.iterdir() if fnmatch.fnmatch(it.name, name or pattern))
        if name is None and merge_multiple.lower() != "true":
            raise SystemExit(f"{self.path}: artifacts would lie in folders of their own")
        for artifact in found:
            laid(artifact, self.runner.folder / path)
        return bool(found) or name is None

    def sign_in(self, role_to_assume, aws_region, role_duration_seconds="3600"):
        """The one thing beside AWS itself that is replaced: a token that GitHub would sign."""
        if self.known["permissions"].get("id-token") != "write":
            raise SystemExit(f"{self.path} may have no token of OIDC")
        event, of = self.run.event, f"ref:{self.run.event['ref']}"
        of = "pull_request" if event["name"] == "pull_request" else of
        of = f"environment:{self.environment}" if self.environment else of
        try:
            self.variables.update(self.run.accounts.signed_in(
                role_to_assume, f"repo:{PROJECT}:{of}", aws_region))
        except Exception as refused:  # whatever AWS says, the step fails with it
            self.runner.log.append((self.path, 1, str(refused)))
            return False
        return int(role_duration_seconds) >= 900


ACTIONS = {"actions/checkout": Job.check_out, "actions/setup-python": Job.set_python_up,
           "actions/cache": Job.cache, "actions/upload-artifact": Job.upload,
           "actions/download-artifact": Job.download, "aws-actions/configure-aws-credentials": Job.sign_in}


def needs(job):
    told = job.get("needs", [])
    return [told] if isinstance(told, str) else told


def narrowed(asked, granted):
    """What a job asks for; more than its caller has is an error of the workflow, as on GitHub."""
    if asked is None:
        raise SystemExit("a workflow says nothing of its permissions")
    for part, level in asked.items():
        if granted is not None and LEVELS[level] > LEVELS[granted.get(part, "none")]:
            raise SystemExit(f"{part}: {level} is more than the caller has")
    return asked


def matrix(told):
    """Each variant of a job. An entry of `include` adds to those that it agrees with."""
    if not told:
        yield {}
        return
    axes = {name: values for name, values in told.items() if name != "include"}
    for values in itertools.product(*axes.values()):
        variant = dict(zip(axes, values))
        for more in told.get("include", ()):
            if all(variant.get(name, text) == text for name, text in more.items() if name in axes):
                variant.update(more)
        yield variant


def is_started(on, event):
    """Whether an event starts a workflow; of a request, the branch that it goes to counts."""
    if event["name"] not in on:
        return False
    told = on[event["name"]] if isinstance(on[event["name"]], dict) else {}
    types = told.get("types", ["opened", "synchronize", "reopened"])
    if event["name"] == "pull_request" and event.get("action", "synchronize") not in types:
        return False
    branch = event.get("base") or event["ref"].split("/", 2)[2]
    return branch in told.get("branches", [branch])


def value(text, context, sound=True):
    """What an expression is worth."""
    text = re.fullmatch(r"\s*(?:\$\{\{(.*)\}\}|(.*))\s*", text, re.S)
    known = {**FUNCTIONS, "success()": sound, "failure()": not sound}

    def of(name):
        if name in known:
            return known[name]
        if name.startswith("hashFiles("):
            return hashlib.sha1((context["workspace"] / name[len("hashFiles("):-1]).read_bytes()).hexdigest()
        found = context
        for part in name.split("."):
            found = found.get(part, "") if isinstance(found, dict) else ""
        return found

    return Condition(text[1] or text[2], of).value()


def filled(text, context):
    """A text with the worth of its expressions."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(value(found[1], context)), str(text))
