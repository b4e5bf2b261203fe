from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import share_pb2 as _share_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class EnsureShareRequest(_message.Message):
    __slots__ = ("spec", "request_id", "validate_only", "reason", "labels", "look", "region")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SPEC_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    spec: _spec_pb2.Spec
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    look: bool
    region: str
    def __init__(self, spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., look: bool = ..., region: _Optional[str] = ...) -> None: ...

class RemoveShareRequest(_message.Message):
    __slots__ = ("spec", "request_id", "validate_only", "reason", "labels", "confirm", "delete_data", "look", "region")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SPEC_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    CONFIRM_FIELD_NUMBER: _ClassVar[int]
    DELETE_DATA_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    spec: _spec_pb2.Spec
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    confirm: str
    delete_data: bool
    look: bool
    region: str
    def __init__(self, spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., confirm: _Optional[str] = ..., delete_data: bool = ..., look: bool = ..., region: _Optional[str] = ...) -> None: ...

class VerifyShareRequest(_message.Message):
    __slots__ = ("spec", "request_id", "validate_only", "reason", "labels", "region")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SPEC_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    spec: _spec_pb2.Spec
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    region: str
    def __init__(self, spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., region: _Optional[str] = ...) -> None: ...

class GetShareStatusRequest(_message.Message):
    __slots__ = ("spec", "request_id", "validate_only", "reason", "labels", "region")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SPEC_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    spec: _spec_pb2.Spec
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    region: str
    def __init__(self, spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., region: _Optional[str] = ...) -> None: ...

class RunShareExportRequest(_message.Message):
    __slots__ = ("spec", "request_id", "validate_only", "reason", "labels", "export", "region")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SPEC_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    EXPORT_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    spec: _spec_pb2.Spec
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    export: str
    region: str
    def __init__(self, spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., export: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class QueryShareRequest(_message.Message):
    __slots__ = ("spec", "sql", "report", "region")
    SPEC_FIELD_NUMBER: _ClassVar[int]
    SQL_FIELD_NUMBER: _ClassVar[int]
    REPORT_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    spec: _spec_pb2.Spec
    sql: str
    report: _share_pb2.ShareReportQuestion
    region: str
    def __init__(self, spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., sql: _Optional[str] = ..., report: _Optional[_Union[_share_pb2.ShareReportQuestion, _Mapping]] = ..., region: _Optional[str] = ...) -> None: ...

class QueryShareResponse(_message.Message):
    __slots__ = ("columns", "rows", "answer")
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    ANSWER_FIELD_NUMBER: _ClassVar[int]
    columns: _share_pb2.ShareColumns
    rows: _share_pb2.ShareRows
    answer: _share_pb2.ShareAnswer
    def __init__(self, columns: _Optional[_Union[_share_pb2.ShareColumns, _Mapping]] = ..., rows: _Optional[_Union[_share_pb2.ShareRows, _Mapping]] = ..., answer: _Optional[_Union[_share_pb2.ShareAnswer, _Mapping]] = ...) -> None: ...
