import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import center_pb2 as _center_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ShareReport(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SHARE_REPORT_UNSPECIFIED: _ClassVar[ShareReport]
    SHARE_REPORT_CONTACTS_PER_QUEUE: _ClassVar[ShareReport]
    SHARE_REPORT_SERVICE_LEVEL: _ClassVar[ShareReport]
    SHARE_REPORT_ABANDON_RATE: _ClassVar[ShareReport]
    SHARE_REPORT_AGENT_OCCUPANCY: _ClassVar[ShareReport]
    SHARE_REPORT_LONGEST_WAITS: _ClassVar[ShareReport]
    SHARE_REPORT_FLOW_DROP_OFF: _ClassVar[ShareReport]
    SHARE_REPORT_SENTIMENT: _ClassVar[ShareReport]
SHARE_REPORT_UNSPECIFIED: ShareReport
SHARE_REPORT_CONTACTS_PER_QUEUE: ShareReport
SHARE_REPORT_SERVICE_LEVEL: ShareReport
SHARE_REPORT_ABANDON_RATE: ShareReport
SHARE_REPORT_AGENT_OCCUPANCY: ShareReport
SHARE_REPORT_LONGEST_WAITS: ShareReport
SHARE_REPORT_FLOW_DROP_OFF: ShareReport
SHARE_REPORT_SENTIMENT: ShareReport

class EnsureShareResult(_message.Message):
    __slots__ = ("share", "data_sets", "outcomes", "changes", "steps", "reads", "schedules")
    SHARE_FIELD_NUMBER: _ClassVar[int]
    DATA_SETS_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    SCHEDULES_FIELD_NUMBER: _ClassVar[int]
    share: str
    data_sets: _containers.RepeatedScalarFieldContainer[str]
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    steps: _containers.RepeatedScalarFieldContainer[str]
    reads: int
    schedules: _containers.RepeatedCompositeFieldContainer[ShareSchedule]
    def __init__(self, share: _Optional[str] = ..., data_sets: _Optional[_Iterable[str]] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., steps: _Optional[_Iterable[str]] = ..., reads: _Optional[int] = ..., schedules: _Optional[_Iterable[_Union[ShareSchedule, _Mapping]]] = ...) -> None: ...

class RemoveShareResult(_message.Message):
    __slots__ = ("share", "outcomes", "changes", "kept", "steps")
    SHARE_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    share: str
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    kept: _containers.RepeatedCompositeFieldContainer[KeptOfShare]
    steps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, share: _Optional[str] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., kept: _Optional[_Iterable[_Union[KeptOfShare, _Mapping]]] = ..., steps: _Optional[_Iterable[str]] = ...) -> None: ...

class KeptOfShare(_message.Message):
    __slots__ = ("what", "why")
    WHAT_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    what: str
    why: str
    def __init__(self, what: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class ShareStatusResult(_message.Message):
    __slots__ = ("share", "data_sets", "steps", "reads", "schedules", "alerts")
    SHARE_FIELD_NUMBER: _ClassVar[int]
    DATA_SETS_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    SCHEDULES_FIELD_NUMBER: _ClassVar[int]
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    share: str
    data_sets: _containers.RepeatedScalarFieldContainer[str]
    steps: _containers.RepeatedScalarFieldContainer[str]
    reads: int
    schedules: _containers.RepeatedCompositeFieldContainer[ShareSchedule]
    alerts: _containers.RepeatedCompositeFieldContainer[ShareAlert]
    def __init__(self, share: _Optional[str] = ..., data_sets: _Optional[_Iterable[str]] = ..., steps: _Optional[_Iterable[str]] = ..., reads: _Optional[int] = ..., schedules: _Optional[_Iterable[_Union[ShareSchedule, _Mapping]]] = ..., alerts: _Optional[_Iterable[_Union[ShareAlert, _Mapping]]] = ...) -> None: ...

class ShareAlert(_message.Message):
    __slots__ = ("kind", "rule", "subject", "since_time", "evidence", "cause", "remedy", "pending", "region")
    class Kind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        KIND_UNSPECIFIED: _ClassVar[ShareAlert.Kind]
        KIND_LINK_BROKEN: _ClassVar[ShareAlert.Kind]
        KIND_DATA_STALE: _ClassVar[ShareAlert.Kind]
        KIND_EXPORT_FAILED: _ClassVar[ShareAlert.Kind]
        KIND_VERIFICATION_FAILED: _ClassVar[ShareAlert.Kind]
    KIND_UNSPECIFIED: ShareAlert.Kind
    KIND_LINK_BROKEN: ShareAlert.Kind
    KIND_DATA_STALE: ShareAlert.Kind
    KIND_EXPORT_FAILED: ShareAlert.Kind
    KIND_VERIFICATION_FAILED: ShareAlert.Kind
    KIND_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    SINCE_TIME_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    kind: ShareAlert.Kind
    rule: str
    subject: str
    since_time: _timestamp_pb2.Timestamp
    evidence: str
    cause: str
    remedy: str
    pending: bool
    region: str
    def __init__(self, kind: _Optional[_Union[ShareAlert.Kind, str]] = ..., rule: _Optional[str] = ..., subject: _Optional[str] = ..., since_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., evidence: _Optional[str] = ..., cause: _Optional[str] = ..., remedy: _Optional[str] = ..., pending: bool = ..., region: _Optional[str] = ...) -> None: ...

class ShareSchedule(_message.Message):
    __slots__ = ("word", "expression", "time_zone", "next_time", "last_time", "missed", "left_out", "last_job", "last_state", "last_error", "region")
    class LastState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        LAST_STATE_UNSPECIFIED: _ClassVar[ShareSchedule.LastState]
        LAST_STATE_UNFINISHED: _ClassVar[ShareSchedule.LastState]
        LAST_STATE_SUCCEEDED: _ClassVar[ShareSchedule.LastState]
        LAST_STATE_FAILED: _ClassVar[ShareSchedule.LastState]
        LAST_STATE_CANCELLED: _ClassVar[ShareSchedule.LastState]
        LAST_STATE_NEEDS_ATTENTION: _ClassVar[ShareSchedule.LastState]
    LAST_STATE_UNSPECIFIED: ShareSchedule.LastState
    LAST_STATE_UNFINISHED: ShareSchedule.LastState
    LAST_STATE_SUCCEEDED: ShareSchedule.LastState
    LAST_STATE_FAILED: ShareSchedule.LastState
    LAST_STATE_CANCELLED: ShareSchedule.LastState
    LAST_STATE_NEEDS_ATTENTION: ShareSchedule.LastState
    WORD_FIELD_NUMBER: _ClassVar[int]
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    NEXT_TIME_FIELD_NUMBER: _ClassVar[int]
    LAST_TIME_FIELD_NUMBER: _ClassVar[int]
    MISSED_FIELD_NUMBER: _ClassVar[int]
    LEFT_OUT_FIELD_NUMBER: _ClassVar[int]
    LAST_JOB_FIELD_NUMBER: _ClassVar[int]
    LAST_STATE_FIELD_NUMBER: _ClassVar[int]
    LAST_ERROR_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    word: str
    expression: str
    time_zone: str
    next_time: _timestamp_pb2.Timestamp
    last_time: _timestamp_pb2.Timestamp
    missed: int
    left_out: str
    last_job: str
    last_state: ShareSchedule.LastState
    last_error: str
    region: str
    def __init__(self, word: _Optional[str] = ..., expression: _Optional[str] = ..., time_zone: _Optional[str] = ..., next_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., missed: _Optional[int] = ..., left_out: _Optional[str] = ..., last_job: _Optional[str] = ..., last_state: _Optional[_Union[ShareSchedule.LastState, str]] = ..., last_error: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class VerifyShareResult(_message.Message):
    __slots__ = ("share", "sound", "links", "tables", "scanned_bytes", "reads")
    SHARE_FIELD_NUMBER: _ClassVar[int]
    SOUND_FIELD_NUMBER: _ClassVar[int]
    LINKS_FIELD_NUMBER: _ClassVar[int]
    TABLES_FIELD_NUMBER: _ClassVar[int]
    SCANNED_BYTES_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    share: str
    sound: bool
    links: _containers.RepeatedCompositeFieldContainer[ShareLink]
    tables: _containers.RepeatedCompositeFieldContainer[ShareTable]
    scanned_bytes: int
    reads: int
    def __init__(self, share: _Optional[str] = ..., sound: bool = ..., links: _Optional[_Iterable[_Union[ShareLink, _Mapping]]] = ..., tables: _Optional[_Iterable[_Union[ShareTable, _Mapping]]] = ..., scanned_bytes: _Optional[int] = ..., reads: _Optional[int] = ...) -> None: ...

class ShareLink(_message.Message):
    __slots__ = ("rule", "subject", "state", "evidence", "cause", "remedy", "region")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[ShareLink.State]
        STATE_SOUND: _ClassVar[ShareLink.State]
        STATE_BROKEN: _ClassVar[ShareLink.State]
        STATE_UNKNOWN: _ClassVar[ShareLink.State]
    STATE_UNSPECIFIED: ShareLink.State
    STATE_SOUND: ShareLink.State
    STATE_BROKEN: ShareLink.State
    STATE_UNKNOWN: ShareLink.State
    RULE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    rule: str
    subject: str
    state: ShareLink.State
    evidence: str
    cause: str
    remedy: str
    region: str
    def __init__(self, rule: _Optional[str] = ..., subject: _Optional[str] = ..., state: _Optional[_Union[ShareLink.State, str]] = ..., evidence: _Optional[str] = ..., cause: _Optional[str] = ..., remedy: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class ShareTable(_message.Message):
    __slots__ = ("data_set", "table", "has_rows", "newest", "scanned_bytes", "age", "max_age", "region")
    DATA_SET_FIELD_NUMBER: _ClassVar[int]
    TABLE_FIELD_NUMBER: _ClassVar[int]
    HAS_ROWS_FIELD_NUMBER: _ClassVar[int]
    NEWEST_FIELD_NUMBER: _ClassVar[int]
    SCANNED_BYTES_FIELD_NUMBER: _ClassVar[int]
    AGE_FIELD_NUMBER: _ClassVar[int]
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    data_set: str
    table: str
    has_rows: bool
    newest: str
    scanned_bytes: int
    age: _duration_pb2.Duration
    max_age: _duration_pb2.Duration
    region: str
    def __init__(self, data_set: _Optional[str] = ..., table: _Optional[str] = ..., has_rows: bool = ..., newest: _Optional[str] = ..., scanned_bytes: _Optional[int] = ..., age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., region: _Optional[str] = ...) -> None: ...

class RunShareExportResult(_message.Message):
    __slots__ = ("share", "export", "outcomes", "query", "rows", "scanned_bytes", "place", "manifest")
    SHARE_FIELD_NUMBER: _ClassVar[int]
    EXPORT_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    SCANNED_BYTES_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    MANIFEST_FIELD_NUMBER: _ClassVar[int]
    share: str
    export: str
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    query: str
    rows: int
    scanned_bytes: int
    place: str
    manifest: str
    def __init__(self, share: _Optional[str] = ..., export: _Optional[str] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., query: _Optional[str] = ..., rows: _Optional[int] = ..., scanned_bytes: _Optional[int] = ..., place: _Optional[str] = ..., manifest: _Optional[str] = ...) -> None: ...

class ShareReportQuestion(_message.Message):
    __slots__ = ("report", "from_date", "to_date")
    REPORT_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    TO_DATE_FIELD_NUMBER: _ClassVar[int]
    report: ShareReport
    from_date: str
    to_date: str
    def __init__(self, report: _Optional[_Union[ShareReport, str]] = ..., from_date: _Optional[str] = ..., to_date: _Optional[str] = ...) -> None: ...

class ShareColumns(_message.Message):
    __slots__ = ("columns",)
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    columns: _containers.RepeatedCompositeFieldContainer[ShareColumn]
    def __init__(self, columns: _Optional[_Iterable[_Union[ShareColumn, _Mapping]]] = ...) -> None: ...

class ShareColumn(_message.Message):
    __slots__ = ("name", "type")
    NAME_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    name: str
    type: str
    def __init__(self, name: _Optional[str] = ..., type: _Optional[str] = ...) -> None: ...

class ShareRows(_message.Message):
    __slots__ = ("rows",)
    ROWS_FIELD_NUMBER: _ClassVar[int]
    rows: _containers.RepeatedCompositeFieldContainer[ShareRow]
    def __init__(self, rows: _Optional[_Iterable[_Union[ShareRow, _Mapping]]] = ...) -> None: ...

class ShareRow(_message.Message):
    __slots__ = ("values",)
    VALUES_FIELD_NUMBER: _ClassVar[int]
    values: _containers.RepeatedCompositeFieldContainer[ShareValue]
    def __init__(self, values: _Optional[_Iterable[_Union[ShareValue, _Mapping]]] = ...) -> None: ...

class ShareValue(_message.Message):
    __slots__ = ("text",)
    TEXT_FIELD_NUMBER: _ClassVar[int]
    text: str
    def __init__(self, text: _Optional[str] = ...) -> None: ...

class ShareAnswer(_message.Message):
    __slots__ = ("query", "rows", "scanned_bytes", "billing", "engine_time", "output", "sql")
    QUERY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    SCANNED_BYTES_FIELD_NUMBER: _ClassVar[int]
    BILLING_FIELD_NUMBER: _ClassVar[int]
    ENGINE_TIME_FIELD_NUMBER: _ClassVar[int]
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    SQL_FIELD_NUMBER: _ClassVar[int]
    query: str
    rows: int
    scanned_bytes: int
    billing: str
    engine_time: _duration_pb2.Duration
    output: str
    sql: str
    def __init__(self, query: _Optional[str] = ..., rows: _Optional[int] = ..., scanned_bytes: _Optional[int] = ..., billing: _Optional[str] = ..., engine_time: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., output: _Optional[str] = ..., sql: _Optional[str] = ...) -> None: ...
