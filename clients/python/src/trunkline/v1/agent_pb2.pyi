import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import export_pb2 as _export_pb2
from trunkline.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Agent(_message.Message):
    __slots__ = ("username", "first_name", "last_name", "email", "secondary_email", "mobile", "routing_profile", "security_profiles", "hierarchy", "phone_type", "desk_phone", "auto_accept", "after_contact_work_seconds", "channel_work", "persistent_connection", "proficiencies", "tags", "directory_user_id")
    class ChannelWorkEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    class TagsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    FIRST_NAME_FIELD_NUMBER: _ClassVar[int]
    LAST_NAME_FIELD_NUMBER: _ClassVar[int]
    EMAIL_FIELD_NUMBER: _ClassVar[int]
    SECONDARY_EMAIL_FIELD_NUMBER: _ClassVar[int]
    MOBILE_FIELD_NUMBER: _ClassVar[int]
    ROUTING_PROFILE_FIELD_NUMBER: _ClassVar[int]
    SECURITY_PROFILES_FIELD_NUMBER: _ClassVar[int]
    HIERARCHY_FIELD_NUMBER: _ClassVar[int]
    PHONE_TYPE_FIELD_NUMBER: _ClassVar[int]
    DESK_PHONE_FIELD_NUMBER: _ClassVar[int]
    AUTO_ACCEPT_FIELD_NUMBER: _ClassVar[int]
    AFTER_CONTACT_WORK_SECONDS_FIELD_NUMBER: _ClassVar[int]
    CHANNEL_WORK_FIELD_NUMBER: _ClassVar[int]
    PERSISTENT_CONNECTION_FIELD_NUMBER: _ClassVar[int]
    PROFICIENCIES_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_USER_ID_FIELD_NUMBER: _ClassVar[int]
    username: str
    first_name: str
    last_name: str
    email: str
    secondary_email: str
    mobile: str
    routing_profile: str
    security_profiles: _containers.RepeatedScalarFieldContainer[str]
    hierarchy: str
    phone_type: str
    desk_phone: str
    auto_accept: bool
    after_contact_work_seconds: int
    channel_work: _containers.ScalarMap[str, int]
    persistent_connection: bool
    proficiencies: _containers.RepeatedScalarFieldContainer[str]
    tags: _containers.ScalarMap[str, str]
    directory_user_id: str
    def __init__(self, username: _Optional[str] = ..., first_name: _Optional[str] = ..., last_name: _Optional[str] = ..., email: _Optional[str] = ..., secondary_email: _Optional[str] = ..., mobile: _Optional[str] = ..., routing_profile: _Optional[str] = ..., security_profiles: _Optional[_Iterable[str]] = ..., hierarchy: _Optional[str] = ..., phone_type: _Optional[str] = ..., desk_phone: _Optional[str] = ..., auto_accept: bool = ..., after_contact_work_seconds: _Optional[int] = ..., channel_work: _Optional[_Mapping[str, int]] = ..., persistent_connection: bool = ..., proficiencies: _Optional[_Iterable[str]] = ..., tags: _Optional[_Mapping[str, str]] = ..., directory_user_id: _Optional[str] = ...) -> None: ...

class AgentMapping(_message.Message):
    __slots__ = ("format", "delimiter", "columns", "ignore", "defaults", "list_separator", "empty_clears")
    class Format(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        FORMAT_UNSPECIFIED: _ClassVar[AgentMapping.Format]
        FORMAT_CSV: _ClassVar[AgentMapping.Format]
        FORMAT_JSON_LINES: _ClassVar[AgentMapping.Format]
    FORMAT_UNSPECIFIED: AgentMapping.Format
    FORMAT_CSV: AgentMapping.Format
    FORMAT_JSON_LINES: AgentMapping.Format
    class ColumnsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    class DefaultsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    DELIMITER_FIELD_NUMBER: _ClassVar[int]
    COLUMNS_FIELD_NUMBER: _ClassVar[int]
    IGNORE_FIELD_NUMBER: _ClassVar[int]
    DEFAULTS_FIELD_NUMBER: _ClassVar[int]
    LIST_SEPARATOR_FIELD_NUMBER: _ClassVar[int]
    EMPTY_CLEARS_FIELD_NUMBER: _ClassVar[int]
    format: AgentMapping.Format
    delimiter: str
    columns: _containers.ScalarMap[str, str]
    ignore: _containers.RepeatedScalarFieldContainer[str]
    defaults: _containers.ScalarMap[str, str]
    list_separator: str
    empty_clears: bool
    def __init__(self, format: _Optional[_Union[AgentMapping.Format, str]] = ..., delimiter: _Optional[str] = ..., columns: _Optional[_Mapping[str, str]] = ..., ignore: _Optional[_Iterable[str]] = ..., defaults: _Optional[_Mapping[str, str]] = ..., list_separator: _Optional[str] = ..., empty_clears: bool = ...) -> None: ...

class AgentImportOptions(_message.Message):
    __slots__ = ("mapping", "directory", "leavers", "leavers_percent_max", "make_groups", "renames_make_new", "take_ownership", "verify", "kms_key", "secret_tags", "digest")
    class SecretTagsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    MAPPING_FIELD_NUMBER: _ClassVar[int]
    DIRECTORY_FIELD_NUMBER: _ClassVar[int]
    LEAVERS_FIELD_NUMBER: _ClassVar[int]
    LEAVERS_PERCENT_MAX_FIELD_NUMBER: _ClassVar[int]
    MAKE_GROUPS_FIELD_NUMBER: _ClassVar[int]
    RENAMES_MAKE_NEW_FIELD_NUMBER: _ClassVar[int]
    TAKE_OWNERSHIP_FIELD_NUMBER: _ClassVar[int]
    VERIFY_FIELD_NUMBER: _ClassVar[int]
    KMS_KEY_FIELD_NUMBER: _ClassVar[int]
    SECRET_TAGS_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    mapping: AgentMapping
    directory: str
    leavers: AgentLeavers
    leavers_percent_max: int
    make_groups: bool
    renames_make_new: bool
    take_ownership: bool
    verify: bool
    kms_key: str
    secret_tags: _containers.ScalarMap[str, str]
    digest: str
    def __init__(self, mapping: _Optional[_Union[AgentMapping, _Mapping]] = ..., directory: _Optional[str] = ..., leavers: _Optional[_Union[AgentLeavers, _Mapping]] = ..., leavers_percent_max: _Optional[int] = ..., make_groups: bool = ..., renames_make_new: bool = ..., take_ownership: bool = ..., verify: bool = ..., kms_key: _Optional[str] = ..., secret_tags: _Optional[_Mapping[str, str]] = ..., digest: _Optional[str] = ...) -> None: ...

class AgentLeavers(_message.Message):
    __slots__ = ("action", "routing_profile", "security_profile")
    class Action(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        ACTION_UNSPECIFIED: _ClassVar[AgentLeavers.Action]
        ACTION_KEEP: _ClassVar[AgentLeavers.Action]
        ACTION_DISABLE: _ClassVar[AgentLeavers.Action]
        ACTION_DELETE: _ClassVar[AgentLeavers.Action]
    ACTION_UNSPECIFIED: AgentLeavers.Action
    ACTION_KEEP: AgentLeavers.Action
    ACTION_DISABLE: AgentLeavers.Action
    ACTION_DELETE: AgentLeavers.Action
    ACTION_FIELD_NUMBER: _ClassVar[int]
    ROUTING_PROFILE_FIELD_NUMBER: _ClassVar[int]
    SECURITY_PROFILE_FIELD_NUMBER: _ClassVar[int]
    action: AgentLeavers.Action
    routing_profile: str
    security_profile: str
    def __init__(self, action: _Optional[_Union[AgentLeavers.Action, str]] = ..., routing_profile: _Optional[str] = ..., security_profile: _Optional[str] = ...) -> None: ...

class AgentsResult(_message.Message):
    __slots__ = ("directory", "file", "sha256", "digest", "look", "tally", "rows", "results", "groups", "ignored_columns", "foreign", "unsure", "kept", "findings", "reads")
    DIRECTORY_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    LOOK_FIELD_NUMBER: _ClassVar[int]
    TALLY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    RESULTS_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    IGNORED_COLUMNS_FIELD_NUMBER: _ClassVar[int]
    FOREIGN_FIELD_NUMBER: _ClassVar[int]
    UNSURE_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    directory: str
    file: str
    sha256: str
    digest: str
    look: bool
    tally: AgentTally
    rows: _containers.RepeatedCompositeFieldContainer[AgentRow]
    results: _export_pb2.ExportedFile
    groups: _containers.RepeatedScalarFieldContainer[str]
    ignored_columns: _containers.RepeatedScalarFieldContainer[str]
    foreign: int
    unsure: int
    kept: int
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    reads: int
    def __init__(self, directory: _Optional[str] = ..., file: _Optional[str] = ..., sha256: _Optional[str] = ..., digest: _Optional[str] = ..., look: bool = ..., tally: _Optional[_Union[AgentTally, _Mapping]] = ..., rows: _Optional[_Iterable[_Union[AgentRow, _Mapping]]] = ..., results: _Optional[_Union[_export_pb2.ExportedFile, _Mapping]] = ..., groups: _Optional[_Iterable[str]] = ..., ignored_columns: _Optional[_Iterable[str]] = ..., foreign: _Optional[int] = ..., unsure: _Optional[int] = ..., kept: _Optional[int] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., reads: _Optional[int] = ...) -> None: ...

class AgentTally(_message.Message):
    __slots__ = ("rows", "created", "updated", "unchanged", "skipped", "failed", "disabled", "deleted", "secrets", "changes", "rules")
    class ChangesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    class RulesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: int
        def __init__(self, key: _Optional[str] = ..., value: _Optional[int] = ...) -> None: ...
    ROWS_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    UPDATED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    DISABLED_FIELD_NUMBER: _ClassVar[int]
    DELETED_FIELD_NUMBER: _ClassVar[int]
    SECRETS_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    failed: int
    disabled: int
    deleted: int
    secrets: int
    changes: _containers.ScalarMap[str, int]
    rules: _containers.ScalarMap[str, int]
    def __init__(self, rows: _Optional[int] = ..., created: _Optional[int] = ..., updated: _Optional[int] = ..., unchanged: _Optional[int] = ..., skipped: _Optional[int] = ..., failed: _Optional[int] = ..., disabled: _Optional[int] = ..., deleted: _Optional[int] = ..., secrets: _Optional[int] = ..., changes: _Optional[_Mapping[str, int]] = ..., rules: _Optional[_Mapping[str, int]] = ...) -> None: ...

class AgentRow(_message.Message):
    __slots__ = ("line", "username", "outcome", "changes", "secret", "issues")
    class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        OUTCOME_UNSPECIFIED: _ClassVar[AgentRow.Outcome]
        OUTCOME_CREATED: _ClassVar[AgentRow.Outcome]
        OUTCOME_UPDATED: _ClassVar[AgentRow.Outcome]
        OUTCOME_UNCHANGED: _ClassVar[AgentRow.Outcome]
        OUTCOME_SKIPPED: _ClassVar[AgentRow.Outcome]
        OUTCOME_FAILED: _ClassVar[AgentRow.Outcome]
        OUTCOME_DISABLED: _ClassVar[AgentRow.Outcome]
        OUTCOME_DELETED: _ClassVar[AgentRow.Outcome]
    OUTCOME_UNSPECIFIED: AgentRow.Outcome
    OUTCOME_CREATED: AgentRow.Outcome
    OUTCOME_UPDATED: AgentRow.Outcome
    OUTCOME_UNCHANGED: AgentRow.Outcome
    OUTCOME_SKIPPED: AgentRow.Outcome
    OUTCOME_FAILED: AgentRow.Outcome
    OUTCOME_DISABLED: AgentRow.Outcome
    OUTCOME_DELETED: AgentRow.Outcome
    LINE_FIELD_NUMBER: _ClassVar[int]
    USERNAME_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    ISSUES_FIELD_NUMBER: _ClassVar[int]
    line: int
    username: str
    outcome: AgentRow.Outcome
    changes: _containers.RepeatedScalarFieldContainer[str]
    secret: str
    issues: _containers.RepeatedCompositeFieldContainer[AgentRowIssue]
    def __init__(self, line: _Optional[int] = ..., username: _Optional[str] = ..., outcome: _Optional[_Union[AgentRow.Outcome, str]] = ..., changes: _Optional[_Iterable[str]] = ..., secret: _Optional[str] = ..., issues: _Optional[_Iterable[_Union[AgentRowIssue, _Mapping]]] = ...) -> None: ...

class AgentRowIssue(_message.Message):
    __slots__ = ("rule", "text")
    RULE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    rule: str
    text: str
    def __init__(self, rule: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class KnownAgent(_message.Message):
    __slots__ = ("name", "agent", "user_id", "secret", "disabled", "modify_time")
    NAME_FIELD_NUMBER: _ClassVar[int]
    AGENT_FIELD_NUMBER: _ClassVar[int]
    USER_ID_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    DISABLED_FIELD_NUMBER: _ClassVar[int]
    MODIFY_TIME_FIELD_NUMBER: _ClassVar[int]
    name: str
    agent: Agent
    user_id: str
    secret: str
    disabled: bool
    modify_time: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., agent: _Optional[_Union[Agent, _Mapping]] = ..., user_id: _Optional[str] = ..., secret: _Optional[str] = ..., disabled: bool = ..., modify_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class AgentArrival(_message.Message):
    __slots__ = ("watch", "center", "uri", "version_id", "etag", "size_bytes", "arrive_time", "end_time", "state", "job", "place", "message")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[AgentArrival.State]
        STATE_WAITING: _ClassVar[AgentArrival.State]
        STATE_IMPORTING: _ClassVar[AgentArrival.State]
        STATE_IMPORTED: _ClassVar[AgentArrival.State]
        STATE_NO_AGENT_FILE: _ClassVar[AgentArrival.State]
        STATE_REFUSED: _ClassVar[AgentArrival.State]
        STATE_ELSEWHERE: _ClassVar[AgentArrival.State]
        STATE_FAILED: _ClassVar[AgentArrival.State]
    STATE_UNSPECIFIED: AgentArrival.State
    STATE_WAITING: AgentArrival.State
    STATE_IMPORTING: AgentArrival.State
    STATE_IMPORTED: AgentArrival.State
    STATE_NO_AGENT_FILE: AgentArrival.State
    STATE_REFUSED: AgentArrival.State
    STATE_ELSEWHERE: AgentArrival.State
    STATE_FAILED: AgentArrival.State
    WATCH_FIELD_NUMBER: _ClassVar[int]
    CENTER_FIELD_NUMBER: _ClassVar[int]
    URI_FIELD_NUMBER: _ClassVar[int]
    VERSION_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    ARRIVE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    JOB_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    watch: str
    center: str
    uri: str
    version_id: str
    etag: str
    size_bytes: int
    arrive_time: _timestamp_pb2.Timestamp
    end_time: _timestamp_pb2.Timestamp
    state: AgentArrival.State
    job: str
    place: str
    message: str
    def __init__(self, watch: _Optional[str] = ..., center: _Optional[str] = ..., uri: _Optional[str] = ..., version_id: _Optional[str] = ..., etag: _Optional[str] = ..., size_bytes: _Optional[int] = ..., arrive_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., end_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[_Union[AgentArrival.State, str]] = ..., job: _Optional[str] = ..., place: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
