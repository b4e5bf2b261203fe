"""What a runner does: a fresh folder, the variables, the lines of the script, and files that go on to other jobs."""

import os
import pathlib
import shutil
import subprocess

# What a machine has besides: where its programs are, and how its pip gets at packages.
PASSED_ON = ("PATH", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "HTTPS_PROXY", "https_proxy",
             "NO_PROXY", "no_proxy")


class Runner:
    """Runs jobs one after another, each in a folder as it was checked out. `settings` are those of the project,
    `common` are variables of the machine."""

    def __init__(self, work, repository, settings, **common):
        self.work, self.repository, self.settings, self.common = work, repository, settings, common
        self.folder = work / "checkout"
        self.log = []
        self.after_apply = lambda: None

    def begin(self, commit):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        self.repository.check_out(commit, self.folder)

    def environment(self, variables):
        machine = {name: value for name, value in os.environ.items()
                   if name in PASSED_ON or name.startswith("PIP_")}
        home = self.work / "home"
        home.mkdir(exist_ok=True)
        # AWS itself is the one thing that is stood in for, and no file of this machine tells anything of it.
        return {**machine, "HOME": str(home), "AWS_CONFIG_FILE": "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_EC2_METADATA_DISABLED": "true", "CI": "true",
                **self.common, **variables}

    def shell(self, name, script, variables, *options):
        """Whether a script succeeds, as its shell runs it. What it says is kept."""
        ran = subprocess.run(["bash", *options, "-c", script], cwd=self.folder, check=False, text=True,
                             env=self.environment(variables), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.log.append((name, ran.returncode, ran.stdout))
        if "apply.sh" in script:
            self.after_apply()
        return ran.returncode == 0

    def said(self):
        """What the last script said."""
        return self.log[-1][2]


def laid(source, target, copied=shutil.copy2):
    """Lays a file or a folder beside others."""
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, copy_function=copied, symlinks=True)
    else:
        copied(source, target)


def linked(source, target):
    """For what nobody writes into: as good as a copy, and quick."""
    pathlib.Path(target).unlink(missing_ok=True)
    os.link(source, target)
