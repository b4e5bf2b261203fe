from trunkline.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PlanDepth(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PLAN_DEPTH_UNSPECIFIED: _ClassVar[PlanDepth]
    PLAN_DEPTH_FULL: _ClassVar[PlanDepth]
    PLAN_DEPTH_FAST: _ClassVar[PlanDepth]
    PLAN_DEPTH_CACHED: _ClassVar[PlanDepth]

class Layer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LAYER_UNSPECIFIED: _ClassVar[Layer]
    LAYER_INSTANCE: _ClassVar[Layer]
    LAYER_SUPPORTING: _ClassVar[Layer]
    LAYER_LAMBDA: _ClassVar[Layer]
    LAYER_ADMIN: _ClassVar[Layer]
    LAYER_FLOWS: _ClassVar[Layer]

class Verb(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VERB_UNSPECIFIED: _ClassVar[Verb]
    VERB_CREATE: _ClassVar[Verb]
    VERB_UPDATE: _ClassVar[Verb]
    VERB_DELETE: _ClassVar[Verb]
    VERB_ADOPT: _ClassVar[Verb]
    VERB_WAIT: _ClassVar[Verb]
    VERB_ASSOCIATE: _ClassVar[Verb]
    VERB_DISASSOCIATE: _ClassVar[Verb]
    VERB_TAG: _ClassVar[Verb]
    VERB_CLAIM: _ClassVar[Verb]
    VERB_RELEASE: _ClassVar[Verb]
    VERB_KEEP: _ClassVar[Verb]
PLAN_DEPTH_UNSPECIFIED: PlanDepth
PLAN_DEPTH_FULL: PlanDepth
PLAN_DEPTH_FAST: PlanDepth
PLAN_DEPTH_CACHED: PlanDepth
LAYER_UNSPECIFIED: Layer
LAYER_INSTANCE: Layer
LAYER_SUPPORTING: Layer
LAYER_LAMBDA: Layer
LAYER_ADMIN: Layer
LAYER_FLOWS: Layer
VERB_UNSPECIFIED: Verb
VERB_CREATE: Verb
VERB_UPDATE: Verb
VERB_DELETE: Verb
VERB_ADOPT: Verb
VERB_WAIT: Verb
VERB_ASSOCIATE: Verb
VERB_DISASSOCIATE: Verb
VERB_TAG: Verb
VERB_CLAIM: Verb
VERB_RELEASE: Verb
VERB_KEEP: Verb

class Plan(_message.Message):
    __slots__ = ("center", "digest", "depth", "steps", "counts", "reads", "text", "notes", "unsure", "name", "findings")
    CENTER_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    UNSURE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    center: str
    digest: str
    depth: PlanDepth
    steps: _containers.RepeatedCompositeFieldContainer[PlanStep]
    counts: PlanCounts
    reads: int
    text: str
    notes: _containers.RepeatedScalarFieldContainer[str]
    unsure: _containers.RepeatedCompositeFieldContainer[UnsureField]
    name: str
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    def __init__(self, center: _Optional[str] = ..., digest: _Optional[str] = ..., depth: _Optional[_Union[PlanDepth, str]] = ..., steps: _Optional[_Iterable[_Union[PlanStep, _Mapping]]] = ..., counts: _Optional[_Union[PlanCounts, _Mapping]] = ..., reads: _Optional[int] = ..., text: _Optional[str] = ..., notes: _Optional[_Iterable[str]] = ..., unsure: _Optional[_Iterable[_Union[UnsureField, _Mapping]]] = ..., name: _Optional[str] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ...) -> None: ...

class PlanDifference(_message.Message):
    __slots__ = ("step", "change", "field", "expected_json", "found_json", "sensitive")
    class Change(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        CHANGE_UNSPECIFIED: _ClassVar[PlanDifference.Change]
        CHANGE_ADDED: _ClassVar[PlanDifference.Change]
        CHANGE_GONE: _ClassVar[PlanDifference.Change]
        CHANGE_CHANGED: _ClassVar[PlanDifference.Change]
    CHANGE_UNSPECIFIED: PlanDifference.Change
    CHANGE_ADDED: PlanDifference.Change
    CHANGE_GONE: PlanDifference.Change
    CHANGE_CHANGED: PlanDifference.Change
    STEP_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_JSON_FIELD_NUMBER: _ClassVar[int]
    FOUND_JSON_FIELD_NUMBER: _ClassVar[int]
    SENSITIVE_FIELD_NUMBER: _ClassVar[int]
    step: str
    change: PlanDifference.Change
    field: str
    expected_json: str
    found_json: str
    sensitive: bool
    def __init__(self, step: _Optional[str] = ..., change: _Optional[_Union[PlanDifference.Change, str]] = ..., field: _Optional[str] = ..., expected_json: _Optional[str] = ..., found_json: _Optional[str] = ..., sensitive: bool = ...) -> None: ...

class UnsureField(_message.Message):
    __slots__ = ("kind", "field", "things", "remembered")
    KIND_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    THINGS_FIELD_NUMBER: _ClassVar[int]
    REMEMBERED_FIELD_NUMBER: _ClassVar[int]
    kind: str
    field: str
    things: int
    remembered: bool
    def __init__(self, kind: _Optional[str] = ..., field: _Optional[str] = ..., things: _Optional[int] = ..., remembered: bool = ...) -> None: ...

class PlanOptions(_message.Message):
    __slots__ = ("layers", "prune", "release_numbers", "take_ownership", "depth", "delete_data")
    LAYERS_FIELD_NUMBER: _ClassVar[int]
    PRUNE_FIELD_NUMBER: _ClassVar[int]
    RELEASE_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    TAKE_OWNERSHIP_FIELD_NUMBER: _ClassVar[int]
    DEPTH_FIELD_NUMBER: _ClassVar[int]
    DELETE_DATA_FIELD_NUMBER: _ClassVar[int]
    layers: _containers.RepeatedScalarFieldContainer[Layer]
    prune: bool
    release_numbers: bool
    take_ownership: bool
    depth: PlanDepth
    delete_data: bool
    def __init__(self, layers: _Optional[_Iterable[_Union[Layer, str]]] = ..., prune: bool = ..., release_numbers: bool = ..., take_ownership: bool = ..., depth: _Optional[_Union[PlanDepth, str]] = ..., delete_data: bool = ...) -> None: ...

class PlanStep(_message.Message):
    __slots__ = ("id", "verb", "kind", "name", "aspect", "changes", "needs", "stage")
    ID_FIELD_NUMBER: _ClassVar[int]
    VERB_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ASPECT_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    NEEDS_FIELD_NUMBER: _ClassVar[int]
    STAGE_FIELD_NUMBER: _ClassVar[int]
    id: str
    verb: Verb
    kind: str
    name: str
    aspect: str
    changes: _containers.RepeatedCompositeFieldContainer[FieldChange]
    needs: _containers.RepeatedScalarFieldContainer[str]
    stage: int
    def __init__(self, id: _Optional[str] = ..., verb: _Optional[_Union[Verb, str]] = ..., kind: _Optional[str] = ..., name: _Optional[str] = ..., aspect: _Optional[str] = ..., changes: _Optional[_Iterable[_Union[FieldChange, _Mapping]]] = ..., needs: _Optional[_Iterable[str]] = ..., stage: _Optional[int] = ...) -> None: ...

class FieldChange(_message.Message):
    __slots__ = ("field", "before_json", "after_json", "sensitive")
    FIELD_FIELD_NUMBER: _ClassVar[int]
    BEFORE_JSON_FIELD_NUMBER: _ClassVar[int]
    AFTER_JSON_FIELD_NUMBER: _ClassVar[int]
    SENSITIVE_FIELD_NUMBER: _ClassVar[int]
    field: str
    before_json: str
    after_json: str
    sensitive: bool
    def __init__(self, field: _Optional[str] = ..., before_json: _Optional[str] = ..., after_json: _Optional[str] = ..., sensitive: bool = ...) -> None: ...

class PlanCounts(_message.Message):
    __slots__ = ("creates", "updates", "deletes", "unchanged", "steps")
    CREATES_FIELD_NUMBER: _ClassVar[int]
    UPDATES_FIELD_NUMBER: _ClassVar[int]
    DELETES_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    creates: int
    updates: int
    deletes: int
    unchanged: int
    steps: int
    def __init__(self, creates: _Optional[int] = ..., updates: _Optional[int] = ..., deletes: _Optional[int] = ..., unchanged: _Optional[int] = ..., steps: _Optional[int] = ...) -> None: ...
