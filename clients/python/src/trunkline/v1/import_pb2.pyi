from trunkline.v1 import export_pb2 as _export_pb2
from trunkline.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportTerraformResponse(_message.Message):
    __slots__ = ("source", "alias", "files", "removed", "taken", "left", "notes", "findings", "text")
    class Source(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        SOURCE_UNSPECIFIED: _ClassVar[ImportTerraformResponse.Source]
        SOURCE_STATE: _ClassVar[ImportTerraformResponse.Source]
        SOURCE_VARIABLES: _ClassVar[ImportTerraformResponse.Source]
    SOURCE_UNSPECIFIED: ImportTerraformResponse.Source
    SOURCE_STATE: ImportTerraformResponse.Source
    SOURCE_VARIABLES: ImportTerraformResponse.Source
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    TAKEN_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    source: ImportTerraformResponse.Source
    alias: str
    files: _containers.RepeatedCompositeFieldContainer[_export_pb2.ExportedFile]
    removed: _export_pb2.ExportedFile
    taken: _containers.RepeatedCompositeFieldContainer[TakenOver]
    left: _containers.RepeatedCompositeFieldContainer[LeftBehind]
    notes: _containers.RepeatedCompositeFieldContainer[ImportNote]
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    text: str
    def __init__(self, source: _Optional[_Union[ImportTerraformResponse.Source, str]] = ..., alias: _Optional[str] = ..., files: _Optional[_Iterable[_Union[_export_pb2.ExportedFile, _Mapping]]] = ..., removed: _Optional[_Union[_export_pb2.ExportedFile, _Mapping]] = ..., taken: _Optional[_Iterable[_Union[TakenOver, _Mapping]]] = ..., left: _Optional[_Iterable[_Union[LeftBehind, _Mapping]]] = ..., notes: _Optional[_Iterable[_Union[ImportNote, _Mapping]]] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., text: _Optional[str] = ...) -> None: ...

class TakenOver(_message.Message):
    __slots__ = ("address", "type", "section", "name")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SECTION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    address: str
    type: str
    section: str
    name: str
    def __init__(self, address: _Optional[str] = ..., type: _Optional[str] = ..., section: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class LeftBehind(_message.Message):
    __slots__ = ("address", "type", "name", "reason", "why", "remedy")
    class Reason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        REASON_UNSPECIFIED: _ClassVar[LeftBehind.Reason]
        REASON_NOT_MANAGED: _ClassVar[LeftBehind.Reason]
        REASON_OTHER_INSTANCE: _ClassVar[LeftBehind.Reason]
        REASON_UNKNOWN_REFERENCE: _ClassVar[LeftBehind.Reason]
        REASON_INCOMPLETE: _ClassVar[LeftBehind.Reason]
        REASON_NAME_TAKEN: _ClassVar[LeftBehind.Reason]
        REASON_NOT_UNDERSTOOD: _ClassVar[LeftBehind.Reason]
    REASON_UNSPECIFIED: LeftBehind.Reason
    REASON_NOT_MANAGED: LeftBehind.Reason
    REASON_OTHER_INSTANCE: LeftBehind.Reason
    REASON_UNKNOWN_REFERENCE: LeftBehind.Reason
    REASON_INCOMPLETE: LeftBehind.Reason
    REASON_NAME_TAKEN: LeftBehind.Reason
    REASON_NOT_UNDERSTOOD: LeftBehind.Reason
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    address: str
    type: str
    name: str
    reason: LeftBehind.Reason
    why: str
    remedy: str
    def __init__(self, address: _Optional[str] = ..., type: _Optional[str] = ..., name: _Optional[str] = ..., reason: _Optional[_Union[LeftBehind.Reason, str]] = ..., why: _Optional[str] = ..., remedy: _Optional[str] = ...) -> None: ...

class ImportNote(_message.Message):
    __slots__ = ("address", "message", "remedy")
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    address: str
    message: str
    remedy: str
    def __init__(self, address: _Optional[str] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ...) -> None: ...
