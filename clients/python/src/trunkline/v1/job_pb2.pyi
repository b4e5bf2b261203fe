import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import agent_pb2 as _agent_pb2
from trunkline.v1 import center_pb2 as _center_pb2
from trunkline.v1 import contact_log_pb2 as _contact_log_pb2
from trunkline.v1 import drift_pb2 as _drift_pb2
from trunkline.v1 import export_pb2 as _export_pb2
from trunkline.v1 import finding_pb2 as _finding_pb2
from trunkline.v1 import flow_pb2 as _flow_pb2
from trunkline.v1 import governance_pb2 as _governance_pb2
from trunkline.v1 import plan_pb2 as _plan_pb2
from trunkline.v1 import region_pb2 as _region_pb2
from trunkline.v1 import share_pb2 as _share_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JobKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    JOB_KIND_UNSPECIFIED: _ClassVar[JobKind]
    JOB_KIND_PLAN_CONTACT_CENTER: _ClassVar[JobKind]
    JOB_KIND_APPLY_CONTACT_CENTER: _ClassVar[JobKind]
    JOB_KIND_DESTROY_CONTACT_CENTER: _ClassVar[JobKind]
    JOB_KIND_DESCRIBE_CONTACT_CENTER: _ClassVar[JobKind]
    JOB_KIND_EXPORT_CONTACT_CENTER: _ClassVar[JobKind]
    JOB_KIND_DETECT_DRIFT: _ClassVar[JobKind]
    JOB_KIND_REPLICATE_CONTACT_CENTER: _ClassVar[JobKind]
    JOB_KIND_GET_TRAFFIC: _ClassVar[JobKind]
    JOB_KIND_SHIFT_TRAFFIC: _ClassVar[JobKind]
    JOB_KIND_EXPORT_FLOWS: _ClassVar[JobKind]
    JOB_KIND_DEPLOY_FLOWS: _ClassVar[JobKind]
    JOB_KIND_ROLL_BACK_FLOWS: _ClassVar[JobKind]
    JOB_KIND_RELEASE_FLOWS: _ClassVar[JobKind]
    JOB_KIND_ROLL_BACK_RELEASE: _ClassVar[JobKind]
    JOB_KIND_READ_CONTACT_LOG: _ClassVar[JobKind]
    JOB_KIND_ENSURE_SHARE: _ClassVar[JobKind]
    JOB_KIND_REMOVE_SHARE: _ClassVar[JobKind]
    JOB_KIND_VERIFY_SHARE: _ClassVar[JobKind]
    JOB_KIND_GET_SHARE_STATUS: _ClassVar[JobKind]
    JOB_KIND_RUN_SHARE_EXPORT: _ClassVar[JobKind]
    JOB_KIND_IMPORT_AGENTS: _ClassVar[JobKind]
    JOB_KIND_UPSERT_AGENT: _ClassVar[JobKind]
    JOB_KIND_REMOVE_AGENT: _ClassVar[JobKind]
    JOB_KIND_ASSESS_INSTANCE: _ClassVar[JobKind]
    JOB_KIND_MEND_FINDINGS: _ClassVar[JobKind]
    JOB_KIND_GENERATE_POLICY: _ClassVar[JobKind]
    JOB_KIND_ATTACH_POLICY: _ClassVar[JobKind]
    JOB_KIND_ENSURE_GOVERNANCE: _ClassVar[JobKind]
    JOB_KIND_GET_COST: _ClassVar[JobKind]
    JOB_KIND_REVIEW_TAGS: _ClassVar[JobKind]
JOB_KIND_UNSPECIFIED: JobKind
JOB_KIND_PLAN_CONTACT_CENTER: JobKind
JOB_KIND_APPLY_CONTACT_CENTER: JobKind
JOB_KIND_DESTROY_CONTACT_CENTER: JobKind
JOB_KIND_DESCRIBE_CONTACT_CENTER: JobKind
JOB_KIND_EXPORT_CONTACT_CENTER: JobKind
JOB_KIND_DETECT_DRIFT: JobKind
JOB_KIND_REPLICATE_CONTACT_CENTER: JobKind
JOB_KIND_GET_TRAFFIC: JobKind
JOB_KIND_SHIFT_TRAFFIC: JobKind
JOB_KIND_EXPORT_FLOWS: JobKind
JOB_KIND_DEPLOY_FLOWS: JobKind
JOB_KIND_ROLL_BACK_FLOWS: JobKind
JOB_KIND_RELEASE_FLOWS: JobKind
JOB_KIND_ROLL_BACK_RELEASE: JobKind
JOB_KIND_READ_CONTACT_LOG: JobKind
JOB_KIND_ENSURE_SHARE: JobKind
JOB_KIND_REMOVE_SHARE: JobKind
JOB_KIND_VERIFY_SHARE: JobKind
JOB_KIND_GET_SHARE_STATUS: JobKind
JOB_KIND_RUN_SHARE_EXPORT: JobKind
JOB_KIND_IMPORT_AGENTS: JobKind
JOB_KIND_UPSERT_AGENT: JobKind
JOB_KIND_REMOVE_AGENT: JobKind
JOB_KIND_ASSESS_INSTANCE: JobKind
JOB_KIND_MEND_FINDINGS: JobKind
JOB_KIND_GENERATE_POLICY: JobKind
JOB_KIND_ATTACH_POLICY: JobKind
JOB_KIND_ENSURE_GOVERNANCE: JobKind
JOB_KIND_GET_COST: JobKind
JOB_KIND_REVIEW_TAGS: JobKind

class Job(_message.Message):
    __slots__ = ("name", "uid", "create_time", "update_time", "start_time", "end_time", "expire_time", "kind", "state", "target", "subject", "labels", "reason", "requested_by", "request_id", "locks", "blocked_by", "progress", "runs", "last_event", "error", "plan", "apply", "destroy", "describe", "export", "drift", "replicate", "traffic", "shift", "export_flows", "deploy_flows", "roll_back_flows", "release_flows", "roll_back_release", "read_contact_log", "ensure_share", "remove_share", "verify_share", "share_status", "run_share_export", "import_agents", "upsert_agent", "remove_agent", "assess", "mend", "policy", "attach_policy", "ensure_governance", "cost", "tags", "trace", "saved_plan", "calls")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[Job.State]
        STATE_QUEUED: _ClassVar[Job.State]
        STATE_RUNNING: _ClassVar[Job.State]
        STATE_CANCELLING: _ClassVar[Job.State]
        STATE_SUCCEEDED: _ClassVar[Job.State]
        STATE_FAILED: _ClassVar[Job.State]
        STATE_CANCELLED: _ClassVar[Job.State]
        STATE_NEEDS_ATTENTION: _ClassVar[Job.State]
    STATE_UNSPECIFIED: Job.State
    STATE_QUEUED: Job.State
    STATE_RUNNING: Job.State
    STATE_CANCELLING: Job.State
    STATE_SUCCEEDED: Job.State
    STATE_FAILED: Job.State
    STATE_CANCELLED: Job.State
    STATE_NEEDS_ATTENTION: Job.State
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class CallsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    UID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    START_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    LOCKS_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_BY_FIELD_NUMBER: _ClassVar[int]
    PROGRESS_FIELD_NUMBER: _ClassVar[int]
    RUNS_FIELD_NUMBER: _ClassVar[int]
    LAST_EVENT_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    APPLY_FIELD_NUMBER: _ClassVar[int]
    DESTROY_FIELD_NUMBER: _ClassVar[int]
    DESCRIBE_FIELD_NUMBER: _ClassVar[int]
    EXPORT_FIELD_NUMBER: _ClassVar[int]
    DRIFT_FIELD_NUMBER: _ClassVar[int]
    REPLICATE_FIELD_NUMBER: _ClassVar[int]
    TRAFFIC_FIELD_NUMBER: _ClassVar[int]
    SHIFT_FIELD_NUMBER: _ClassVar[int]
    EXPORT_FLOWS_FIELD_NUMBER: _ClassVar[int]
    DEPLOY_FLOWS_FIELD_NUMBER: _ClassVar[int]
    ROLL_BACK_FLOWS_FIELD_NUMBER: _ClassVar[int]
    RELEASE_FLOWS_FIELD_NUMBER: _ClassVar[int]
    ROLL_BACK_RELEASE_FIELD_NUMBER: _ClassVar[int]
    READ_CONTACT_LOG_FIELD_NUMBER: _ClassVar[int]
    ENSURE_SHARE_FIELD_NUMBER: _ClassVar[int]
    REMOVE_SHARE_FIELD_NUMBER: _ClassVar[int]
    VERIFY_SHARE_FIELD_NUMBER: _ClassVar[int]
    SHARE_STATUS_FIELD_NUMBER: _ClassVar[int]
    RUN_SHARE_EXPORT_FIELD_NUMBER: _ClassVar[int]
    IMPORT_AGENTS_FIELD_NUMBER: _ClassVar[int]
    UPSERT_AGENT_FIELD_NUMBER: _ClassVar[int]
    REMOVE_AGENT_FIELD_NUMBER: _ClassVar[int]
    ASSESS_FIELD_NUMBER: _ClassVar[int]
    MEND_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    ATTACH_POLICY_FIELD_NUMBER: _ClassVar[int]
    ENSURE_GOVERNANCE_FIELD_NUMBER: _ClassVar[int]
    COST_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    TRACE_FIELD_NUMBER: _ClassVar[int]
    SAVED_PLAN_FIELD_NUMBER: _ClassVar[int]
    CALLS_FIELD_NUMBER: _ClassVar[int]
    name: str
    uid: str
    create_time: _timestamp_pb2.Timestamp
    update_time: _timestamp_pb2.Timestamp
    start_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    kind: JobKind
    state: Job.State
    target: str
    subject: str
    labels: _containers.ScalarMap[str, str]
    reason: str
    requested_by: str
    request_id: str
    locks: _containers.RepeatedScalarFieldContainer[str]
    blocked_by: _containers.RepeatedCompositeFieldContainer[Blocker]
    progress: Progress
    runs: int
    last_event: int
    error: JobError
    plan: _plan_pb2.Plan
    apply: _center_pb2.ApplyResult
    destroy: _center_pb2.DestroyResult
    describe: _center_pb2.DescribeResult
    export: _export_pb2.ExportResult
    drift: _drift_pb2.DriftResult
    replicate: _region_pb2.ReplicateResult
    traffic: _region_pb2.TrafficResult
    shift: _region_pb2.ShiftResult
    export_flows: _flow_pb2.ExportFlowsResult
    deploy_flows: _flow_pb2.DeployFlowsResult
    roll_back_flows: _flow_pb2.RollBackFlowsResult
    release_flows: _flow_pb2.ReleaseFlowsResult
    roll_back_release: _flow_pb2.RollBackReleaseResult
    read_contact_log: _contact_log_pb2.ReadContactLogResult
    ensure_share: _share_pb2.EnsureShareResult
    remove_share: _share_pb2.RemoveShareResult
    verify_share: _share_pb2.VerifyShareResult
    share_status: _share_pb2.ShareStatusResult
    run_share_export: _share_pb2.RunShareExportResult
    import_agents: _agent_pb2.AgentsResult
    upsert_agent: _agent_pb2.AgentsResult
    remove_agent: _agent_pb2.AgentsResult
    assess: _governance_pb2.AssessResult
    mend: _governance_pb2.MendResult
    policy: _governance_pb2.PolicyResult
    attach_policy: _governance_pb2.GovernanceChanges
    ensure_governance: _governance_pb2.GovernanceChanges
    cost: _governance_pb2.CostResult
    tags: _governance_pb2.TagsResult
    trace: TraceContext
    saved_plan: str
    calls: _containers.ScalarMap[str, int]
    def __init__(self, name: _Optional[str] = ..., uid: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., start_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., kind: _Optional[_Union[JobKind, str]] = ..., state: _Optional[_Union[Job.State, str]] = ..., target: _Optional[str] = ..., subject: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., reason: _Optional[str] = ..., requested_by: _Optional[str] = ..., request_id: _Optional[str] = ..., locks: _Optional[_Iterable[str]] = ..., blocked_by: _Optional[_Iterable[_Union[Blocker, _Mapping]]] = ..., progress: _Optional[_Union[Progress, _Mapping]] = ..., runs: _Optional[int] = ..., last_event: _Optional[int] = ..., error: _Optional[_Union[JobError, _Mapping]] = ..., plan: _Optional[_Union[_plan_pb2.Plan, _Mapping]] = ..., apply: _Optional[_Union[_center_pb2.ApplyResult, _Mapping]] = ..., destroy: _Optional[_Union[_center_pb2.DestroyResult, _Mapping]] = ..., describe: _Optional[_Union[_center_pb2.DescribeResult, _Mapping]] = ..., export: _Optional[_Union[_export_pb2.ExportResult, _Mapping]] = ..., drift: _Optional[_Union[_drift_pb2.DriftResult, _Mapping]] = ..., replicate: _Optional[_Union[_region_pb2.ReplicateResult, _Mapping]] = ..., traffic: _Optional[_Union[_region_pb2.TrafficResult, _Mapping]] = ..., shift: _Optional[_Union[_region_pb2.ShiftResult, _Mapping]] = ..., export_flows: _Optional[_Union[_flow_pb2.ExportFlowsResult, _Mapping]] = ..., deploy_flows: _Optional[_Union[_flow_pb2.DeployFlowsResult, _Mapping]] = ..., roll_back_flows: _Optional[_Union[_flow_pb2.RollBackFlowsResult, _Mapping]] = ..., release_flows: _Optional[_Union[_flow_pb2.ReleaseFlowsResult, _Mapping]] = ..., roll_back_release: _Optional[_Union[_flow_pb2.RollBackReleaseResult, _Mapping]] = ..., read_contact_log: _Optional[_Union[_contact_log_pb2.ReadContactLogResult, _Mapping]] = ..., ensure_share: _Optional[_Union[_share_pb2.EnsureShareResult, _Mapping]] = ..., remove_share: _Optional[_Union[_share_pb2.RemoveShareResult, _Mapping]] = ..., verify_share: _Optional[_Union[_share_pb2.VerifyShareResult, _Mapping]] = ..., share_status: _Optional[_Union[_share_pb2.ShareStatusResult, _Mapping]] = ..., run_share_export: _Optional[_Union[_share_pb2.RunShareExportResult, _Mapping]] = ..., import_agents: _Optional[_Union[_agent_pb2.AgentsResult, _Mapping]] = ..., upsert_agent: _Optional[_Union[_agent_pb2.AgentsResult, _Mapping]] = ..., remove_agent: _Optional[_Union[_agent_pb2.AgentsResult, _Mapping]] = ..., assess: _Optional[_Union[_governance_pb2.AssessResult, _Mapping]] = ..., mend: _Optional[_Union[_governance_pb2.MendResult, _Mapping]] = ..., policy: _Optional[_Union[_governance_pb2.PolicyResult, _Mapping]] = ..., attach_policy: _Optional[_Union[_governance_pb2.GovernanceChanges, _Mapping]] = ..., ensure_governance: _Optional[_Union[_governance_pb2.GovernanceChanges, _Mapping]] = ..., cost: _Optional[_Union[_governance_pb2.CostResult, _Mapping]] = ..., tags: _Optional[_Union[_governance_pb2.TagsResult, _Mapping]] = ..., trace: _Optional[_Union[TraceContext, _Mapping]] = ..., saved_plan: _Optional[str] = ..., calls: _Optional[_Mapping[str, int]] = ...) -> None: ...

class Blocker(_message.Message):
    __slots__ = ("lock", "job")
    LOCK_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    lock: str
    job: str
    def __init__(self, lock: _Optional[str] = ..., job: _Optional[str] = ...) -> None: ...

class Progress(_message.Message):
    __slots__ = ("steps_total", "steps_done", "steps_failed", "steps_running")
    STEPS_TOTAL_FIELD_NUMBER: _ClassVar[int]
    STEPS_DONE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FAILED_FIELD_NUMBER: _ClassVar[int]
    STEPS_RUNNING_FIELD_NUMBER: _ClassVar[int]
    steps_total: int
    steps_done: int
    steps_failed: int
    steps_running: int
    def __init__(self, steps_total: _Optional[int] = ..., steps_done: _Optional[int] = ..., steps_failed: _Optional[int] = ..., steps_running: _Optional[int] = ...) -> None: ...

class JobError(_message.Message):
    __slots__ = ("reason", "message", "findings", "detail", "steps", "differences")
    class DetailEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    detail: _containers.ScalarMap[str, str]
    steps: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    differences: _containers.RepeatedCompositeFieldContainer[_plan_pb2.PlanDifference]
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., detail: _Optional[_Mapping[str, str]] = ..., steps: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., differences: _Optional[_Iterable[_Union[_plan_pb2.PlanDifference, _Mapping]]] = ...) -> None: ...

class TraceContext(_message.Message):
    __slots__ = ("traceparent", "tracestate")
    TRACEPARENT_FIELD_NUMBER: _ClassVar[int]
    TRACESTATE_FIELD_NUMBER: _ClassVar[int]
    traceparent: str
    tracestate: str
    def __init__(self, traceparent: _Optional[str] = ..., tracestate: _Optional[str] = ...) -> None: ...

class JobEvent(_message.Message):
    __slots__ = ("number", "time", "state_changed", "steps_planned", "step_started", "step_done", "step_failed", "step_repeating", "step_waiting", "throttled", "blocked_by", "note", "asked")
    class StateChanged(_message.Message):
        __slots__ = ("state", "message")
        STATE_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        state: Job.State
        message: str
        def __init__(self, state: _Optional[_Union[Job.State, str]] = ..., message: _Optional[str] = ...) -> None: ...
    class StepsPlanned(_message.Message):
        __slots__ = ("steps",)
        STEPS_FIELD_NUMBER: _ClassVar[int]
        steps: int
        def __init__(self, steps: _Optional[int] = ...) -> None: ...
    class StepStarted(_message.Message):
        __slots__ = ("step", "generation")
        STEP_FIELD_NUMBER: _ClassVar[int]
        GENERATION_FIELD_NUMBER: _ClassVar[int]
        step: str
        generation: int
        def __init__(self, step: _Optional[str] = ..., generation: _Optional[int] = ...) -> None: ...
    class StepDone(_message.Message):
        __slots__ = ("step",)
        STEP_FIELD_NUMBER: _ClassVar[int]
        step: str
        def __init__(self, step: _Optional[str] = ...) -> None: ...
    class StepFailed(_message.Message):
        __slots__ = ("step", "reason", "message", "needs_attention", "detail")
        class DetailEntry(_message.Message):
            __slots__ = ("key", "value")
            KEY_FIELD_NUMBER: _ClassVar[int]
            VALUE_FIELD_NUMBER: _ClassVar[int]
            key: str
            value: str
            def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
        STEP_FIELD_NUMBER: _ClassVar[int]
        REASON_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        NEEDS_ATTENTION_FIELD_NUMBER: _ClassVar[int]
        DETAIL_FIELD_NUMBER: _ClassVar[int]
        step: str
        reason: str
        message: str
        needs_attention: bool
        detail: _containers.ScalarMap[str, str]
        def __init__(self, step: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., needs_attention: bool = ..., detail: _Optional[_Mapping[str, str]] = ...) -> None: ...
    class StepRepeating(_message.Message):
        __slots__ = ("step", "attempt", "reason", "message", "wait")
        STEP_FIELD_NUMBER: _ClassVar[int]
        ATTEMPT_FIELD_NUMBER: _ClassVar[int]
        REASON_FIELD_NUMBER: _ClassVar[int]
        MESSAGE_FIELD_NUMBER: _ClassVar[int]
        WAIT_FIELD_NUMBER: _ClassVar[int]
        step: str
        attempt: int
        reason: str
        message: str
        wait: _duration_pb2.Duration
        def __init__(self, step: _Optional[str] = ..., attempt: _Optional[int] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., wait: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...
    class StepWaiting(_message.Message):
        __slots__ = ("step", "what")
        STEP_FIELD_NUMBER: _ClassVar[int]
        WHAT_FIELD_NUMBER: _ClassVar[int]
        step: str
        what: str
        def __init__(self, step: _Optional[str] = ..., what: _Optional[str] = ...) -> None: ...
    class Throttled(_message.Message):
        __slots__ = ("step", "attempt", "wait")
        STEP_FIELD_NUMBER: _ClassVar[int]
        ATTEMPT_FIELD_NUMBER: _ClassVar[int]
        WAIT_FIELD_NUMBER: _ClassVar[int]
        step: str
        attempt: int
        wait: _duration_pb2.Duration
        def __init__(self, step: _Optional[str] = ..., attempt: _Optional[int] = ..., wait: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...
    class BlockedBy(_message.Message):
        __slots__ = ("blockers",)
        BLOCKERS_FIELD_NUMBER: _ClassVar[int]
        blockers: _containers.RepeatedCompositeFieldContainer[Blocker]
        def __init__(self, blockers: _Optional[_Iterable[_Union[Blocker, _Mapping]]] = ...) -> None: ...
    class Note(_message.Message):
        __slots__ = ("text",)
        TEXT_FIELD_NUMBER: _ClassVar[int]
        text: str
        def __init__(self, text: _Optional[str] = ...) -> None: ...
    class Asked(_message.Message):
        __slots__ = ("requested_by", "action", "step", "reason")
        REQUESTED_BY_FIELD_NUMBER: _ClassVar[int]
        ACTION_FIELD_NUMBER: _ClassVar[int]
        STEP_FIELD_NUMBER: _ClassVar[int]
        REASON_FIELD_NUMBER: _ClassVar[int]
        requested_by: str
        action: str
        step: str
        reason: str
        def __init__(self, requested_by: _Optional[str] = ..., action: _Optional[str] = ..., step: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_CHANGED_FIELD_NUMBER: _ClassVar[int]
    STEPS_PLANNED_FIELD_NUMBER: _ClassVar[int]
    STEP_STARTED_FIELD_NUMBER: _ClassVar[int]
    STEP_DONE_FIELD_NUMBER: _ClassVar[int]
    STEP_FAILED_FIELD_NUMBER: _ClassVar[int]
    STEP_REPEATING_FIELD_NUMBER: _ClassVar[int]
    STEP_WAITING_FIELD_NUMBER: _ClassVar[int]
    THROTTLED_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_BY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ASKED_FIELD_NUMBER: _ClassVar[int]
    number: int
    time: _timestamp_pb2.Timestamp
    state_changed: JobEvent.StateChanged
    steps_planned: JobEvent.StepsPlanned
    step_started: JobEvent.StepStarted
    step_done: JobEvent.StepDone
    step_failed: JobEvent.StepFailed
    step_repeating: JobEvent.StepRepeating
    step_waiting: JobEvent.StepWaiting
    throttled: JobEvent.Throttled
    blocked_by: JobEvent.BlockedBy
    note: JobEvent.Note
    asked: JobEvent.Asked
    def __init__(self, number: _Optional[int] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state_changed: _Optional[_Union[JobEvent.StateChanged, _Mapping]] = ..., steps_planned: _Optional[_Union[JobEvent.StepsPlanned, _Mapping]] = ..., step_started: _Optional[_Union[JobEvent.StepStarted, _Mapping]] = ..., step_done: _Optional[_Union[JobEvent.StepDone, _Mapping]] = ..., step_failed: _Optional[_Union[JobEvent.StepFailed, _Mapping]] = ..., step_repeating: _Optional[_Union[JobEvent.StepRepeating, _Mapping]] = ..., step_waiting: _Optional[_Union[JobEvent.StepWaiting, _Mapping]] = ..., throttled: _Optional[_Union[JobEvent.Throttled, _Mapping]] = ..., blocked_by: _Optional[_Union[JobEvent.BlockedBy, _Mapping]] = ..., note: _Optional[_Union[JobEvent.Note, _Mapping]] = ..., asked: _Optional[_Union[JobEvent.Asked, _Mapping]] = ...) -> None: ...
