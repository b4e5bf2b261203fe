import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from trunkline.v1 import plan_pb2 as _plan_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ContactCenter(_message.Message):
    __slots__ = ("name", "instance", "hours_of_operation", "queues", "routing_profiles", "security_profiles", "users", "quick_connects", "contact_flows", "phone_numbers", "lambda_functions", "lex_bots", "user_secrets", "others")
    class HoursOfOperationEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class QueuesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class RoutingProfilesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class SecurityProfilesEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class UsersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class QuickConnectsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class ContactFlowsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class PhoneNumbersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: PhoneNumber
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[PhoneNumber, _Mapping]] = ...) -> None: ...
    class UserSecretsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    class OthersEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Things
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Things, _Mapping]] = ...) -> None: ...
    NAME_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_FIELD_NUMBER: _ClassVar[int]
    HOURS_OF_OPERATION_FIELD_NUMBER: _ClassVar[int]
    QUEUES_FIELD_NUMBER: _ClassVar[int]
    ROUTING_PROFILES_FIELD_NUMBER: _ClassVar[int]
    SECURITY_PROFILES_FIELD_NUMBER: _ClassVar[int]
    USERS_FIELD_NUMBER: _ClassVar[int]
    QUICK_CONNECTS_FIELD_NUMBER: _ClassVar[int]
    CONTACT_FLOWS_FIELD_NUMBER: _ClassVar[int]
    PHONE_NUMBERS_FIELD_NUMBER: _ClassVar[int]
    LAMBDA_FUNCTIONS_FIELD_NUMBER: _ClassVar[int]
    LEX_BOTS_FIELD_NUMBER: _ClassVar[int]
    USER_SECRETS_FIELD_NUMBER: _ClassVar[int]
    OTHERS_FIELD_NUMBER: _ClassVar[int]
    name: str
    instance: Instance
    hours_of_operation: _containers.MessageMap[str, Thing]
    queues: _containers.MessageMap[str, Thing]
    routing_profiles: _containers.MessageMap[str, Thing]
    security_profiles: _containers.MessageMap[str, Thing]
    users: _containers.MessageMap[str, Thing]
    quick_connects: _containers.MessageMap[str, Thing]
    contact_flows: _containers.MessageMap[str, Thing]
    phone_numbers: _containers.MessageMap[str, PhoneNumber]
    lambda_functions: _containers.RepeatedScalarFieldContainer[str]
    lex_bots: _containers.RepeatedCompositeFieldContainer[LexBot]
    user_secrets: _containers.MessageMap[str, Thing]
    others: _containers.MessageMap[str, Things]
    def __init__(self, name: _Optional[str] = ..., instance: _Optional[_Union[Instance, _Mapping]] = ..., hours_of_operation: _Optional[_Mapping[str, Thing]] = ..., queues: _Optional[_Mapping[str, Thing]] = ..., routing_profiles: _Optional[_Mapping[str, Thing]] = ..., security_profiles: _Optional[_Mapping[str, Thing]] = ..., users: _Optional[_Mapping[str, Thing]] = ..., quick_connects: _Optional[_Mapping[str, Thing]] = ..., contact_flows: _Optional[_Mapping[str, Thing]] = ..., phone_numbers: _Optional[_Mapping[str, PhoneNumber]] = ..., lambda_functions: _Optional[_Iterable[str]] = ..., lex_bots: _Optional[_Iterable[_Union[LexBot, _Mapping]]] = ..., user_secrets: _Optional[_Mapping[str, Thing]] = ..., others: _Optional[_Mapping[str, Things]] = ...) -> None: ...

class Things(_message.Message):
    __slots__ = ("by_name",)
    class ByNameEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: Thing
        def __init__(self, key: _Optional[str] = ..., value: _Optional[_Union[Thing, _Mapping]] = ...) -> None: ...
    BY_NAME_FIELD_NUMBER: _ClassVar[int]
    by_name: _containers.MessageMap[str, Thing]
    def __init__(self, by_name: _Optional[_Mapping[str, Thing]] = ...) -> None: ...

class Instance(_message.Message):
    __slots__ = ("id", "arn", "alias", "status", "access_url", "identity_management", "create_time", "service_role_arn")
    ID_FIELD_NUMBER: _ClassVar[int]
    ARN_FIELD_NUMBER: _ClassVar[int]
    ALIAS_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    ACCESS_URL_FIELD_NUMBER: _ClassVar[int]
    IDENTITY_MANAGEMENT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    SERVICE_ROLE_ARN_FIELD_NUMBER: _ClassVar[int]
    id: str
    arn: str
    alias: str
    status: str
    access_url: str
    identity_management: str
    create_time: _timestamp_pb2.Timestamp
    service_role_arn: str
    def __init__(self, id: _Optional[str] = ..., arn: _Optional[str] = ..., alias: _Optional[str] = ..., status: _Optional[str] = ..., access_url: _Optional[str] = ..., identity_management: _Optional[str] = ..., create_time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., service_role_arn: _Optional[str] = ...) -> None: ...

class Thing(_message.Message):
    __slots__ = ("id", "arn")
    ID_FIELD_NUMBER: _ClassVar[int]
    ARN_FIELD_NUMBER: _ClassVar[int]
    id: str
    arn: str
    def __init__(self, id: _Optional[str] = ..., arn: _Optional[str] = ...) -> None: ...

class PhoneNumber(_message.Message):
    __slots__ = ("id", "arn", "number", "country", "type", "flow")
    ID_FIELD_NUMBER: _ClassVar[int]
    ARN_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    FLOW_FIELD_NUMBER: _ClassVar[int]
    id: str
    arn: str
    number: str
    country: str
    type: str
    flow: str
    def __init__(self, id: _Optional[str] = ..., arn: _Optional[str] = ..., number: _Optional[str] = ..., country: _Optional[str] = ..., type: _Optional[str] = ..., flow: _Optional[str] = ...) -> None: ...

class LexBot(_message.Message):
    __slots__ = ("alias_arn", "name", "region")
    ALIAS_ARN_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    alias_arn: str
    name: str
    region: str
    def __init__(self, alias_arn: _Optional[str] = ..., name: _Optional[str] = ..., region: _Optional[str] = ...) -> None: ...

class ApplyResult(_message.Message):
    __slots__ = ("plan", "outcomes", "center", "changes")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    CENTER_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    plan: _plan_pb2.Plan
    outcomes: _containers.RepeatedCompositeFieldContainer[StepOutcome]
    center: ContactCenter
    changes: int
    def __init__(self, plan: _Optional[_Union[_plan_pb2.Plan, _Mapping]] = ..., outcomes: _Optional[_Iterable[_Union[StepOutcome, _Mapping]]] = ..., center: _Optional[_Union[ContactCenter, _Mapping]] = ..., changes: _Optional[int] = ...) -> None: ...

class DestroyResult(_message.Message):
    __slots__ = ("plan", "outcomes", "kept", "changes")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    KEPT_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    plan: _plan_pb2.Plan
    outcomes: _containers.RepeatedCompositeFieldContainer[StepOutcome]
    kept: _containers.RepeatedScalarFieldContainer[str]
    changes: int
    def __init__(self, plan: _Optional[_Union[_plan_pb2.Plan, _Mapping]] = ..., outcomes: _Optional[_Iterable[_Union[StepOutcome, _Mapping]]] = ..., kept: _Optional[_Iterable[str]] = ..., changes: _Optional[int] = ...) -> None: ...

class DescribeResult(_message.Message):
    __slots__ = ("center", "reads")
    CENTER_FIELD_NUMBER: _ClassVar[int]
    READS_FIELD_NUMBER: _ClassVar[int]
    center: ContactCenter
    reads: int
    def __init__(self, center: _Optional[_Union[ContactCenter, _Mapping]] = ..., reads: _Optional[int] = ...) -> None: ...

class StepOutcome(_message.Message):
    __slots__ = ("step", "state", "reason", "message", "detail")
    class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        STATE_UNSPECIFIED: _ClassVar[StepOutcome.State]
        STATE_DONE: _ClassVar[StepOutcome.State]
        STATE_FAILED: _ClassVar[StepOutcome.State]
        STATE_SKIPPED: _ClassVar[StepOutcome.State]
        STATE_NOT_STARTED: _ClassVar[StepOutcome.State]
        STATE_NEEDS_ATTENTION: _ClassVar[StepOutcome.State]
    STATE_UNSPECIFIED: StepOutcome.State
    STATE_DONE: StepOutcome.State
    STATE_FAILED: StepOutcome.State
    STATE_SKIPPED: StepOutcome.State
    STATE_NOT_STARTED: StepOutcome.State
    STATE_NEEDS_ATTENTION: StepOutcome.State
    class DetailEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    STEP_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    step: str
    state: StepOutcome.State
    reason: str
    message: str
    detail: _containers.ScalarMap[str, str]
    def __init__(self, step: _Optional[str] = ..., state: _Optional[_Union[StepOutcome.State, str]] = ..., reason: _Optional[str] = ..., message: _Optional[str] = ..., detail: _Optional[_Mapping[str, str]] = ...) -> None: ...
