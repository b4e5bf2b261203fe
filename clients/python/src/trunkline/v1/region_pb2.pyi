from trunkline.v1 import center_pb2 as _center_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReplicateResult(_message.Message):
    __slots__ = ("source", "replica", "outcomes", "changes", "unfollowed")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REPLICA_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    UNFOLLOWED_FIELD_NUMBER: _ClassVar[int]
    source: RegionalInstance
    replica: RegionalInstance
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    unfollowed: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, source: _Optional[_Union[RegionalInstance, _Mapping]] = ..., replica: _Optional[_Union[RegionalInstance, _Mapping]] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., unfollowed: _Optional[_Iterable[str]] = ...) -> None: ...

class RegionalInstance(_message.Message):
    __slots__ = ("region", "id", "arn", "alias", "status")
    REGION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ARN_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    region: str
    id: str
    arn: str
    alias: str
    status: str
    def __init__(self, region: _Optional[str] = ..., id: _Optional[str] = ..., arn: _Optional[str] = ..., alias: _Optional[str] = ..., status: _Optional[str] = ...) -> None: ...

class TrafficResult(_message.Message):
    __slots__ = ("via", "groups", "reads")
    VIA_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    via: str
    groups: _containers.RepeatedCompositeFieldContainer[GroupTraffic]
    reads: int
    def __init__(self, via: _Optional[str] = ..., groups: _Optional[_Iterable[_Union[GroupTraffic, _Mapping]]] = ..., reads: _Optional[int] = ...) -> None: ...

class ShiftResult(_message.Message):
    __slots__ = ("via", "groups", "outcomes", "changes", "notes")
    VIA_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    via: str
    groups: _containers.RepeatedCompositeFieldContainer[GroupShift]
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    notes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, via: _Optional[str] = ..., groups: _Optional[_Iterable[_Union[GroupShift, _Mapping]]] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., notes: _Optional[_Iterable[str]] = ...) -> None: ...

class GroupShift(_message.Message):
    __slots__ = ("before", "after")
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    before: GroupTraffic
    after: Distribution
    def __init__(self, before: _Optional[_Union[GroupTraffic, _Mapping]] = ..., after: _Optional[_Union[Distribution, _Mapping]] = ...) -> None: ...

class GroupTraffic(_message.Message):
    __slots__ = ("name", "id", "arn", "is_default", "distribution")
    NAME_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    ARN_FIELD_NUMBER: _ClassVar[int]
    IS_DEFAULT_FIELD_NUMBER: _ClassVar[int]
    DISTRIBUTION_FIELD_NUMBER: _ClassVar[int]
    name: str
    id: str
    arn: str
    is_default: bool
    distribution: Distribution
    def __init__(self, name: _Optional[str] = ..., id: _Optional[str] = ..., arn: _Optional[str] = ..., is_default: bool = ..., distribution: _Optional[_Union[Distribution, _Mapping]] = ...) -> None: ...

class Distribution(_message.Message):
    __slots__ = ("telephony", "agents", "sign_in")
    TELEPHONY_FIELD_NUMBER: _ClassVar[int]
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    SIGN_IN_FIELD_NUMBER: _ClassVar[int]
    telephony: Shares
    agents: Shares
    sign_in: SignIn
    def __init__(self, telephony: _Optional[_Union[Shares, _Mapping]] = ..., agents: _Optional[_Union[Shares, _Mapping]] = ..., sign_in: _Optional[_Union[SignIn, _Mapping]] = ...) -> None: ...

class Shares(_message.Message):
    __slots__ = ("percent",)
    class PercentEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    PERCENT_FIELD_NUMBER: _ClassVar[int]
    percent: _containers.ScalarMap[str, int]
    def __init__(self, percent: _Optional[_Mapping[str, int]] = ...) -> None: ...

class SignIn(_message.Message):
    __slots__ = ("enabled",)
    class EnabledEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: bool
        def __init__(self, key: _Optional[str] = ..., value: bool = ...) -> None: ...
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    enabled: _containers.ScalarMap[str, bool]
    def __init__(self, enabled: _Optional[_Mapping[str, bool]] = ...) -> None: ...
