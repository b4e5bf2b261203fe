"""The files of a spec or of a bundle of flows, as a request holds them."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from trunkline.v1 import document_service_pb2, spec_pb2

#: A declaration: its members, its text in YAML or JSON, or the path of a file or folder that has it.
Declared: TypeAlias = "Mapping[str, Any] | str | os.PathLike[str]"
#: Files: their contents by path, or the path of a file or folder.
Held: TypeAlias = "Mapping[str, str | bytes] | os.PathLike[str]"

#: How many bytes of contents may travel inside one request.
INLINE_BYTES_MAX = 1 << 20
#: The largest piece of an upload.
CHUNK_BYTES = 1 << 20
#: Which file of a folder is the spec.
SPEC_NAMES = ("center.yaml", "share.yaml")


@dataclass(frozen=True)
class File:
    """A file under the path by which findings and other files name it."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Gathered:
    """A spec with everything that belongs to it."""

    #: The base, then its overlays.
    specs: list[File]
    #: The files that those name.
    files: list[File] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)

    def to_message(self, documents: Mapping[str, str]) -> spec_pb2.Spec:
        """As a request holds it; `documents` has the names of those that were uploaded, by path."""
        return spec_pb2.Spec(
            specs=to_messages(self.specs, documents),
            files=to_messages(self.files, documents),
            variables=self.variables,
        )


class Parts:
    """The messages of an upload. They can be gone through more than once."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def __iter__(self) -> Iterator[document_service_pb2.UploadDocumentRequest]:
        request = document_service_pb2.UploadDocumentRequest
        yield request(header=document_service_pb2.DocumentHeader(name=document_name(self._content)))
        for start in range(0, len(self._content), CHUNK_BYTES):
            yield request(chunk=self._content[start : start + CHUNK_BYTES])


def document_name(content: bytes) -> str:
    """The name of the document that has this content."""
    return f"documents/sha256:{hashlib.sha256(content).hexdigest()}"


def is_going(document: document_service_pb2.Document) -> bool:
    """Whether a document may be removed before a request that names it arrives."""
    expires = document.expire_time.ToDatetime(timezone.utc)
    return expires < datetime.now(timezone.utc) + timedelta(hours=1)


def to_messages(files: Sequence[File], documents: Mapping[str, str]) -> list[spec_pb2.SourceFile]:
    """As a request holds them."""
    return [_to_message(file, documents.get(file.path, "")) for file in files]


def _to_message(file: File, document: str) -> spec_pb2.SourceFile:
    if document:
        return spec_pb2.SourceFile(path=file.path, document=document)
    try:
        return spec_pb2.SourceFile(path=file.path, text=file.content.decode())
    except UnicodeDecodeError:
        return spec_pb2.SourceFile(path=file.path, data=file.content)


def too_large(files: Iterable[File]) -> list[File]:
    """The largest files, as few as make the rest fit into a request."""
    largest_first = sorted(files, key=lambda file: len(file.content), reverse=True)
    left = sum(len(file.content) for file in largest_first)
    large = []
    for file in largest_first:
        if left <= INLINE_BYTES_MAX:
            break
        left -= len(file.content)
        large.append(file)
    return large


def held(files: Held) -> list[File]:
    """Files out of memory or of a folder, sorted by path. What begins with a dot is left out."""
    if isinstance(files, Mapping):
        return [File(path, _bytes(content)) for path, content in sorted(files.items())]
    path = Path(files)
    if path.is_dir():
        return [File(each.relative_to(path).as_posix(), each.read_bytes()) for each in _below(path)]
    return [File(path.name, path.read_bytes())]


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _below(folder: Path) -> list[Path]:
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if not name.startswith(".")]
    return sorted(found)


def gather(
    declared: Sequence[Declared],
    variables: Mapping[str, str],
    folder: os.PathLike[str] | None,
    files: Mapping[str, str | bytes],
) -> Gathered:
    """Reads a spec: the base, its overlays, and the files that they name.

    Names begin beside the spec file; those of a dict or a text begin in `folder`. `files` are further
    ones by that path. Raises `OSError` for a file that cannot be read, and `ValueError` for a folder that
    has no spec.
    """
    texts = [_read(each, number, folder) for number, each in enumerate(declared)]
    named = _named(texts, variables)
    on_disk = {path for path, _ in texts if path.is_absolute()} | named
    root = Path(os.path.commonpath([path.parent for path in on_disk])) if on_disk else Path("/")
    specs = [File(_within(path, root), text) for path, text in texts]
    taken = {file.path for file in specs}
    further = {_within(path, root): path.read_bytes() for path in sorted(named)}
    further |= {path: _bytes(content) for path, content in files.items()}
    kept = [File(path, content) for path, content in sorted(further.items()) if path not in taken]
    return Gathered(specs, kept, dict(variables))


def _read(declared: Declared, number: int, folder: os.PathLike[str] | None) -> tuple[Path, bytes]:
    """The path and the content. The path is absolute where names in it lead to files on this machine."""
    if isinstance(declared, os.PathLike):
        path = _spec_in(Path(os.path.abspath(declared)))
        return path, path.read_bytes()
    root = Path(os.path.abspath(folder)) if folder is not None else Path()
    if isinstance(declared, str):
        return root / f"spec-{number + 1}.yaml", declared.encode()
    return root / f"spec-{number + 1}.json", json.dumps(declared, indent=2, ensure_ascii=False).encode()


def _spec_in(path: Path) -> Path:
    if not path.is_dir():
        return path
    for name in SPEC_NAMES:
        if (path / name).is_file():
            return path / name
    raise ValueError(f"{path} has no {' and no '.join(SPEC_NAMES)}")


def _within(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_absolute() else path.as_posix()


def _named(texts: Sequence[tuple[Path, bytes]], variables: Mapping[str, str]) -> set[Path]:
    """The files beside specs that those name."""
    specs = [(path.parent, _members(text)) for path, text in texts]
    known: dict[str, str] = {}
    for _, members in specs:
        known |= _defaults(members)
    known |= variables
    beside = [(folder, _resolved(name, known)) for folder, members in specs for name in _names(members)]
    paths = {Path(os.path.normpath(folder / name)) for folder, name in beside if folder.is_absolute()}
    return {path for path in paths if path.is_file()}


def _members(text: bytes) -> Mapping[str, Any]:
    """What is wrong with the text is for the daemon to find."""
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError):
        return {}
    return read if isinstance(read, Mapping) else {}


def _names(members: Mapping[str, Any]) -> Iterator[str]:
    """What entries name as their `file`. Names from the root of the file system do not count."""
    for kind, section in members.items():
        entries = section.values() if isinstance(section, Mapping) else section
        for entry in entries if isinstance(section, (Mapping, list)) else ():
            name = entry.get("file") if isinstance(entry, Mapping) else entry
            # An entry may be its file alone in one section.
            is_file = isinstance(entry, Mapping) or kind == "security_keys"
            if is_file and isinstance(name, str) and not name.startswith("/"):
                yield name


def _defaults(members: Mapping[str, Any]) -> dict[str, str]:
    declared = members.get("variables")
    return {str(k): str(v) for k, v in declared.items()} if isinstance(declared, Mapping) else {}


def _resolved(name: str, variables: Mapping[str, str]) -> str:
    return re.sub(r"\$\{var\.([^}]+)\}", lambda found: variables.get(found[1], found[0]), name)
