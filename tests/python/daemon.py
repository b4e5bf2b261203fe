"""A daemon of one's own with targets as a configuration has them, and the command that asks it."""

import json
import subprocess

from served import Served

# No profile of the machine comes in between.
SIGNED_IN = {"AWS_SECRET_ACCESS_KEY": "any", "AWS_CONFIG_FILE": "/dev/null"}
FREE = "127.0.0.1:0"


class Daemon:
    """A running daemon. `key` signs its calls: to the simulator, an account is its own key. `more` has
    other tables of its configuration, by their names."""

    def __init__(self, binaries, work, targets, key, **more):
        config, tables = work / "controld.toml", {"targets": targets, **more}
        config.write_text("".join(table(name, it) for name, all in tables.items() for it in all))
        self.served = Served(binaries / "controld", "serve", "--config", config, "--data-dir", work / "data",
                             "--listen", FREE, "--http-listen", FREE, AWS_ACCESS_KEY_ID=key, **SIGNED_IN)
        grpc = self.served.line_with(r"gRPC on ([0-9.:]+)")
        self.command = [binaries / "connectctl", "--endpoint", f"http://{grpc}", "--quiet"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.served.__exit__()

    def ran(self, *words):
        """A command for programs that ran, however it ended."""
        return subprocess.run([*self.command, *words, "--output", "json"], text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def said(self, *words):
        """What a command says that ends well."""
        ran = self.ran(*words)
        if ran.returncode:
            raise SystemExit(f"connectctl {' '.join(map(str, words))}\n{ran.stdout}{ran.stderr}")
        return ran.stdout

    def answer(self, *words):
        """The one thing that a command answers."""
        return json.loads(self.said(*words))

    def lines(self, *words):
        """What a command answers line by line."""
        return [json.loads(line) for line in self.said(*words).splitlines()]


def table(name, members):
    """One of several tables of a name, as the configuration has them."""
    return f"[[{name}]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in members.items())


def check(holds, what):
    """Ends everything where something does not hold."""
    if not holds:
        raise SystemExit(what)
