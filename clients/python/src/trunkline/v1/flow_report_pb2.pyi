from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FlowName(_message.Message):
    __slots__ = ("type", "name")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    type: str
    name: str
    def __init__(self, type: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class FlowPosition(_message.Message):
    __slots__ = ("x", "y")
    X_FIELD_NUMBER: _ClassVar[int]
    Y_FIELD_NUMBER: _ClassVar[int]
    x: float
    y: float
    def __init__(self, x: _Optional[float] = ..., y: _Optional[float] = ...) -> None: ...

class FlowFinding(_message.Message):
    __slots__ = ("code", "severity", "flow", "action", "block", "position", "path", "message", "remedy", "flow_type")
    class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        SEVERITY_UNSPECIFIED: _ClassVar[FlowFinding.Severity]
        SEVERITY_NOTE: _ClassVar[FlowFinding.Severity]
        SEVERITY_WARNING: _ClassVar[FlowFinding.Severity]
        SEVERITY_ERROR: _ClassVar[FlowFinding.Severity]
    SEVERITY_UNSPECIFIED: FlowFinding.Severity
    SEVERITY_NOTE: FlowFinding.Severity
    SEVERITY_WARNING: FlowFinding.Severity
    SEVERITY_ERROR: FlowFinding.Severity
    CODE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    FLOW_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    FLOW_TYPE_FIELD_NUMBER: _ClassVar[int]
    code: str
    severity: FlowFinding.Severity
    flow: str
    action: str
    block: str
    position: FlowPosition
    path: str
    message: str
    remedy: str
    flow_type: str
    def __init__(self, code: _Optional[str] = ..., severity: _Optional[_Union[FlowFinding.Severity, str]] = ..., flow: _Optional[str] = ..., action: _Optional[str] = ..., block: _Optional[str] = ..., position: _Optional[_Union[FlowPosition, _Mapping]] = ..., path: _Optional[str] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ..., flow_type: _Optional[str] = ...) -> None: ...

class FlowGap(_message.Message):
    __slots__ = ("file", "module", "module_type", "action", "part", "name", "value_json", "reason", "message", "remedy", "blocks_publishing")
    FILE_FIELD_NUMBER: _ClassVar[int]
    MODULE_FIELD_NUMBER: _ClassVar[int]
    MODULE_TYPE_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    PART_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_JSON_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_PUBLISHING_FIELD_NUMBER: _ClassVar[int]
    file: str
    module: str
    module_type: str
    action: str
    part: str
    name: str
    value_json: str
    reason: str
    message: str
    remedy: str
    blocks_publishing: bool
    def __init__(self, file: _Optional[str] = ..., module: _Optional[str] = ..., module_type: _Optional[str] = ..., action: _Optional[str] = ..., part: _Optional[str] = ..., name: _Optional[str] = ..., value_json: _Optional[str] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., remedy: _Optional[str] = ..., blocks_publishing: bool = ...) -> None: ...

class SkippedFile(_message.Message):
    __slots__ = ("file", "why")
    FILE_FIELD_NUMBER: _ClassVar[int]
    WHY_FIELD_NUMBER: _ClassVar[int]
    file: str
    why: str
    def __init__(self, file: _Optional[str] = ..., why: _Optional[str] = ...) -> None: ...

class FlowChange(_message.Message):
    __slots__ = ("path", "old_json", "new_json", "old_name", "new_name")
    PATH_FIELD_NUMBER: _ClassVar[int]
    OLD_JSON_FIELD_NUMBER: _ClassVar[int]
    NEW_JSON_FIELD_NUMBER: _ClassVar[int]
    OLD_NAME_FIELD_NUMBER: _ClassVar[int]
    NEW_NAME_FIELD_NUMBER: _ClassVar[int]
    path: str
    old_json: str
    new_json: str
    old_name: str
    new_name: str
    def __init__(self, path: _Optional[str] = ..., old_json: _Optional[str] = ..., new_json: _Optional[str] = ..., old_name: _Optional[str] = ..., new_name: _Optional[str] = ...) -> None: ...

class FlowBlock(_message.Message):
    __slots__ = ("identifier", "label", "type")
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    identifier: str
    label: str
    type: str
    def __init__(self, identifier: _Optional[str] = ..., label: _Optional[str] = ..., type: _Optional[str] = ...) -> None: ...

class FlowBranchChange(_message.Message):
    __slots__ = ("label", "old", "new")
    LABEL_FIELD_NUMBER: _ClassVar[int]
    OLD_FIELD_NUMBER: _ClassVar[int]
    NEW_FIELD_NUMBER: _ClassVar[int]
    label: str
    old: str
    new: str
    def __init__(self, label: _Optional[str] = ..., old: _Optional[str] = ..., new: _Optional[str] = ...) -> None: ...

class FlowBlockChange(_message.Message):
    __slots__ = ("block", "renamed_from", "parameters", "branches", "reordered", "moved_from", "moved_to", "notes")
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    RENAMED_FROM_FIELD_NUMBER: _ClassVar[int]
    PARAMETERS_FIELD_NUMBER: _ClassVar[int]
    BRANCHES_FIELD_NUMBER: _ClassVar[int]
    REORDERED_FIELD_NUMBER: _ClassVar[int]
    MOVED_FROM_FIELD_NUMBER: _ClassVar[int]
    MOVED_TO_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    block: FlowBlock
    renamed_from: str
    parameters: _containers.RepeatedCompositeFieldContainer[FlowChange]
    branches: _containers.RepeatedCompositeFieldContainer[FlowBranchChange]
    reordered: bool
    moved_from: FlowPosition
    moved_to: FlowPosition
    notes: _containers.RepeatedCompositeFieldContainer[FlowChange]
    def __init__(self, block: _Optional[_Union[FlowBlock, _Mapping]] = ..., renamed_from: _Optional[str] = ..., parameters: _Optional[_Iterable[_Union[FlowChange, _Mapping]]] = ..., branches: _Optional[_Iterable[_Union[FlowBranchChange, _Mapping]]] = ..., reordered: bool = ..., moved_from: _Optional[_Union[FlowPosition, _Mapping]] = ..., moved_to: _Optional[_Union[FlowPosition, _Mapping]] = ..., notes: _Optional[_Iterable[_Union[FlowChange, _Mapping]]] = ...) -> None: ...

class FlowDifference(_message.Message):
    __slots__ = ("flow", "resource", "content", "added", "removed", "changed")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    ADDED_FIELD_NUMBER: _ClassVar[int]
    REMOVED_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    resource: _containers.RepeatedCompositeFieldContainer[FlowChange]
    content: _containers.RepeatedCompositeFieldContainer[FlowChange]
    added: _containers.RepeatedCompositeFieldContainer[FlowBlock]
    removed: _containers.RepeatedCompositeFieldContainer[FlowBlock]
    changed: _containers.RepeatedCompositeFieldContainer[FlowBlockChange]
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., resource: _Optional[_Iterable[_Union[FlowChange, _Mapping]]] = ..., content: _Optional[_Iterable[_Union[FlowChange, _Mapping]]] = ..., added: _Optional[_Iterable[_Union[FlowBlock, _Mapping]]] = ..., removed: _Optional[_Iterable[_Union[FlowBlock, _Mapping]]] = ..., changed: _Optional[_Iterable[_Union[FlowBlockChange, _Mapping]]] = ...) -> None: ...

class FlowPicture(_message.Message):
    __slots__ = ("flow", "version", "path", "svg", "lines")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SVG_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    version: str
    path: str
    svg: str
    lines: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., version: _Optional[str] = ..., path: _Optional[str] = ..., svg: _Optional[str] = ..., lines: _Optional[_Iterable[str]] = ...) -> None: ...

class FlowWalk(_message.Message):
    __slots__ = ("start", "steps", "prompts", "attributes", "flow_attributes", "contact_data", "queue", "event_hooks", "recording", "logging", "unknown_paths", "end", "end_detail")
    class AttributesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class FlowAttributesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class ContactDataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class EventHooksEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    START_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    PROMPTS_FIELD_NUMBER: _ClassVar[int]
    ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    FLOW_ATTRIBUTES_FIELD_NUMBER: _ClassVar[int]
    CONTACT_DATA_FIELD_NUMBER: _ClassVar[int]
    QUEUE_FIELD_NUMBER: _ClassVar[int]
    EVENT_HOOKS_FIELD_NUMBER: _ClassVar[int]
    RECORDING_FIELD_NUMBER: _ClassVar[int]
    LOGGING_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_PATHS_FIELD_NUMBER: _ClassVar[int]
    END_FIELD_NUMBER: _ClassVar[int]
    END_DETAIL_FIELD_NUMBER: _ClassVar[int]
    start: FlowName
    steps: _containers.RepeatedCompositeFieldContainer[FlowStep]
    prompts: _containers.RepeatedScalarFieldContainer[str]
    attributes: _containers.ScalarMap[str, str]
    flow_attributes: _containers.ScalarMap[str, str]
    contact_data: _containers.ScalarMap[str, str]
    queue: str
    event_hooks: _containers.ScalarMap[str, str]
    recording: str
    logging: str
    unknown_paths: _containers.RepeatedCompositeFieldContainer[FlowUnknownPath]
    end: str
    end_detail: str
    def __init__(self, start: _Optional[_Union[FlowName, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[FlowStep, _Mapping]]] = ..., prompts: _Optional[_Iterable[str]] = ..., attributes: _Optional[_Mapping[str, str]] = ..., flow_attributes: _Optional[_Mapping[str, str]] = ..., contact_data: _Optional[_Mapping[str, str]] = ..., queue: _Optional[str] = ..., event_hooks: _Optional[_Mapping[str, str]] = ..., recording: _Optional[str] = ..., logging: _Optional[str] = ..., unknown_paths: _Optional[_Iterable[_Union[FlowUnknownPath, _Mapping]]] = ..., end: _Optional[str] = ..., end_detail: _Optional[str] = ...) -> None: ...

class FlowStep(_message.Message):
    __slots__ = ("flow", "block", "what", "branch", "pointer", "assumed")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    BRANCH_FIELD_NUMBER: _ClassVar[int]
    POINTER_FIELD_NUMBER: _ClassVar[int]
    ASSUMED_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    block: FlowBlock
    what: str
    branch: str
    pointer: str
    assumed: bool
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., block: _Optional[_Union[FlowBlock, _Mapping]] = ..., what: _Optional[str] = ..., branch: _Optional[str] = ..., pointer: _Optional[str] = ..., assumed: bool = ...) -> None: ...

class FlowUnknownPath(_message.Message):
    __slots__ = ("flow", "identifier", "path")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    identifier: str
    path: str
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., identifier: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class FlowCase(_message.Message):
    __slots__ = ("name", "flow", "departures", "walk")
    NAME_FIELD_NUMBER: _ClassVar[int]
    FLOW_FIELD_NUMBER: _ClassVar[int]
    DEPARTURES_FIELD_NUMBER: _ClassVar[int]
    WALK_FIELD_NUMBER: _ClassVar[int]
    name: str
    flow: str
    departures: _containers.RepeatedCompositeFieldContainer[FlowDeparture]
    walk: FlowWalk
    def __init__(self, name: _Optional[str] = ..., flow: _Optional[str] = ..., departures: _Optional[_Iterable[_Union[FlowDeparture, _Mapping]]] = ..., walk: _Optional[_Union[FlowWalk, _Mapping]] = ...) -> None: ...

class FlowDeparture(_message.Message):
    __slots__ = ("step", "expected", "came")
    STEP_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_FIELD_NUMBER: _ClassVar[int]
    CAME_FIELD_NUMBER: _ClassVar[int]
    step: int
    expected: str
    came: str
    def __init__(self, step: _Optional[int] = ..., expected: _Optional[str] = ..., came: _Optional[str] = ...) -> None: ...

class FlowCoverage(_message.Message):
    __slots__ = ("flow", "blocks", "branches", "unvisited", "untaken")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    BLOCKS_FIELD_NUMBER: _ClassVar[int]
    BRANCHES_FIELD_NUMBER: _ClassVar[int]
    UNVISITED_FIELD_NUMBER: _ClassVar[int]
    UNTAKEN_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    blocks: int
    branches: int
    unvisited: _containers.RepeatedScalarFieldContainer[str]
    untaken: _containers.RepeatedCompositeFieldContainer[FlowUntaken]
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., blocks: _Optional[int] = ..., branches: _Optional[int] = ..., unvisited: _Optional[_Iterable[str]] = ..., untaken: _Optional[_Iterable[_Union[FlowUntaken, _Mapping]]] = ...) -> None: ...

class FlowUntaken(_message.Message):
    __slots__ = ("identifier", "label", "branch")
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    BRANCH_FIELD_NUMBER: _ClassVar[int]
    identifier: str
    label: str
    branch: str
    def __init__(self, identifier: _Optional[str] = ..., label: _Optional[str] = ..., branch: _Optional[str] = ...) -> None: ...

class FlowReplay(_message.Message):
    __slots__ = ("replayed", "same", "different", "not_comparable", "branches", "skipped_lines")
    REPLAYED_FIELD_NUMBER: _ClassVar[int]
    SAME_FIELD_NUMBER: _ClassVar[int]
    DIFFERENT_FIELD_NUMBER: _ClassVar[int]
    NOT_COMPARABLE_FIELD_NUMBER: _ClassVar[int]
    BRANCHES_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_LINES_FIELD_NUMBER: _ClassVar[int]
    replayed: int
    same: int
    different: _containers.RepeatedCompositeFieldContainer[FlowParting]
    not_comparable: _containers.RepeatedCompositeFieldContainer[FlowNotComparable]
    branches: _containers.RepeatedCompositeFieldContainer[FlowBranchCount]
    skipped_lines: int
    def __init__(self, replayed: _Optional[int] = ..., same: _Optional[int] = ..., different: _Optional[_Iterable[_Union[FlowParting, _Mapping]]] = ..., not_comparable: _Optional[_Iterable[_Union[FlowNotComparable, _Mapping]]] = ..., branches: _Optional[_Iterable[_Union[FlowBranchCount, _Mapping]]] = ..., skipped_lines: _Optional[int] = ...) -> None: ...

class FlowParting(_message.Message):
    __slots__ = ("flow", "label", "before", "after", "contacts", "examples")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    LABEL_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    EXAMPLES_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    label: str
    before: str
    after: str
    contacts: int
    examples: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., label: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ..., contacts: _Optional[int] = ..., examples: _Optional[_Iterable[str]] = ...) -> None: ...

class FlowNotComparable(_message.Message):
    __slots__ = ("reason", "contacts")
    REASON_FIELD_NUMBER: _ClassVar[int]
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    reason: str
    contacts: int
    def __init__(self, reason: _Optional[str] = ..., contacts: _Optional[int] = ...) -> None: ...

class FlowBranchCount(_message.Message):
    __slots__ = ("flow", "identifier", "pointer", "before", "after")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    IDENTIFIER_FIELD_NUMBER: _ClassVar[int]
    POINTER_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    identifier: str
    pointer: str
    before: int
    after: int
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., identifier: _Optional[str] = ..., pointer: _Optional[str] = ..., before: _Optional[int] = ..., after: _Optional[int] = ...) -> None: ...

class FlowPassages(_message.Message):
    __slots__ = ("contacts", "untouched", "changed", "lost", "kept", "elsewhere", "not_comparable", "skipped_rows")
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    UNTOUCHED_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    ELSEWHERE_FIELD_NUMBER: _ClassVar[int]
    NOT_COMPARABLE_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_ROWS_FIELD_NUMBER: _ClassVar[int]
    contacts: int
    untouched: int
    changed: _containers.RepeatedCompositeFieldContainer[FlowVisits]
    lost: _containers.RepeatedCompositeFieldContainer[FlowPassage]
    kept: _containers.RepeatedCompositeFieldContainer[FlowPassage]
    elsewhere: _containers.RepeatedCompositeFieldContainer[FlowPassage]
    not_comparable: _containers.RepeatedCompositeFieldContainer[FlowNotComparable]
    skipped_rows: int
    def __init__(self, contacts: _Optional[int] = ..., untouched: _Optional[int] = ..., changed: _Optional[_Iterable[_Union[FlowVisits, _Mapping]]] = ..., lost: _Optional[_Iterable[_Union[FlowPassage, _Mapping]]] = ..., kept: _Optional[_Iterable[_Union[FlowPassage, _Mapping]]] = ..., elsewhere: _Optional[_Iterable[_Union[FlowPassage, _Mapping]]] = ..., not_comparable: _Optional[_Iterable[_Union[FlowNotComparable, _Mapping]]] = ..., skipped_rows: _Optional[int] = ...) -> None: ...

class FlowVisits(_message.Message):
    __slots__ = ("flow", "contacts")
    FLOW_FIELD_NUMBER: _ClassVar[int]
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    flow: FlowName
    contacts: int
    def __init__(self, flow: _Optional[_Union[FlowName, _Mapping]] = ..., contacts: _Optional[int] = ...) -> None: ...

class FlowPassage(_message.Message):
    __slots__ = ("to", "contacts", "examples")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    CONTACTS_FIELD_NUMBER: _ClassVar[int]
    EXAMPLES_FIELD_NUMBER: _ClassVar[int]
    to: FlowName
    contacts: int
    examples: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, to: _Optional[_Union[FlowName, _Mapping]] = ..., contacts: _Optional[int] = ..., examples: _Optional[_Iterable[str]] = ..., **kwargs) -> None: ...
