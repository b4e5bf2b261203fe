import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import plan_pb2 as _plan_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SavedPlan(_message.Message):
    __slots__ = ("name", "state", "target", "center", "digest", "options", "counts", "create_time", "expire_time", "created_by", "reason", "labels", "job", "specs", "files", "needs_approval", "approval", "expiry", "apply_job", "apply_time", "differences", "plan")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[SavedPlan.State]
        STATE_OPEN: _ClassVar[SavedPlan.State]
        STATE_APPROVED: _ClassVar[SavedPlan.State]
        STATE_APPLIED: _ClassVar[SavedPlan.State]
        STATE_EXPIRED: _ClassVar[SavedPlan.State]
        STATE_STALE: _ClassVar[SavedPlan.State]
    STATE_UNSPECIFIED: SavedPlan.State
    STATE_OPEN: SavedPlan.State
    STATE_APPROVED: SavedPlan.State
    STATE_APPLIED: SavedPlan.State
    STATE_EXPIRED: SavedPlan.State
    STATE_STALE: SavedPlan.State
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    CENTER_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    CREATED_BY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    SPECS_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    NEEDS_APPROVAL_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_FIELD_NUMBER: _ClassVar[int]
    EXPIRY_FIELD_NUMBER: _ClassVar[int]
    APPLY_JOB_FIELD_NUMBER: _ClassVar[int]
    APPLY_TIME_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    name: str
    state: SavedPlan.State
    target: str
    center: str
    digest: str
    options: _plan_pb2.PlanOptions
    counts: _plan_pb2.PlanCounts
    create_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    created_by: str
    reason: str
    labels: _containers.ScalarMap[str, str]
    job: str
    specs: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    files: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    needs_approval: bool
    approval: PlanDecision
    expiry: PlanDecision
    apply_job: str
    apply_time: _timestamp_pb2.Timestamp
    differences: _containers.RepeatedCompositeFieldContainer[_plan_pb2.PlanDifference]
    plan: _plan_pb2.Plan
    def __init__(self, name: _Optional[str] = ..., state: _Optional[_Union[SavedPlan.State, str]] = ..., target: _Optional[str] = ..., center: _Optional[str] = ..., digest: _Optional[str] = ..., options: _Optional[_Union[_plan_pb2.PlanOptions, _Mapping]] = ..., counts: _Optional[_Union[_plan_pb2.PlanCounts, _Mapping]] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., created_by: _Optional[str] = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., job: _Optional[str] = ..., specs: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., files: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., needs_approval: bool = ..., approval: _Optional[_Union[PlanDecision, _Mapping]] = ..., expiry: _Optional[_Union[PlanDecision, _Mapping]] = ..., apply_job: _Optional[str] = ..., apply_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., differences: _Optional[_Iterable[_Union[_plan_pb2.PlanDifference, _Mapping]]] = ..., plan: _Optional[_Union[_plan_pb2.Plan, _Mapping]] = ...) -> None: ...

class PlanDecision(_message.Message):
    __slots__ = ("decided_by", "time", "reason", "change_reference")
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    CHANGE_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    decided_by: str
    time: _timestamp_pb2.Timestamp
    reason: str
    change_reference: str
    def __init__(self, decided_by: _Optional[str] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason: _Optional[str] = ..., change_reference: _Optional[str] = ...) -> None: ...

class CreatePlanRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "spec", "options", "lifetime")
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
    SPEC_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    LIFETIME_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    spec: _spec_pb2.Spec
    options: _plan_pb2.PlanOptions
    lifetime: _duration_pb2.Duration
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., options: _Optional[_Union[_plan_pb2.PlanOptions, _Mapping]] = ..., lifetime: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class GetPlanRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class ListPlansRequest(_message.Message):
    __slots__ = ("page_size", "page_token", "states", "target", "alias")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    states: _containers.RepeatedScalarFieldContainer[SavedPlan.State]
    target: str
    alias: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., states: _Optional[_Iterable[_Union[SavedPlan.State, str]]] = ..., target: _Optional[str] = ..., alias: _Optional[str] = ...) -> None: ...

class ListPlansResponse(_message.Message):
    __slots__ = ("plans", "next_page_token")
    PLANS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    plans: _containers.RepeatedCompositeFieldContainer[SavedPlan]
    next_page_token: str
    def __init__(self, plans: _Optional[_Iterable[_Union[SavedPlan, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListPlanStepsRequest(_message.Message):
    __slots__ = ("name", "page_size", "page_token")
    NAME_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    name: str
    page_size: int
    page_token: str
    def __init__(self, name: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPlanStepsResponse(_message.Message):
    __slots__ = ("steps", "next_page_token")
    STEPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    steps: _containers.RepeatedCompositeFieldContainer[_plan_pb2.PlanStep]
    next_page_token: str
    def __init__(self, steps: _Optional[_Iterable[_Union[_plan_pb2.PlanStep, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ApprovePlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "validate_only", "reason", "change_reference")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    CHANGE_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    validate_only: bool
    reason: str
    change_reference: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., change_reference: _Optional[str] = ...) -> None: ...

class ApplyPlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "validate_only", "reason", "labels", "spec")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    spec: _spec_pb2.Spec
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ...) -> None: ...

class ExpirePlanRequest(_message.Message):
    __slots__ = ("name", "request_id", "validate_only", "reason")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    name: str
    request_id: str
    validate_only: bool
    reason: str
    def __init__(self, name: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ...) -> None: ...
