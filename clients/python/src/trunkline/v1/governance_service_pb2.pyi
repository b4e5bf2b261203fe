from trunkline.v1 import governance_pb2 as _governance_pb2
from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class CenterWork(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CENTER_WORK_UNSPECIFIED: _ClassVar[CenterWork]
    CENTER_WORK_APPLY: _ClassVar[CenterWork]
    CENTER_WORK_CREATE: _ClassVar[CenterWork]
    CENTER_WORK_PLAN: _ClassVar[CenterWork]

class Persona(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PERSONA_UNSPECIFIED: _ClassVar[Persona]
    PERSONA_ADMINISTRATOR: _ClassVar[Persona]
    PERSONA_SUPERVISOR: _ClassVar[Persona]
    PERSONA_AGENT: _ClassVar[Persona]

class GovernancePart(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GOVERNANCE_PART_UNSPECIFIED: _ClassVar[GovernancePart]
    GOVERNANCE_PART_STORAGE: _ClassVar[GovernancePart]
    GOVERNANCE_PART_TAGS: _ClassVar[GovernancePart]
    GOVERNANCE_PART_BUDGETS: _ClassVar[GovernancePart]
CENTER_WORK_UNSPECIFIED: CenterWork
CENTER_WORK_APPLY: CenterWork
CENTER_WORK_CREATE: CenterWork
CENTER_WORK_PLAN: CenterWork
PERSONA_UNSPECIFIED: Persona
PERSONA_ADMINISTRATOR: Persona
PERSONA_SUPERVISOR: Persona
PERSONA_AGENT: Persona
GOVERNANCE_PART_UNSPECIFIED: GovernancePart
GOVERNANCE_PART_STORAGE: GovernancePart
GOVERNANCE_PART_TAGS: GovernancePart
GOVERNANCE_PART_BUDGETS: GovernancePart

class ListRulesRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListRulesResponse(_message.Message):
    __slots__ = ("rules",)
    RULES_FIELD_NUMBER: _ClassVar[int]
    rules: _containers.RepeatedCompositeFieldContainer[_governance_pb2.GovernanceRule]
    def __init__(self, rules: _Optional[_Iterable[_Union[_governance_pb2.GovernanceRule, _Mapping]]] = ...) -> None: ...

class AssessInstanceRequest(_message.Message):
    __slots__ = ("target", "alias", "spec", "baseline_json", "formats", "rules", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    BASELINE_JSON_FIELD_NUMBER: _ClassVar[int]
    FORMATS_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    spec: _spec_pb2.Spec
    baseline_json: str
    formats: _containers.RepeatedScalarFieldContainer[_governance_pb2.AssessmentFormat]
    rules: _containers.RepeatedScalarFieldContainer[str]
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., baseline_json: _Optional[str] = ..., formats: _Optional[_Iterable[_Union[_governance_pb2.AssessmentFormat, str]]] = ..., rules: _Optional[_Iterable[str]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class MendFindingsRequest(_message.Message):
    __slots__ = ("target", "alias", "spec", "rules", "look", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    spec: _spec_pb2.Spec
    rules: _containers.RepeatedScalarFieldContainer[str]
    look: bool
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., rules: _Optional[_Iterable[str]] = ..., look: bool = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class PolicySource(_message.Message):
    __slots__ = ("operations", "center", "job", "persona", "work")
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    CENTER_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    PERSONA_FIELD_NUMBER: _ClassVar[int]
    WORK_FIELD_NUMBER: _ClassVar[int]
    operations: PolicyOperations
    center: _spec_pb2.Spec
    job: str
    persona: Persona
    work: CenterWork
    def __init__(self, operations: _Optional[_Union[PolicyOperations, _Mapping]] = ..., center: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., job: _Optional[str] = ..., persona: _Optional[_Union[Persona, str]] = ..., work: _Optional[_Union[CenterWork, str]] = ...) -> None: ...

class PolicyOperations(_message.Message):
    __slots__ = ("operations",)
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    operations: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, operations: _Optional[_Iterable[str]] = ...) -> None: ...

class GeneratePolicyRequest(_message.Message):
    __slots__ = ("target", "alias", "source", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    source: PolicySource
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., source: _Optional[_Union[PolicySource, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class AttachPolicyRequest(_message.Message):
    __slots__ = ("target", "alias", "source", "role", "trusts", "look", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    TRUSTS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    source: PolicySource
    role: str
    trusts: _containers.RepeatedScalarFieldContainer[str]
    look: bool
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., source: _Optional[_Union[PolicySource, _Mapping]] = ..., role: _Optional[str] = ..., trusts: _Optional[_Iterable[str]] = ..., look: bool = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class EnsureGovernanceRequest(_message.Message):
    __slots__ = ("target", "spec", "parts", "look", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    spec: _spec_pb2.Spec
    parts: _containers.RepeatedScalarFieldContainer[GovernancePart]
    look: bool
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., parts: _Optional[_Iterable[_Union[GovernancePart, str]]] = ..., look: bool = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class GetCostRequest(_message.Message):
    __slots__ = ("target", "start", "end", "granularity", "group", "tag_key", "forecast_end", "request_id", "validate_only", "reason", "labels")
    class Granularity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        GRANULARITY_UNSPECIFIED: _ClassVar[GetCostRequest.Granularity]
        GRANULARITY_DAILY: _ClassVar[GetCostRequest.Granularity]
        GRANULARITY_MONTHLY: _ClassVar[GetCostRequest.Granularity]
    GRANULARITY_UNSPECIFIED: GetCostRequest.Granularity
    GRANULARITY_DAILY: GetCostRequest.Granularity
    GRANULARITY_MONTHLY: GetCostRequest.Granularity
    class Group(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        GROUP_UNSPECIFIED: _ClassVar[GetCostRequest.Group]
        GROUP_SERVICE: _ClassVar[GetCostRequest.Group]
        GROUP_USAGE_TYPE: _ClassVar[GetCostRequest.Group]
        GROUP_ACCOUNT: _ClassVar[GetCostRequest.Group]
        GROUP_TAG: _ClassVar[GetCostRequest.Group]
    GROUP_UNSPECIFIED: GetCostRequest.Group
    GROUP_SERVICE: GetCostRequest.Group
    GROUP_USAGE_TYPE: GetCostRequest.Group
    GROUP_ACCOUNT: GetCostRequest.Group
    GROUP_TAG: GetCostRequest.Group
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    GRANULARITY_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    TAG_KEY_FIELD_NUMBER: _ClassVar[int]
    FORECAST_END_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    start: str
    end: str
    granularity: GetCostRequest.Granularity
    group: GetCostRequest.Group
    tag_key: str
    forecast_end: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., start: _Optional[str] = ..., end: _Optional[str] = ..., granularity: _Optional[_Union[GetCostRequest.Granularity, str]] = ..., group: _Optional[_Union[GetCostRequest.Group, str]] = ..., tag_key: _Optional[str] = ..., forecast_end: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ReviewTagsRequest(_message.Message):
    __slots__ = ("target", "spec", "alias", "required", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    SPEC_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    spec: _spec_pb2.Spec
    alias: str
    required: _containers.RepeatedScalarFieldContainer[str]
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., alias: _Optional[str] = ..., required: _Optional[_Iterable[str]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...
