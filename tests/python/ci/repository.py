"""The repository of a team: made as the README says, with branches, requests and merges."""

import re
import subprocess

from .accounts import EXAMPLE

IDENTITY = ["-c", "user.name=Team", "-c", "user.email=team@example.com", "-c", "init.defaultBranch=main",
            "-c", "core.autocrlf=false"]


class Repository:
    """A clone to work in, and the bare origin that jobs fetch from."""

    def __init__(self, work, platform, endpoint):
        self.origin, self.desk = work / "origin.git", work / "desk"
        self.git("init", "--quiet", "--bare", self.origin, at=work)
        self.git("clone", "--quiet", self.origin, self.desk, at=work)
        self.git("checkout", "--quiet", "-b", "main")
        set_up = first_block((EXAMPLE / platform / "README.md").read_text())
        subprocess.run(["bash", "-euc", re.sub(r"^from=.*$", f"from='{EXAMPLE}'", set_up, flags=re.M)],
                       cwd=self.desk, check=True)
        # The targets that people write; theirs have no endpoint.
        targets = self.desk / "ci" / "controld.toml"
        targets.write_text(targets.read_text().replace("[[targets]]", f'[[targets]]\nendpoint = "{endpoint}"'))
        self.commit("Begin")
        for branch in ("stage", "develop"):
            self.git("branch", branch)
        self.git("push", "--quiet", "origin", "--all")

    def git(self, *words, at=None):
        ran = subprocess.run(["git", *IDENTITY, *map(str, words)], cwd=at or self.desk, check=False, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if ran.returncode:
            raise SystemExit(f"git {words}: {ran.stderr}")
        return ran.stdout.strip()

    def commit(self, why):
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", why)

    def change(self, branch, why, *edits, start="develop"):
        """A commit on a branch, which begins at `start` where there is none. An edit is (path, old, new)."""
        known = self.git("branch", "--list", branch)
        self.git("checkout", "--quiet", *([branch] if known else ["-b", branch, start]))
        for path, old, new in edits:
            text = (self.desk / path).read_text()
            if old not in text:
                raise SystemExit(f"{path} has no {old!r}")
            (self.desk / path).write_text(text.replace(old, new))
        self.commit(why)
        self.git("push", "--quiet", "origin", branch)

    def merge(self, source, target):
        """What the button does."""
        self.git("checkout", "--quiet", target)
        self.git("merge", "--quiet", "--no-ff", "-m", f"Merge {source}", source)
        self.git("push", "--quiet", "origin", target)

    def merged(self, number, source, target):
        """The commit that GitHub makes to try a merge, at its reference."""
        self.git("checkout", "--quiet", "--detach", target)
        self.git("merge", "--quiet", "--no-ff", "-m", "Try", source)
        self.git("push", "--quiet", "--force", "origin", f"HEAD:refs/pull/{number}/merge")
        return self.git("rev-parse", "HEAD")

    def at(self, branch):
        return self.git("rev-parse", branch)

    def check_out(self, commit, folder):
        """As the platforms do: one commit and no history."""
        self.git("init", "--quiet", folder, at=folder.parent)
        self.git("remote", "add", "origin", f"file://{self.origin}", at=folder)
        self.git("fetch", "--quiet", "--depth", "1", "origin", commit, at=folder)
        self.git("checkout", "--quiet", "FETCH_HEAD", at=folder)


def first_block(text):
    """The first shell block of a page."""
    return re.search(r"```sh\n(.*?)```", text, re.S)[1]
