from trunkline.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExportResult(_message.Message):
    __slots__ = ("files", "entries", "unsaid", "findings", "reads")
    class EntriesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    FILES_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    UNSAID_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    files: _containers.RepeatedCompositeFieldContainer[ExportedFile]
    entries: _containers.ScalarMap[str, int]
    unsaid: _containers.RepeatedCompositeFieldContainer[Unsaid]
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    reads: int
    def __init__(self, files: _Optional[_Iterable[_Union[ExportedFile, _Mapping]]] = ..., entries: _Optional[_Mapping[str, int]] = ..., unsaid: _Optional[_Iterable[_Union[Unsaid, _Mapping]]] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., reads: _Optional[int] = ...) -> None: ...

class ExportedFile(_message.Message):
    __slots__ = ("path", "document", "size_bytes")
    PATH_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    path: str
    document: str
    size_bytes: int
    def __init__(self, path: _Optional[str] = ..., document: _Optional[str] = ..., size_bytes: _Optional[int] = ...) -> None: ...

class Unsaid(_message.Message):
    __slots__ = ("thing", "why", "remedy")
    THING_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    thing: str
    why: str
    remedy: str
    def __init__(self, thing: _Optional[str] = ..., why: _Optional[str] = ..., remedy: _Optional[str] = ...) -> None: ...
