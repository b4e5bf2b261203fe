import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import flow_pb2 as _flow_pb2
from trunkline.v1 import flow_report_pb2 as _flow_report_pb2
from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExportFlowsRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias", "only", "without", "built_in", "audio", "mapping")
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
    ONLY_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_FIELD_NUMBER: _ClassVar[int]
    BUILT_IN_FIELD_NUMBER: _ClassVar[int]
    AUDIO_FIELD_NUMBER: _ClassVar[int]
    MAPPING_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    only: _containers.RepeatedScalarFieldContainer[str]
    without: _containers.RepeatedScalarFieldContainer[str]
    built_in: bool
    audio: bool
    mapping: _flow_pb2.FlowMapping
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ..., only: _Optional[_Iterable[str]] = ..., without: _Optional[_Iterable[str]] = ..., built_in: bool = ..., audio: bool = ..., mapping: _Optional[_Union[_flow_pb2.FlowMapping, _Mapping]] = ...) -> None: ...

class DeployFlowsRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias", "bundle", "mapping", "overwrite", "version", "version_alias", "look", "only", "without")
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
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    MAPPING_FIELD_NUMBER: _ClassVar[int]
    OVERWRITE_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VERSION_ALIAS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    ONLY_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    bundle: _flow_pb2.FlowBundle
    mapping: _flow_pb2.FlowMapping
    overwrite: _flow_pb2.FlowOverwrite
    version: bool
    version_alias: str
    look: bool
    only: _containers.RepeatedScalarFieldContainer[str]
    without: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ..., bundle: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., mapping: _Optional[_Union[_flow_pb2.FlowMapping, _Mapping]] = ..., overwrite: _Optional[_Union[_flow_pb2.FlowOverwrite, _Mapping]] = ..., version: bool = ..., version_alias: _Optional[str] = ..., look: bool = ..., only: _Optional[_Iterable[str]] = ..., without: _Optional[_Iterable[str]] = ...) -> None: ...

class ReleaseFlowsRequest(_message.Message):
    __slots__ = ("bundle", "request_id", "validate_only", "reason", "labels", "stops", "version", "version_alias", "look", "only", "without")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VERSION_ALIAS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    ONLY_FIELD_NUMBER: _ClassVar[int]
    WITHOUT_FIELD_NUMBER: _ClassVar[int]
    bundle: _flow_pb2.FlowBundle
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    stops: _containers.RepeatedCompositeFieldContainer[_flow_pb2.FlowStop]
    version: bool
    version_alias: str
    look: bool
    only: _containers.RepeatedScalarFieldContainer[str]
    without: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, bundle: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., stops: _Optional[_Iterable[_Union[_flow_pb2.FlowStop, _Mapping]]] = ..., version: bool = ..., version_alias: _Optional[str] = ..., look: bool = ..., only: _Optional[_Iterable[str]] = ..., without: _Optional[_Iterable[str]] = ...) -> None: ...

class RollBackReleaseRequest(_message.Message):
    __slots__ = ("release", "request_id", "validate_only", "reason", "labels", "overwrite")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    OVERWRITE_FIELD_NUMBER: _ClassVar[int]
    release: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    overwrite: _flow_pb2.FlowOverwrite
    def __init__(self, release: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., overwrite: _Optional[_Union[_flow_pb2.FlowOverwrite, _Mapping]] = ...) -> None: ...

class RollBackFlowsRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias", "before", "overwrite")
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
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    OVERWRITE_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    before: str
    overwrite: _flow_pb2.FlowOverwrite
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ..., before: _Optional[str] = ..., overwrite: _Optional[_Union[_flow_pb2.FlowOverwrite, _Mapping]] = ...) -> None: ...

class ReadContactLogRequest(_message.Message):
    __slots__ = ("target", "request_id", "validate_only", "reason", "labels", "alias", "contact", "until_time", "lookback", "draw")
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
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    UNTIL_TIME_FIELD_NUMBER: _ClassVar[int]
    LOOKBACK_FIELD_NUMBER: _ClassVar[int]
    DRAW_FIELD_NUMBER: _ClassVar[int]
    target: str
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    alias: str
    contact: str
    until_time: _timestamp_pb2.Timestamp
    lookback: _duration_pb2.Duration
    draw: bool
    def __init__(self, target: _Optional[str] = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., alias: _Optional[str] = ..., contact: _Optional[str] = ..., until_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., lookback: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., draw: bool = ...) -> None: ...

class CheckFlowsRequest(_message.Message):
    __slots__ = ("bundle", "sarif")
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    SARIF_FIELD_NUMBER: _ClassVar[int]
    bundle: _flow_pb2.FlowBundle
    sarif: bool
    def __init__(self, bundle: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., sarif: bool = ...) -> None: ...

class CheckFlowsResponse(_message.Message):
    __slots__ = ("findings", "gaps", "skipped", "text", "sarif")
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SARIF_FIELD_NUMBER: _ClassVar[int]
    findings: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowFinding]
    gaps: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowGap]
    skipped: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.SkippedFile]
    text: str
    sarif: str
    def __init__(self, findings: _Optional[_Iterable[_Union[_flow_report_pb2.FlowFinding, _Mapping]]] = ..., gaps: _Optional[_Iterable[_Union[_flow_report_pb2.FlowGap, _Mapping]]] = ..., skipped: _Optional[_Iterable[_Union[_flow_report_pb2.SkippedFile, _Mapping]]] = ..., text: _Optional[str] = ..., sarif: _Optional[str] = ...) -> None: ...

class DiffFlowsRequest(_message.Message):
    __slots__ = ("old", "new", "only", "positions", "notes", "draw")
    OLD_FIELD_NUMBER: _ClassVar[int]
    NEW_FIELD_NUMBER: _ClassVar[int]
    ONLY_FIELD_NUMBER: _ClassVar[int]
    POSITIONS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    DRAW_FIELD_NUMBER: _ClassVar[int]
    old: _flow_pb2.FlowBundle
    new: _flow_pb2.FlowBundle
    only: _containers.RepeatedScalarFieldContainer[str]
    positions: bool
    notes: bool
    draw: bool
    def __init__(self, old: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., new: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., only: _Optional[_Iterable[str]] = ..., positions: bool = ..., notes: bool = ..., draw: bool = ...) -> None: ...

class DiffFlowsResponse(_message.Message):
    __slots__ = ("added", "removed", "changed", "added_prompts", "removed_prompts", "changed_prompts", "text", "pictures")
    ADDED_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    ADDED_PROMPTS_FIELD_NUMBER: _ClassVar[int]
    REMOVED_PROMPTS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_PROMPTS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    added: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowName]
    removed: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowName]
    changed: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowDifference]
    added_prompts: _containers.RepeatedScalarFieldContainer[str]
    removed_prompts: _containers.RepeatedScalarFieldContainer[str]
    changed_prompts: _containers.RepeatedScalarFieldContainer[str]
    text: str
    pictures: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowPicture]
    def __init__(self, added: _Optional[_Iterable[_Union[_flow_report_pb2.FlowName, _Mapping]]] = ..., removed: _Optional[_Iterable[_Union[_flow_report_pb2.FlowName, _Mapping]]] = ..., changed: _Optional[_Iterable[_Union[_flow_report_pb2.FlowDifference, _Mapping]]] = ..., added_prompts: _Optional[_Iterable[str]] = ..., removed_prompts: _Optional[_Iterable[str]] = ..., changed_prompts: _Optional[_Iterable[str]] = ..., text: _Optional[str] = ..., pictures: _Optional[_Iterable[_Union[_flow_report_pb2.FlowPicture, _Mapping]]] = ...) -> None: ...

class DrawFlowsRequest(_message.Message):
    __slots__ = ("bundle", "only", "findings", "against", "page")
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    ONLY_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    AGAINST_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    bundle: _flow_pb2.FlowBundle
    only: _containers.RepeatedScalarFieldContainer[str]
    findings: bool
    against: _flow_pb2.FlowBundle
    page: bool
    def __init__(self, bundle: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., only: _Optional[_Iterable[str]] = ..., findings: bool = ..., against: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., page: bool = ...) -> None: ...

class DrawFlowsResponse(_message.Message):
    __slots__ = ("pictures", "page")
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    PAGE_FIELD_NUMBER: _ClassVar[int]
    pictures: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowPicture]
    page: str
    def __init__(self, pictures: _Optional[_Iterable[_Union[_flow_report_pb2.FlowPicture, _Mapping]]] = ..., page: _Optional[str] = ...) -> None: ...

class TryFlowsRequest(_message.Message):
    __slots__ = ("bundle", "flow", "contact", "cases", "draw", "junit")
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    FLOW_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    DRAW_FIELD_NUMBER: _ClassVar[int]
    JUNIT_FIELD_NUMBER: _ClassVar[int]
    bundle: _flow_pb2.FlowBundle
    flow: str
    contact: str
    cases: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    draw: bool
    junit: bool
    def __init__(self, bundle: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., flow: _Optional[str] = ..., contact: _Optional[str] = ..., cases: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., draw: bool = ..., junit: bool = ...) -> None: ...

class TryFlowsResponse(_message.Message):
    __slots__ = ("walk", "cases", "failed", "coverage", "text", "junit", "pictures")
    WALK_FIELD_NUMBER: _ClassVar[int]
    CASES_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    COVERAGE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    JUNIT_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    walk: _flow_report_pb2.FlowWalk
    cases: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowCase]
    failed: int
    coverage: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowCoverage]
    text: str
    junit: str
    pictures: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowPicture]
    def __init__(self, walk: _Optional[_Union[_flow_report_pb2.FlowWalk, _Mapping]] = ..., cases: _Optional[_Iterable[_Union[_flow_report_pb2.FlowCase, _Mapping]]] = ..., failed: _Optional[int] = ..., coverage: _Optional[_Iterable[_Union[_flow_report_pb2.FlowCoverage, _Mapping]]] = ..., text: _Optional[str] = ..., junit: _Optional[str] = ..., pictures: _Optional[_Iterable[_Union[_flow_report_pb2.FlowPicture, _Mapping]]] = ...) -> None: ...

class ReplayFlowsRequest(_message.Message):
    __slots__ = ("old", "new", "logs", "events", "ids", "draw")
    class IdsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    OLD_FIELD_NUMBER: _ClassVar[int]
    NEW_FIELD_NUMBER: _ClassVar[int]
    LOGS_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    IDS_FIELD_NUMBER: _ClassVar[int]
    DRAW_FIELD_NUMBER: _ClassVar[int]
    old: _flow_pb2.FlowBundle
    new: _flow_pb2.FlowBundle
    logs: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    events: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    ids: _containers.ScalarMap[str, str]
    draw: bool
    def __init__(self, old: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., new: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ..., logs: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., events: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., ids: _Optional[_Mapping[str, str]] = ..., draw: bool = ...) -> None: ...

class ReplayFlowsResponse(_message.Message):
    __slots__ = ("log", "events", "text", "pictures")
    LOG_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    PICTURES_FIELD_NUMBER: _ClassVar[int]
    log: _flow_report_pb2.FlowReplay
    events: _flow_report_pb2.FlowPassages
    text: str
    pictures: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowPicture]
    def __init__(self, log: _Optional[_Union[_flow_report_pb2.FlowReplay, _Mapping]] = ..., events: _Optional[_Union[_flow_report_pb2.FlowPassages, _Mapping]] = ..., text: _Optional[str] = ..., pictures: _Optional[_Iterable[_Union[_flow_report_pb2.FlowPicture, _Mapping]]] = ...) -> None: ...

class ConvertFlowsRequest(_message.Message):
    __slots__ = ("bundle",)
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    bundle: _flow_pb2.FlowBundle
    def __init__(self, bundle: _Optional[_Union[_flow_pb2.FlowBundle, _Mapping]] = ...) -> None: ...

class ConvertFlowsResponse(_message.Message):
    __slots__ = ("files", "flows", "gaps", "skipped")
    FILES_FIELD_NUMBER: _ClassVar[int]
    FLOWS_FIELD_NUMBER: _ClassVar[int]
    GAPS_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    files: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    flows: _containers.RepeatedCompositeFieldContainer[ConvertedFlow]
    gaps: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.FlowGap]
    skipped: _containers.RepeatedCompositeFieldContainer[_flow_report_pb2.SkippedFile]
    def __init__(self, files: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., flows: _Optional[_Iterable[_Union[ConvertedFlow, _Mapping]]] = ..., gaps: _Optional[_Iterable[_Union[_flow_report_pb2.FlowGap, _Mapping]]] = ..., skipped: _Optional[_Iterable[_Union[_flow_report_pb2.SkippedFile, _Mapping]]] = ...) -> None: ...

class ConvertedFlow(_message.Message):
    __slots__ = ("flow", "file")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    flow: _flow_report_pb2.FlowName
    file: str
    def __init__(self, flow: _Optional[_Union[_flow_report_pb2.FlowName, _Mapping]] = ..., file: _Optional[str] = ...) -> None: ...
