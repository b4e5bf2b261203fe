"""The two platforms under the same words: a request, a push, a bring-up by layers, and a look for drift."""

from . import github, gitlab


class GitHub:
    """Pull requests have numbers and a merge to try."""

    name, project, issuer = "github", github.PROJECT, github.ISSUER

    def __init__(self, runner, accounts, forge, caches):
        self.rest = (runner, accounts, forge, caches)
        self.repository = runner.repository

    def run(self, workflow, event, approve=None):
        self.last = github.Run(*self.rest, event, approve)
        return self.last.workflow(workflow)

    def of_request(self, number, source, target, **more):
        return {"name": "pull_request", "number": number, "base": target, "head": source,
                "ref": f"refs/pull/{number}/merge", "sha": self.repository.merged(number, source, target), **more}

    def of_branch(self, name, branch):
        return {"name": name, "ref": f"refs/heads/{branch}", "sha": self.repository.at(branch)}

    def request(self, number, source, target):
        return self.run("review.yml", self.of_request(number, source, target))

    def close(self, number, source, target):
        return self.run("tidy.yml", self.of_request(number, source, target, action="closed"))

    def push(self, branch, approve):
        return self.run("release.yml", self.of_branch("push", branch), approve)

    def layers(self, branch, approve):
        return self.run("layers.yml", self.of_branch("workflow_dispatch", branch), approve)

    def drift(self):
        """The schedule is of the main branch, and looks at all."""
        return self.run("drift.yml", self.of_branch("schedule", "main"))


class GitLab:
    """Merge requests run on their own branch."""

    name, project, issuer = "gitlab", gitlab.PROJECT, gitlab.ISSUER

    def __init__(self, runner, accounts, forge, caches):
        self.rest = (runner, accounts, forge, caches)
        self.repository = runner.repository

    def run(self, event, play=None):
        self.last = gitlab.Pipeline(*self.rest, event, play)
        return self.last.run()

    def of_branch(self, source, branch, **variables):
        return {"source": source, "branch": branch, "sha": self.repository.at(branch), "variables": variables}

    def request(self, number, source, target):
        return self.run({**self.of_branch("merge_request_event", source), "number": number, "base": target,
                         "diff_base": self.repository.git("merge-base", source, target)})

    def close(self, number, source, target):
        return True

    def push(self, branch, approve):
        return self.run(self.of_branch("push", branch), approve)

    def layers(self, branch, approve):
        return self.run(self.of_branch("web", branch, LAYERS="one-by-one"), approve)

    def drift(self):
        """A schedule is of its branch: here, the main one."""
        return self.run(self.of_branch("schedule", "main"))


PLATFORMS = {"github": GitHub, "gitlab": GitLab}
