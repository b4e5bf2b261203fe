from trunkline.v1 import plan_pb2 as _plan_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DriftResult(_message.Message):
    __slots__ = ("center", "depth", "deviations", "unchanged", "ignored", "reads", "text", "unsure")
    CENTER_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    DEVIATIONS_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    IGNORED_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    UNSURE_FIELD_NUMBER: _ClassVar[int]
    center: str
    depth: _plan_pb2.PlanDepth
    deviations: _containers.RepeatedCompositeFieldContainer[Deviation]
    unchanged: int
    ignored: int
    reads: int
    text: str
    unsure: _containers.RepeatedCompositeFieldContainer[_plan_pb2.UnsureField]
    def __init__(self, center: _Optional[str] = ..., depth: _Optional[_Union[_plan_pb2.PlanDepth, str]] = ..., deviations: _Optional[_Iterable[_Union[Deviation, _Mapping]]] = ..., unchanged: _Optional[int] = ..., ignored: _Optional[int] = ..., reads: _Optional[int] = ..., text: _Optional[str] = ..., unsure: _Optional[_Iterable[_Union[_plan_pb2.UnsureField, _Mapping]]] = ...) -> None: ...

class Deviation(_message.Message):
    __slots__ = ("kind", "name", "what", "owner", "field", "declared_json", "found_json", "message")
    class What(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        WHAT_UNSPECIFIED: _ClassVar[Deviation.What]
        WHAT_FIELD: _ClassVar[Deviation.What]
        WHAT_MISSING: _ClassVar[Deviation.What]
        WHAT_NOT_READY: _ClassVar[Deviation.What]
        WHAT_SURPLUS: _ClassVar[Deviation.What]
        WHAT_UNDECLARED: _ClassVar[Deviation.What]
    WHAT_UNSPECIFIED: Deviation.What
    WHAT_FIELD: Deviation.What
    WHAT_MISSING: Deviation.What
    WHAT_NOT_READY: Deviation.What
    WHAT_SURPLUS: Deviation.What
    WHAT_UNDECLARED: Deviation.What
    class Owner(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OWNER_UNSPECIFIED: _ClassVar[Deviation.Owner]
        OWNER_OURS: _ClassVar[Deviation.Owner]
        OWNER_FOREIGN: _ClassVar[Deviation.Owner]
    OWNER_UNSPECIFIED: Deviation.Owner
    OWNER_OURS: Deviation.Owner
    OWNER_FOREIGN: Deviation.Owner
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    DECLARED_JSON_FIELD_NUMBER: _ClassVar[int]
    FOUND_JSON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    kind: str
    name: str
    what: Deviation.What
    owner: Deviation.Owner
    field: str
    declared_json: str
    found_json: str
    message: str
    def __init__(self, kind: _Optional[str] = ..., name: _Optional[str] = ..., what: _Optional[_Union[Deviation.What, str]] = ..., owner: _Optional[_Union[Deviation.Owner, str]] = ..., field: _Optional[str] = ..., declared_json: _Optional[str] = ..., found_json: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
