import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import export_pb2 as _export_pb2
from trunkline.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReadContactLogResult(_message.Message):
    __slots__ = ("contact", "since_time", "until_time", "lines", "repeated_lines", "pages", "flows", "log", "walk", "pictures", "findings", "reads")
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    SINCE_TIME_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    REPEATED_LINES_FIELD_NUMBER: _ClassVar[int]
    PAGES_FIELD_NUMBER: _ClassVar[int]
    FLOWS_FIELD_NUMBER: _ClassVar[int]
    LOG_FIELD_NUMBER: _ClassVar[int]
    WALK_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    contact: str
    since_time: _timestamp_pb2.Timestamp
    until_time: _timestamp_pb2.Timestamp
    lines: int
    repeated_lines: int
    pages: int
    flows: _containers.RepeatedCompositeFieldContainer[ContactFlow]
    log: _export_pb2.ExportedFile
    walk: _export_pb2.ExportedFile
    pictures: _containers.RepeatedCompositeFieldContainer[_export_pb2.ExportedFile]
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    reads: int
    def __init__(self, contact: _Optional[str] = ..., since_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lines: _Optional[int] = ..., repeated_lines: _Optional[int] = ..., pages: _Optional[int] = ..., flows: _Optional[_Iterable[_Union[ContactFlow, _Mapping]]] = ..., log: _Optional[_Union[_export_pb2.ExportedFile, _Mapping]] = ..., walk: _Optional[_Union[_export_pb2.ExportedFile, _Mapping]] = ..., pictures: _Optional[_Iterable[_Union[_export_pb2.ExportedFile, _Mapping]]] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., reads: _Optional[int] = ...) -> None: ...

class ContactFlow(_message.Message):
    __slots__ = ("name", "type", "blocks", "unknown_blocks")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_BLOCKS_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: str
    blocks: int
    unknown_blocks: int
    def __init__(self, name: _Optional[str] = ..., type: _Optional[str] = ..., blocks: _Optional[int] = ..., unknown_blocks: _Optional[int] = ...) -> None: ...
