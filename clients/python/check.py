"""Checks the Python client with everything that belongs to it.

usage: check.py BINARIES

BINARIES is the folder of `controld`. What is needed is installed into environments beside it, in the folder
`client-python`; that of the tools is kept until it is moved or its versions change.
"""

import pathlib
import shutil
import subprocess
import sys
import venv
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements-check.txt"
SPAN_TEST = "connections.Connections.test_the_current_span_travels_along"


def main(*words: str) -> int:
    if len(words) != 1:
        sys.exit(__doc__)
    binaries = pathlib.Path(words[0]).resolve()
    folder = binaries / "client-python"
    tools = tools_in(folder / "tools")
    step("the generated code is that of the proto files", tools, HERE / "generate.py", "--check")
    step("types hold", tools, "-m", "mypy", "--no-incremental", "src/trunkline")
    step("style holds", tools, "-m", "ruff", "check", "--no-cache", ".")
    wheel = built(tools, folder / "dist")
    empty = fresh(folder / "empty")
    step("the wheel installs", empty, "-m", "pip", "install", "--quiet", wheel)
    step("it holds what it promises", empty, "tests/conformance.py", binaries)
    step("it takes opentelemetry-api", empty, "-m", "pip", "install", "--quiet", pinned("opentelemetry-api"))
    step("spans travel along", empty, "tests/conformance.py", binaries, SPAN_TEST)
    return 0


def tools_in(folder: pathlib.Path) -> pathlib.Path:
    """A Python with the pinned tools; made once."""
    # Its programs name their interpreter by its path: one that was moved is made anew.
    wanted = f"# {folder}\n{REQUIREMENTS.read_text()}{(HERE / 'pyproject.toml').read_text()}"
    mark = folder / "installed.txt"
    python = folder / "bin" / "python"
    if not mark.exists() or mark.read_text() != wanted:
        python = fresh(folder)
        step("the tools install", python, "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS)
        mark.write_text(wanted)
    return python


def fresh(folder: pathlib.Path) -> pathlib.Path:
    """A Python with nothing but pip."""
    venv.create(folder, with_pip=True, clear=True)
    return folder / "bin" / "python"


def pinned(package: str) -> str:
    """A package with its version, as pip takes it."""
    lines = REQUIREMENTS.read_text().splitlines()
    return next(line for line in lines if line.startswith(f"{package}=="))


def built(tools: pathlib.Path, dist: pathlib.Path) -> pathlib.Path:
    """The wheel, made from the source distribution as others would."""
    shutil.rmtree(dist, ignore_errors=True)
    step("it builds", tools, "-m", "build", "--no-isolation", "--outdir", dist, HERE)
    (wheel,) = dist.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = [path for path in (HERE / "src").rglob("*") if path.suffix in (".py", ".pyi", ".typed")]
    missing = {path.relative_to(HERE / "src").as_posix() for path in sources} - names
    if missing:
        sys.exit(f"the wheel lacks {', '.join(sorted(missing))}")
    return wheel


def step(what: str, *command: object) -> None:
    """Runs a command; ends everything where it fails."""
    print(f"client-python: {what}", flush=True)
    if subprocess.run([str(word) for word in command], cwd=HERE, check=False).returncode:
        sys.exit(f"client-python: it is not so that {what}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
