from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import region_pb2 as _region_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReplicateContactCenterRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias", "to", "replica_alias")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    REPLICA_ALIAS_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    to: str
    replica_alias: str
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ..., to: _Optional[str] = ..., replica_alias: _Optional[str] = ...) -> None: ...

class GetTrafficRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "instance", "group", "via")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    VIA_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    instance: str
    group: str
    via: str
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., instance: _Optional[str] = ..., group: _Optional[str] = ..., via: _Optional[str] = ...) -> None: ...

class ShiftTrafficRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "instance", "group", "via", "telephony", "agents", "sign_in")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    VIA_FIELD_NUMBER: _ClassVar[int]
    TELEPHONY_FIELD_NUMBER: _ClassVar[int]
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    SIGN_IN_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    instance: str
    group: str
    via: str
    telephony: _region_pb2.Shares
    agents: _region_pb2.Shares
    sign_in: _region_pb2.SignIn
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., instance: _Optional[str] = ..., group: _Optional[str] = ..., via: _Optional[str] = ..., telephony: _Optional[_Union[_region_pb2.Shares, _Mapping]] = ..., agents: _Optional[_Union[_region_pb2.Shares, _Mapping]] = ..., sign_in: _Optional[_Union[_region_pb2.SignIn, _Mapping]] = ..., **kwargs) -> None: ...
