"""Packs each folder here into `build/NAME.zip`, with what its `requirements.txt` names.

The same files give the same bytes, whenever and wherever, so that a plan shows a function only when it changes.
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
BUILD = HERE.parent / "build"
# As the spec says: `runtime` and `architecture`.
PYTHON, PLATFORM = "3.13", "manylinux2014_aarch64"
LEFT_OUT = {"__pycache__", "requirements.txt"}


def wanted(function):
    """The libraries that a function names."""
    lines = (function / "requirements.txt").read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def install(function, folder):
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-compile", "--target", folder,
                    "--only-binary", ":all:", "--python-version", PYTHON, "--platform", PLATFORM,
                    "--requirement", function / "requirements.txt"], check=True)


def files(root):
    """Path in the archive and file, in the order of their names."""
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        inside = path.relative_to(root)
        if not LEFT_OUT & set(inside.parts) and not path.name.startswith("test_"):
            yield inside.as_posix(), path


def pack(function):
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as libraries, zipfile.ZipFile(
            BUILD / f"{function.name}.zip", "w", zipfile.ZIP_STORED) as packed:
        if wanted(function):
            install(function, libraries)
        for name, path in [*files(function), *files(pathlib.Path(libraries))]:
            # No time and no rights of the machine that packs; not compressed, since programs differ in how.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())
    print(f"packed {function.name}")


for found in sorted(path.parent for path in HERE.glob("*/index.py")):
    pack(found)
