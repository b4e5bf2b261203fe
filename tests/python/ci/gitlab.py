"""GitLab CI: runs a `.gitlab-ci.yml` as it is written.

Of a job this is done: `extends`, `rules`, `needs`, `parallel`, `variables`, `id_tokens`, `artifacts`, `cache`, manual
starts and `environment`; its script is run.
"""

import hashlib
import itertools
import pathlib
import re
import tempfile

import yaml

from .condition import Condition
from .job import laid, linked

PROJECT = "acme/order-line"
ISSUER = "https://gitlab.com"
NO_JOBS = {"workflow", "stages", "default", "variables", "include"}


class Pipeline:
    """One pipeline for an event, `{source, branch, base, head, number, sha, variables}`.

    `play` is asked for each manual job, and says whether somebody starts it. Results are by the name of a job, such
    as `plan: [eu-west-2]`.
    """

    def __init__(self, runner, accounts, forge, caches, event, play=None):
        self.runner, self.accounts, self.forge, self.caches = runner, accounts, forge, caches
        self.event, self.play = event, play or (lambda name, variables: False)
        self.artifacts = pathlib.Path(tempfile.mkdtemp(dir=runner.work))
        self.results = {}
        runner.begin(event["sha"])
        self.told = yaml.safe_load((runner.folder / ".gitlab-ci.yml").read_text())
        self.variables = {**self.predefined(), **runner.settings, **event.get("variables", {})}
        rule = first(self.told["workflow"]["rules"], self.variables)
        if rule is None:
            raise SystemExit(f"no pipeline for {event}")
        self.variables.update(rule.get("variables", {}))

    def predefined(self):
        event = self.event
        known = {"GITLAB_CI": "true", "CI_PIPELINE_SOURCE": event["source"], "CI_COMMIT_SHA": event["sha"],
                 "CI_COMMIT_REF_NAME": event["branch"], "CI_PIPELINE_ID": "23", "CI_PROJECT_ID": "7",
                 "CI_PIPELINE_URL": f"{self.forge.url}/{PROJECT}/-/pipelines/23",
                 "CI_API_V4_URL": f"{self.forge.url}/api/v4", "CI_PROJECT_PATH": PROJECT}
        if "base" in event:
            return {**known, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": event["base"],
                    "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": event["branch"],
                    "CI_MERGE_REQUEST_DIFF_BASE_SHA": event["diff_base"],
                    "CI_MERGE_REQUEST_IID": str(event["number"]), "COMMENT_TOKEN": self.forge.token("api")}
        return {**known, "CI_COMMIT_BRANCH": event["branch"]}

    def run(self):
        """Runs the jobs that the event brings, stage by stage, and says whether none failed."""
        jobs = self.jobs()
        order = {stage: n for n, stage in enumerate(self.told["stages"])}
        waiting = dict(jobs)
        while waiting:
            name = min((name for name, (job, _) in waiting.items() if not set(needs(job)) & set(waiting)),
                       key=lambda name: order[waiting[name][0]["stage"]])
            job, rule = waiting.pop(name)
            self.job(name, job, rule, jobs, order)
        return not any(result == "failed" for result in self.results.values())

    def jobs(self):
        """The jobs that take part, and the rule that lets them. One that is needed and missing is an error."""
        found = {}
        for name in self.told:
            if name in NO_JOBS or name.startswith("."):
                continue
            job = extended(self.told, name)
            rule = first(job.get("rules", [{}]), self.variables)
            if rule is not None and rule.get("when") != "never":
                found[name] = (job, rule)
        for name, (job, _) in found.items():
            if set(needs(job)) - set(found):
                raise SystemExit(f"{name} needs {set(needs(job)) - set(found)}, which takes no part")
        return found

    def job(self, name, job, rule, jobs, order):
        before = needs(job) if "needs" in job else [
            other for other, (it, _) in jobs.items() if order[it["stage"]] < order[job["stage"]]]
        sound = all(self.results[variant] in ("success",) for other in before for variant in self.variants(other))
        when = rule.get("when", "on_success")
        for values in matrix(job):
            variant = name if not values else f"{name}: [{', '.join(values.values())}]"
            variables = {**self.variables, **job.get("variables", {}), **values}
            if not sound and when != "always":
                self.results[variant] = "skipped"
            elif when == "manual" and not self.play(variant, expanded(job["environment"]["name"], variables)):
                self.results[variant] = "manual"
            else:
                ok = self.script(variant, job, variables, before)
                self.results[variant] = "success" if ok else "failed"

    def variants(self, name):
        return [it for it in self.results if it == name or it.startswith(f"{name}: [")]

    def script(self, name, job, variables, before):
        self.runner.begin(self.event["sha"])
        folder = self.runner.folder
        cache = job.get("cache")
        kept = cache and self.caches / hashlib.sha1(self.key(cache["key"], variables)).hexdigest()
        for path in cache["paths"] if cache and kept.exists() else ():
            laid(kept / path, folder / path, linked)
        for other in before:
            for variant in self.variants(other):
                if (self.artifacts / variant).exists():
                    laid(self.artifacts / variant, folder)
        if "id_tokens" in job:
            of = "branch:ref:" + self.event["branch"]
            token = self.accounts.token(f"project_path:{PROJECT}:ref_type:{of}")
            if [told["aud"] for told in job["id_tokens"].values()] != ["sts.amazonaws.com"]:
                raise SystemExit(f"{name}: AWS would refuse the audience")
            variables = {**variables, **{it: token for it in job["id_tokens"]}}
        # A runner has all lines in one shell, and ends at the first that fails.
        ok = self.runner.shell(name, "\n".join(job["script"]), variables, "-eo", "pipefail")
        told = job.get("artifacts", {})
        for path in told.get("paths", ()) if ok or told.get("when") == "always" else ():
            if (folder / path).exists():
                laid(folder / path, self.artifacts / name / path)
        for path in cache["paths"] if cache and ok and not kept.exists() else ():
            laid(folder / path, kept / path, linked)
        return ok

    def key(self, told, variables):
        """What a cache goes by: a text, or the content of files."""
        if isinstance(told, str):
            return expanded(told, variables).encode()
        return b"".join((self.runner.folder / name).read_bytes() for name in told["files"])


def extended(told, name):
    """A job with what it extends, the last of several first: maps merge, all else is replaced."""
    job = told[name]
    bases = job.get("extends", [])
    whole = {}
    for base in [bases] if isinstance(bases, str) else bases:
        whole = merged(whole, extended(told, base))
    return {key: value for key, value in merged(whole, job).items() if key != "extends"}


def merged(under, over):
    if isinstance(under, dict) and isinstance(over, dict):
        return {**under, **{key: merged(under.get(key), value) for key, value in over.items()}}
    return over


def needs(job):
    return [need if isinstance(need, str) else need["job"] for need in job.get("needs", [])]


def matrix(job):
    for told in job.get("parallel", {}).get("matrix", [{}]):
        for values in itertools.product(*told.values()):
            yield dict(zip(told, values))


def first(rules, variables):
    """The first rule that holds."""
    holds = (rule for rule in rules if "if" not in rule or
             Condition(rule["if"], lambda name: variables.get(name.removeprefix("$"))).value())
    return next(holds, None)


def expanded(text, variables):
    return re.sub(r"\$(\w+)", lambda found: variables.get(found[1], ""), text)
