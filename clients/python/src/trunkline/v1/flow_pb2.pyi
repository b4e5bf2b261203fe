from trunkline.v1 import center_pb2 as _center_pb2
from trunkline.v1 import export_pb2 as _export_pb2
from trunkline.v1 import finding_pb2 as _finding_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class FlowBundle(_message.Message):
    __slots__ = ("files", "default_type", "name")
    FILES_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_TYPE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    files: _containers.RepeatedCompositeFieldContainer[_spec_pb2.SourceFile]
    default_type: str
    name: str
    def __init__(self, files: _Optional[_Iterable[_Union[_spec_pb2.SourceFile, _Mapping]]] = ..., default_type: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class FlowStop(_message.Message):
    __slots__ = ("target", "alias", "mapping", "overwrite", "replicated_to")
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    MAPPING_FIELD_NUMBER: _ClassVar[int]
    OVERWRITE_FIELD_NUMBER: _ClassVar[int]
    REPLICATED_TO_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    mapping: FlowMapping
    overwrite: FlowOverwrite
    replicated_to: str
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., mapping: _Optional[_Union[FlowMapping, _Mapping]] = ..., overwrite: _Optional[_Union[FlowOverwrite, _Mapping]] = ..., replicated_to: _Optional[str] = ...) -> None: ...

class FlowStopResult(_message.Message):
    __slots__ = ("target", "alias", "fate", "references", "outcomes", "changes", "before", "steps", "findings", "notes")
    class Fate(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        FATE_UNSPECIFIED: _ClassVar[FlowStopResult.Fate]
        FATE_DONE: _ClassVar[FlowStopResult.Fate]
        FATE_REFUSED: _ClassVar[FlowStopResult.Fate]
        FATE_FAILED: _ClassVar[FlowStopResult.Fate]
        FATE_NEEDS_ATTENTION: _ClassVar[FlowStopResult.Fate]
        FATE_CANCELLED: _ClassVar[FlowStopResult.Fate]
        FATE_NOT_BEGUN: _ClassVar[FlowStopResult.Fate]
        FATE_HALF_DONE: _ClassVar[FlowStopResult.Fate]
        FATE_LOOKED: _ClassVar[FlowStopResult.Fate]
    FATE_UNSPECIFIED: FlowStopResult.Fate
    FATE_DONE: FlowStopResult.Fate
    FATE_REFUSED: FlowStopResult.Fate
    FATE_FAILED: FlowStopResult.Fate
    FATE_NEEDS_ATTENTION: FlowStopResult.Fate
    FATE_CANCELLED: FlowStopResult.Fate
    FATE_NOT_BEGUN: FlowStopResult.Fate
    FATE_HALF_DONE: FlowStopResult.Fate
    FATE_LOOKED: FlowStopResult.Fate
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    FATE_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    fate: FlowStopResult.Fate
    references: _containers.RepeatedCompositeFieldContainer[FlowReferences]
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    before: str
    steps: _containers.RepeatedScalarFieldContainer[str]
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    notes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., fate: _Optional[_Union[FlowStopResult.Fate, str]] = ..., references: _Optional[_Iterable[_Union[FlowReferences, _Mapping]]] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., before: _Optional[str] = ..., steps: _Optional[_Iterable[str]] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., notes: _Optional[_Iterable[str]] = ...) -> None: ...

class ReleaseFlowsResult(_message.Message):
    __slots__ = ("bundle", "stops")
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    STOPS_FIELD_NUMBER: _ClassVar[int]
    bundle: str
    stops: _containers.RepeatedCompositeFieldContainer[FlowStopResult]
    def __init__(self, bundle: _Optional[str] = ..., stops: _Optional[_Iterable[_Union[FlowStopResult, _Mapping]]] = ...) -> None: ...

class RollBackReleaseResult(_message.Message):
    __slots__ = ("stops",)
    STOPS_FIELD_NUMBER: _ClassVar[int]
    stops: _containers.RepeatedCompositeFieldContainer[FlowStopResult]
    def __init__(self, stops: _Optional[_Iterable[_Union[FlowStopResult, _Mapping]]] = ...) -> None: ...

class FlowMapping(_message.Message):
    __slots__ = ("names", "prefixes", "values", "variables")
    class NamesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: NameMap
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[NameMap, _Mapping]] = ...) -> None: ...
    class PrefixesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: NameMap
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[NameMap, _Mapping]] = ...) -> None: ...
    class ValuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: NameMap
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[NameMap, _Mapping]] = ...) -> None: ...
    class VariablesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    NAMES_FIELD_NUMBER: _ClassVar[int]
    PREFIXES_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    VARIABLES_FIELD_NUMBER: _ClassVar[int]
    names: _containers.MessageMap[str, NameMap]
    prefixes: _containers.MessageMap[str, NameMap]
    values: _containers.MessageMap[str, NameMap]
    variables: _containers.ScalarMap[str, str]
    def __init__(self, names: _Optional[_Mapping[str, NameMap]] = ..., prefixes: _Optional[_Mapping[str, NameMap]] = ..., values: _Optional[_Mapping[str, NameMap]] = ..., variables: _Optional[_Mapping[str, str]] = ...) -> None: ...

class NameMap(_message.Message):
    __slots__ = ("entries",)
    class EntriesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    entries: _containers.ScalarMap[str, str]
    def __init__(self, entries: _Optional[_Mapping[str, str]] = ...) -> None: ...

class FlowOverwrite(_message.Message):
    __slots__ = ("everything", "names")
    EVERYTHING_FIELD_NUMBER: _ClassVar[int]
    NAMES_FIELD_NUMBER: _ClassVar[int]
    everything: bool
    names: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, everything: bool = ..., names: _Optional[_Iterable[str]] = ...) -> None: ...

class ExportFlowsResult(_message.Message):
    __slots__ = ("bundle", "files", "references", "reads")
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    bundle: str
    files: _containers.RepeatedCompositeFieldContainer[_export_pb2.ExportedFile]
    references: _containers.RepeatedCompositeFieldContainer[FlowReferences]
    reads: int
    def __init__(self, bundle: _Optional[str] = ..., files: _Optional[_Iterable[_Union[_export_pb2.ExportedFile, _Mapping]]] = ..., references: _Optional[_Iterable[_Union[FlowReferences, _Mapping]]] = ..., reads: _Optional[int] = ...) -> None: ...

class DeployFlowsResult(_message.Message):
    __slots__ = ("bundle", "references", "outcomes", "changes", "before", "steps")
    BUNDLE_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    bundle: str
    references: _containers.RepeatedCompositeFieldContainer[FlowReferences]
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    before: str
    steps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, bundle: _Optional[str] = ..., references: _Optional[_Iterable[_Union[FlowReferences, _Mapping]]] = ..., outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., before: _Optional[str] = ..., steps: _Optional[_Iterable[str]] = ...) -> None: ...

class RollBackFlowsResult(_message.Message):
    __slots__ = ("outcomes", "changes", "notes")
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedCompositeFieldContainer[_center_pb2.StepOutcome]
    changes: int
    notes: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[_center_pb2.StepOutcome, _Mapping]]] = ..., changes: _Optional[int] = ..., notes: _Optional[_Iterable[str]] = ...) -> None: ...

class FlowReferences(_message.Message):
    __slots__ = ("thing", "rewritten", "unresolved", "dynamic", "soft")
    THING_FIELD_NUMBER: _ClassVar[int]
    REWRITTEN_FIELD_NUMBER: _ClassVar[int]
    UNRESOLVED_FIELD_NUMBER: _ClassVar[int]
    DYNAMIC_FIELD_NUMBER: _ClassVar[int]
    SOFT_FIELD_NUMBER: _ClassVar[int]
    thing: str
    rewritten: _containers.RepeatedCompositeFieldContainer[FlowReference]
    unresolved: _containers.RepeatedCompositeFieldContainer[FlowReference]
    dynamic: _containers.RepeatedCompositeFieldContainer[FlowReference]
    soft: _containers.RepeatedCompositeFieldContainer[FlowReference]
    def __init__(self, thing: _Optional[str] = ..., rewritten: _Optional[_Iterable[_Union[FlowReference, _Mapping]]] = ..., unresolved: _Optional[_Iterable[_Union[FlowReference, _Mapping]]] = ..., dynamic: _Optional[_Iterable[_Union[FlowReference, _Mapping]]] = ..., soft: _Optional[_Iterable[_Union[FlowReference, _Mapping]]] = ...) -> None: ...

class FlowReference(_message.Message):
    __slots__ = ("action", "path", "kind", "value")
    ACTION_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    action: str
    path: str
    kind: str
    value: str
    def __init__(self, action: _Optional[str] = ..., path: _Optional[str] = ..., kind: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
