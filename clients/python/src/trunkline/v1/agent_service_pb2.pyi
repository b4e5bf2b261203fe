from trunkline.v1 import agent_pb2 as _agent_pb2
from trunkline.v1 import job_pb2 as _job_pb2
from trunkline.v1 import spec_pb2 as _spec_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ImportAgentsRequest(_message.Message):
    __slots__ = ("target", "alias", "source", "s3_uri", "path", "options", "look", "request_id", "validate_only", "reason", "labels")
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
    S3_URI_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    source: _spec_pb2.SourceFile
    s3_uri: str
    path: str
    options: _agent_pb2.AgentImportOptions
    look: bool
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., source: _Optional[_Union[_spec_pb2.SourceFile, _Mapping]] = ..., s3_uri: _Optional[str] = ..., path: _Optional[str] = ..., options: _Optional[_Union[_agent_pb2.AgentImportOptions, _Mapping]] = ..., look: bool = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class UpsertAgentRequest(_message.Message):
    __slots__ = ("target", "alias", "agent", "options", "look", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    AGENT_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    agent: _agent_pb2.Agent
    options: _agent_pb2.AgentImportOptions
    look: bool
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., agent: _Optional[_Union[_agent_pb2.Agent, _Mapping]] = ..., options: _Optional[_Union[_agent_pb2.AgentImportOptions, _Mapping]] = ..., look: bool = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class RemoveAgentRequest(_message.Message):
    __slots__ = ("target", "alias", "username", "directory", "leavers", "look", "request_id", "validate_only", "reason", "labels")
    class LabelsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_FIELD_NUMBER: _ClassVar[int]
    LEAVERS_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    username: str
    directory: str
    leavers: _agent_pb2.AgentLeavers
    look: bool
    request_id: str
    validate_only: bool
    reason: str
    labels: _containers.ScalarMap[str, str]
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., username: _Optional[str] = ..., directory: _Optional[str] = ..., leavers: _Optional[_Union[_agent_pb2.AgentLeavers, _Mapping]] = ..., look: bool = ..., request_id: _Optional[str] = ..., validate_only: bool = ..., reason: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class ListAgentsRequest(_message.Message):
    __slots__ = ("target", "alias", "directory", "username_prefix", "email", "routing_profile", "hierarchy", "disabled", "page_size", "page_token")
    TARGET_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_FIELD_NUMBER: _ClassVar[int]
    USERNAME_PREFIX_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    ROUTING_PROFILE_FIELD_NUMBER: _ClassVar[int]
    HIERARCHY_FIELD_NUMBER: _ClassVar[int]
    DISABLED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    target: str
    alias: str
    directory: str
    username_prefix: str
    email: str
    routing_profile: str
    hierarchy: str
    disabled: bool
    page_size: int
    page_token: str
    def __init__(self, target: _Optional[str] = ..., alias: _Optional[str] = ..., directory: _Optional[str] = ..., username_prefix: _Optional[str] = ..., email: _Optional[str] = ..., routing_profile: _Optional[str] = ..., hierarchy: _Optional[str] = ..., disabled: bool = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAgentsResponse(_message.Message):
    __slots__ = ("agents", "next_page_token")
    AGENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    agents: _containers.RepeatedCompositeFieldContainer[_agent_pb2.KnownAgent]
    next_page_token: str
    def __init__(self, agents: _Optional[_Iterable[_Union[_agent_pb2.KnownAgent, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListArrivalsRequest(_message.Message):
    __slots__ = ("watch", "states", "page_size", "page_token")
    WATCH_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    watch: str
    states: _containers.RepeatedScalarFieldContainer[_agent_pb2.AgentArrival.State]
    page_size: int
    page_token: str
    def __init__(self, watch: _Optional[str] = ..., states: _Optional[_Iterable[_Union[_agent_pb2.AgentArrival.State, str]]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListArrivalsResponse(_message.Message):
    __slots__ = ("arrivals", "next_page_token")
    ARRIVALS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    arrivals: _containers.RepeatedCompositeFieldContainer[_agent_pb2.AgentArrival]
    next_page_token: str
    def __init__(self, arrivals: _Optional[_Iterable[_Union[_agent_pb2.AgentArrival, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
