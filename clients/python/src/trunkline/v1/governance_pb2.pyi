from trunkline.v1 import center_pb2 as _center_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEVERITY_UNSPECIFIED: _ClassVar[Severity]
    SEVERITY_INFO: _ClassVar[Severity]
    SEVERITY_LOW: _ClassVar[Severity]
    SEVERITY_MEDIUM: _ClassVar[Severity]
    SEVERITY_HIGH: _ClassVar[Severity]
    SEVERITY_CRITICAL: _ClassVar[Severity]

class AssessmentFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ASSESSMENT_FORMAT_UNSPECIFIED: _ClassVar[AssessmentFormat]
    ASSESSMENT_FORMAT_JSON: _ClassVar[AssessmentFormat]
    ASSESSMENT_FORMAT_SARIF: _ClassVar[AssessmentFormat]
    ASSESSMENT_FORMAT_HTML: _ClassVar[AssessmentFormat]
    ASSESSMENT_FORMAT_TEXT: _ClassVar[AssessmentFormat]
SEVERITY_UNSPECIFIED: Severity
SEVERITY_INFO: Severity
SEVERITY_LOW: Severity
SEVERITY_MEDIUM: Severity
SEVERITY_HIGH: Severity
SEVERITY_CRITICAL: Severity
ASSESSMENT_FORMAT_UNSPECIFIED: AssessmentFormat
ASSESSMENT_FORMAT_JSON: AssessmentFormat
ASSESSMENT_FORMAT_SARIF: AssessmentFormat
ASSESSMENT_FORMAT_HTML: AssessmentFormat
ASSESSMENT_FORMAT_TEXT: AssessmentFormat

class GovernanceRule(_message.Message):
    __slots__ = ("id", "area", "severity", "title", "why", "remedy", "references")
    ID_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    id: str
    area: str
    severity: Severity
    title: str
    why: str
    remedy: str
    references: _containers.RepeatedCompositeFieldContainer[RuleReference]
    def __init__(self, id: _Optional[str] = ..., area: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ..., title: _Optional[str] = ..., why: _Optional[str] = ..., remedy: _Optional[str] = ..., references: _Optional[_Iterable[_Union[RuleReference, _Mapping]]] = ...) -> None: ...

class RuleReference(_message.Message):
    __slots__ = ("source", "id")
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    source: str
    id: str
    def __init__(self, source: _Optional[str] = ..., id: _Optional[str] = ...) -> None: ...

class GovernanceFinding(_message.Message):
    __slots__ = ("rule", "severity", "area", "kind", "name", "arn", "evidence", "remedy", "mendable", "known", "fingerprint")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    AREA_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ARN_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    MENDABLE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    rule: str
    severity: Severity
    area: str
    kind: str
    name: str
    arn: str
    evidence: str
    remedy: str
    mendable: bool
    known: bool
    fingerprint: str
    def __init__(self, rule: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ..., area: _Optional[str] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., arn: _Optional[str] = ..., evidence: _Optional[str] = ..., remedy: _Optional[str] = ..., mendable: bool = ..., known: bool = ..., fingerprint: _Optional[str] = ...) -> None: ...

class AcceptedFinding(_message.Message):
    __slots__ = ("finding", "why", "until")
    FINDING_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    finding: GovernanceFinding
    why: str
    until: str
    def __init__(self, finding: _Optional[_Union[GovernanceFinding, _Mapping]] = ..., why: _Optional[str] = ..., until: _Optional[str] = ...) -> None: ...

class UnjudgedRule(_message.Message):
    __slots__ = ("rule", "why")
    RULE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    rule: str
    why: str
    def __init__(self, rule: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class AssessResult(_message.Message):
    __slots__ = ("center", "instance_arn", "findings", "accepted", "unjudged", "sound", "reads", "looked_at_s", "documents", "idle_exceptions", "gone")
    CENTER_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_ARN_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    UNJUDGED_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    LOOKED_AT_S_FIELD_NUMBER: _ClassVar[int]
    DOCUMENTS_FIELD_NUMBER: _ClassVar[int]
    IDLE_EXCEPTIONS_FIELD_NUMBER: _ClassVar[int]
    GONE_FIELD_NUMBER: _ClassVar[int]
    center: str
    instance_arn: str
    findings: _containers.RepeatedCompositeFieldContainer[GovernanceFinding]
    accepted: _containers.RepeatedCompositeFieldContainer[AcceptedFinding]
    unjudged: _containers.RepeatedCompositeFieldContainer[UnjudgedRule]
    sound: _containers.RepeatedScalarFieldContainer[str]
    reads: int
    looked_at_s: int
    documents: _containers.RepeatedCompositeFieldContainer[AssessmentDocument]
    idle_exceptions: _containers.RepeatedScalarFieldContainer[str]
    gone: _containers.RepeatedCompositeFieldContainer[GoneFinding]
    def __init__(self, center: _Optional[str] = ..., instance_arn: _Optional[str] = ..., findings: _Optional[_Iterable[_Union[GovernanceFinding, _Mapping]]] = ..., accepted: _Optional[_Iterable[_Union[AcceptedFinding, _Mapping]]] = ..., unjudged: _Optional[_Iterable[_Union[UnjudgedRule, _Mapping]]] = ..., sound: _Optional[_Iterable[str]] = ..., reads: _Optional[int] = ..., looked_at_s: _Optional[int] = ..., documents: _Optional[_Iterable[_Union[AssessmentDocument, _Mapping]]] = ..., idle_exceptions: _Optional[_Iterable[str]] = ..., gone: _Optional[_Iterable[_Union[GoneFinding, _Mapping]]] = ...) -> None: ...

class GoneFinding(_message.Message):
    __slots__ = ("rule", "severity", "kind", "name", "fingerprint")
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    rule: str
    severity: Severity
    kind: str
    name: str
    fingerprint: str
    def __init__(self, rule: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., fingerprint: _Optional[str] = ...) -> None: ...

class AssessmentDocument(_message.Message):
    __slots__ = ("format", "content", "document")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    format: AssessmentFormat
    content: str
    document: str
    def __init__(self, format: _Optional[_Union[AssessmentFormat, str]] = ..., content: _Optional[str] = ..., document: _Optional[str] = ...) -> None: ...

class GovernanceChanges(_message.Message):
    __slots__ = ("subject", "steps", "outcomes", "changes", "reads", "notes", "arns")
    class ArnsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    ARNS_FIELD_NUMBER: _ClassVar[int]
    subject: str
    steps: _containers.RepeatedScalarFieldContainer[str]
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    reads: int
    notes: _containers.RepeatedScalarFieldContainer[str]
    arns: _containers.ScalarMap[str, str]
    def __init__(self, subject: _Optional[str] = ..., steps: _Optional[_Iterable[str]] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., reads: _Optional[int] = ..., notes: _Optional[_Iterable[str]] = ..., arns: _Optional[_Mapping[str, str]] = ...) -> None: ...

class MendResult(_message.Message):
    __slots__ = ("changes", "findings", "left")
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    changes: GovernanceChanges
    findings: _containers.RepeatedCompositeFieldContainer[GovernanceFinding]
    left: _containers.RepeatedCompositeFieldContainer[GovernanceFinding]
    def __init__(self, changes: _Optional[_Union[GovernanceChanges, _Mapping]] = ..., findings: _Optional[_Iterable[_Union[GovernanceFinding, _Mapping]]] = ..., left: _Optional[_Iterable[_Union[GovernanceFinding, _Mapping]]] = ...) -> None: ...

class GeneratedPolicy(_message.Message):
    __slots__ = ("name", "document_json", "characters")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DOCUMENT_JSON_FIELD_NUMBER: _ClassVar[int]
    CHARACTERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    document_json: str
    characters: int
    def __init__(self, name: _Optional[str] = ..., document_json: _Optional[str] = ..., characters: _Optional[int] = ...) -> None: ...

class PolicyResult(_message.Message):
    __slots__ = ("policies", "operations", "unverified", "notes", "permissions")
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    UNVERIFIED_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    PERMISSIONS_FIELD_NUMBER: _ClassVar[int]
    policies: _containers.RepeatedCompositeFieldContainer[GeneratedPolicy]
    operations: _containers.RepeatedScalarFieldContainer[str]
    unverified: _containers.RepeatedScalarFieldContainer[str]
    notes: _containers.RepeatedScalarFieldContainer[str]
    permissions: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, policies: _Optional[_Iterable[_Union[GeneratedPolicy, _Mapping]]] = ..., operations: _Optional[_Iterable[str]] = ..., unverified: _Optional[_Iterable[str]] = ..., notes: _Optional[_Iterable[str]] = ..., permissions: _Optional[_Iterable[str]] = ...) -> None: ...

class CostResult(_message.Message):
    __slots__ = ("currency", "rows", "total", "forecast", "untagged_share", "services", "notes", "asked_at_s")
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    FORECAST_FIELD_NUMBER: _ClassVar[int]
    UNTAGGED_SHARE_FIELD_NUMBER: _ClassVar[int]
    SERVICES_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    ASKED_AT_S_FIELD_NUMBER: _ClassVar[int]
    currency: str
    rows: _containers.RepeatedCompositeFieldContainer[CostRow]
    total: str
    forecast: _containers.RepeatedCompositeFieldContainer[CostRow]
    untagged_share: float
    services: _containers.RepeatedScalarFieldContainer[str]
    notes: _containers.RepeatedScalarFieldContainer[str]
    asked_at_s: int
    def __init__(self, currency: _Optional[str] = ..., rows: _Optional[_Iterable[_Union[CostRow, _Mapping]]] = ..., total: _Optional[str] = ..., forecast: _Optional[_Iterable[_Union[CostRow, _Mapping]]] = ..., untagged_share: _Optional[float] = ..., services: _Optional[_Iterable[str]] = ..., notes: _Optional[_Iterable[str]] = ..., asked_at_s: _Optional[int] = ...) -> None: ...

class CostRow(_message.Message):
    __slots__ = ("start", "end", "group", "amount", "estimated")
    START_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    ESTIMATED_FIELD_NUMBER: _ClassVar[int]
    start: str
    end: str
    group: str
    amount: str
    estimated: bool
    def __init__(self, start: _Optional[str] = ..., end: _Optional[str] = ..., group: _Optional[str] = ..., amount: _Optional[str] = ..., estimated: bool = ...) -> None: ...

class TagsResult(_message.Message):
    __slots__ = ("required", "lacking", "resources", "allocation", "reads", "notes")
    class AllocationEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: bool
        def __init__(self, key: _Optional[str] = ..., value: bool = ...) -> None: ...
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    LACKING_FIELD_NUMBER: _ClassVar[int]
    RESOURCES_FIELD_NUMBER: _ClassVar[int]
    ALLOCATION_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    required: _containers.RepeatedScalarFieldContainer[str]
    lacking: _containers.RepeatedCompositeFieldContainer[UntaggedResource]
    resources: int
    allocation: _containers.ScalarMap[str, bool]
    reads: int
    notes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, required: _Optional[_Iterable[str]] = ..., lacking: _Optional[_Iterable[_Union[UntaggedResource, _Mapping]]] = ..., resources: _Optional[int] = ..., allocation: _Optional[_Mapping[str, bool]] = ..., reads: _Optional[int] = ..., notes: _Optional[_Iterable[str]] = ...) -> None: ...

class UntaggedResource(_message.Message):
    __slots__ = ("arn", "kind", "name", "keys")
    ARN_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    KEYS_FIELD_NUMBER: _ClassVar[int]
    arn: str
    kind: str
    name: str
    keys: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, arn: _Optional[str] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., keys: _Optional[_Iterable[str]] = ...) -> None: ...
