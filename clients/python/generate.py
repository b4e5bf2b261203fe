"""Generates trunkline.v1 from the proto files.

usage: generate.py [--check]

With --check nothing is written: it fails where the code in the repository is not what would be generated.
Needs the packages of requirements-check.txt.
"""

import filecmp
import importlib.resources
import pathlib
import shutil
import sys
import tempfile

from grpc_tools import protoc

HERE = pathlib.Path(__file__).resolve().parent
PROTO = HERE.parents[1] / "proto"
PACKAGE = pathlib.Path("trunkline", "v1")
GENERATED = HERE / "src" / PACKAGE
INIT = '"""The messages and services of trunkline.v1, generated from the proto files."""\n'


def main(*words: str) -> int:
    if words not in ((), ("--check",)):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        fresh = generate(pathlib.Path(folder))
        if words:
            return report(differences(fresh, GENERATED))
        shutil.rmtree(GENERATED, ignore_errors=True)
        shutil.copytree(fresh, GENERATED)
        return 0


def generate(folder: pathlib.Path) -> pathlib.Path:
    """Generates into a folder; answers where the package is in it."""
    protos = sorted(path.relative_to(PROTO) for path in (PROTO / PACKAGE).glob("*.proto"))
    services = [path for path in protos if path.stem.endswith("_service")]
    run(protos, f"--python_out={folder}", f"--pyi_out={folder}")
    # The plugin is a program beside the interpreter that has it.
    plugin = pathlib.Path(sys.executable).parent / "protoc-gen-mypy_grpc"
    run(services, f"--grpc_python_out={folder}", f"--plugin=protoc-gen-mypy_grpc={plugin}",
        f"--mypy_grpc_out=quiet:{folder}")
    (folder / PACKAGE / "__init__.py").write_text(INIT)
    return folder / PACKAGE


def run(protos: list[pathlib.Path], *options: str) -> None:
    known = importlib.resources.files("grpc_tools") / "_proto"
    words = ["protoc", f"-I{PROTO}", f"-I{known}", *options, *map(str, protos)]
    if protoc.main(words):
        sys.exit("protoc failed")


def differences(fresh: pathlib.Path, kept: pathlib.Path) -> list[str]:
    """Names of the files that are not the same on both sides."""
    names = {path.name for folder in (fresh, kept) for path in folder.glob("*.py*") if path.is_file()}
    same, _, _ = filecmp.cmpfiles(fresh, kept, sorted(names), shallow=False)
    return sorted(names.difference(same))


def report(stale: list[str]) -> int:
    for name in stale:
        print(f"{PACKAGE / name} is not what generate.py makes of the proto files")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
