from trunkline.v1 import import_pb2 as _import_pb2
from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import plan_pb2 as _plan_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PlanContactCenterRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "spec", "options")
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
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    spec: _spec_pb2.Spec
    options: _plan_pb2.PlanOptions
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., options: _Optional[_Union[_plan_pb2.PlanOptions, _Mapping]] = ...) -> None: ...

class ApplyContactCenterRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "spec", "plan_digest", "options")
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
    PLAN_DIGEST_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    spec: _spec_pb2.Spec
    plan_digest: str
    options: _plan_pb2.PlanOptions
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., plan_digest: _Optional[str] = ..., options: _Optional[_Union[_plan_pb2.PlanOptions, _Mapping]] = ...) -> None: ...

class DestroyContactCenterRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "spec", "alias", "confirm", "keep_instance", "keep_numbers", "delete_data")
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
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    CONFIRM_FIELD_NUMBER: _ClassVar[int]
    KEEP_INSTANCE_FIELD_NUMBER: _ClassVar[int]
    KEEP_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    DELETE_DATA_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    spec: _spec_pb2.Spec
    alias: str
    confirm: str
    keep_instance: bool
    keep_numbers: bool
    delete_data: bool
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., alias: _Optional[str] = ..., confirm: _Optional[str] = ..., keep_instance: bool = ..., keep_numbers: bool = ..., delete_data: bool = ...) -> None: ...

class DescribeContactCenterRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias")
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
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ...) -> None: ...

class ExportContactCenterRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias")
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
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ...) -> None: ...

class DetectDriftRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "spec", "depth", "undeclared")
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
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    UNDECLARED_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    spec: _spec_pb2.Spec
    depth: _plan_pb2.PlanDepth
    undeclared: bool
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., spec: _Optional[_Union[_spec_pb2.Spec, _Mapping]] = ..., depth: _Optional[_Union[_plan_pb2.PlanDepth, str]] = ..., undeclared: bool = ...) -> None: ...

class ImportTerraformRequest(_message.Message):
    __slots__ = ("files", "alias")
    FILES_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    files: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    alias: str
    def __init__(self, files: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., alias: _Optional[str] = ...) -> None: ...
