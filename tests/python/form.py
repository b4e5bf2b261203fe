"""What can be said of the pipelines of examples/ci without running them: their form, and that of their scripts.

The schemas are those that check-jsonschema brings along; needs, and names that jobs tell one another, are looked at
here; scripts are for shellcheck.
"""

import json
import pathlib
import re
import subprocess
import sys

import yaml

from ci import github, gitlab
from ci.accounts import EXAMPLE
from daemon import check

# Next to the interpreter that runs this.
PROGRAMS = pathlib.Path(sys.executable).parent
WORKFLOWS = sorted((EXAMPLE / "github").glob("*.yml"))
PIPELINE = EXAMPLE / "gitlab" / "gitlab-ci.yml"
SCRIPTS = sorted((EXAMPLE / "scripts").glob("*.sh"))


def program(name, *words, at=EXAMPLE):
    ran = subprocess.run([PROGRAMS / name, *words], check=False, cwd=at, text=True, stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT)
    check(not ran.returncode, f"{name}: {ran.stdout}")


def keys_are_known():
    """Of jobs, steps, rules and all else, by the published schema of each platform."""
    program("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    program("check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", PIPELINE)


def scripts_are_sound():
    program("shellcheck", "--external-sources", *SCRIPTS, at=EXAMPLE / "scripts")


def scripts_are_called_and_there():
    """Every script of a step exists, and each of them is called or sourced by something."""
    told = "".join(path.read_text() for path in [*WORKFLOWS, PIPELINE])
    called = set(re.findall(r"ci/scripts/([\w.]+)", told))
    sourced = set(re.findall(r"(\w+\.sh)", "".join(path.read_text() for path in SCRIPTS))) | {"github.sh", "gitlab.sh"}
    there = {path.name for path in SCRIPTS}
    check(called <= there, f"scripts that are not there: {called - there}")
    check(there <= called | sourced, f"scripts that nobody calls: {there - called - sourced}")


def workflows_hang_together():
    """Needs, outputs of steps and jobs, and inputs of other workflows are there under the names that are used."""
    for path in WORKFLOWS:
        jobs = yaml.safe_load(path.read_text())["jobs"]
        for name, job in jobs.items():
            missing = set(github.needs(job)) - set(jobs)
            check(not missing, f"{path.name}: {name} needs {missing}")
            said = json.dumps(job)
            for other, output in re.findall(r"needs\.(\w+)\.outputs\.(\w+)", said):
                check(other in github.needs(job) and output in jobs[other].get("outputs", {}),
                      f"{path.name}: {name} reads {other}.{output}")
            steps = {step.get("id") for step in job.get("steps", ())}
            for step in re.findall(r"steps\.(\w+)\.outputs", said):
                check(step in steps, f"{path.name}: {name} reads a step {step}")
            if "uses" in job:
                check((EXAMPLE / "github" / pathlib.PurePath(job["uses"]).name).exists(), f"{name}: {job['uses']}")


def jobs_hang_together():
    """Whatever a job of GitLab extends or needs is there, and its stage too."""
    told = yaml.safe_load(PIPELINE.read_text())
    for name in told:
        if name in gitlab.NO_JOBS or name.startswith("."):
            continue
        job = gitlab.extended(told, name)
        check(job["stage"] in told["stages"], f"{name}: stage {job['stage']}")
        missing = set(gitlab.needs(job)) - set(told)
        check(not missing, f"{name} needs {missing}")


def no_long_lived_key_is_used():
    """Who signs in does so by OIDC, and each role is for one project alone."""
    told = "".join(path.read_text() for path in [*WORKFLOWS, PIPELINE, *SCRIPTS])
    check(not re.search(r"AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY)|aws-(access-key-id|secret-access-key)", told),
          "a key of AWS stands in a pipeline")
    for path in sorted(EXAMPLE.glob("*/trust-*.json")):
        [statement] = json.loads(path.read_text())["Statement"]
        subjects = [value for test in statement["Condition"].values() for name, values in test.items()
                    if name.endswith(":sub") for value in ([values] if isinstance(values, str) else values)]
        check(subjects and all("@PROJECT@:" in subject for subject in subjects), f"{path}: {subjects}")


def check_all():
    for part in (keys_are_known, scripts_are_sound, scripts_are_called_and_there, workflows_hang_together,
                 jobs_hang_together, no_long_lived_key_is_used):
        part()
        print(f"form: {part.__name__.replace('_', ' ')}", flush=True)


if __name__ == "__main__":
    sys.exit(check_all())
