"""What the daemon refuses, and why jobs end badly, as exceptions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import grpc
from google.protobuf.message import DecodeError, Message
from google.rpc import error_details_pb2, status_pb2

from trunkline.v1 import center_pb2, finding_pb2, job_pb2, plan_pb2

#: Where a status carries its details.
DETAILS = "grpc-status-details-bin"


@dataclass(frozen=True)
class Violation:
    """What is wrong with one field, or what forbids a call."""

    #: The field, such as `spec.specs`; the thing where it is no field.
    field: str
    #: What is wrong with it, for people.
    description: str


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a file, where, and how to mend it."""

    #: The file as the request named it.
    file: str
    #: The line, counted from 1. 0 where the file as a whole is meant.
    line: int
    #: The column in characters, counted from 1. 0 where the file as a whole is meant.
    column: int
    #: The members on the way there, such as `queues[1].hours`. Empty at the top.
    path: str
    #: The rule that found it, such as `unknown-name`. Stable, for programs.
    rule: str
    #: What is wrong.
    message: str
    #: What to do about it.
    remedy: str

    @classmethod
    def from_message(cls, found: finding_pb2.Finding) -> Finding:
        """The same out of its message."""
        return cls(found.file, found.line, found.column, found.path, found.rule, found.message, found.remedy)

    @classmethod
    def from_violation(cls, violation: Violation) -> Finding:
        """What a status says of a finding: its place as the field, the rest as the description."""
        file, line, column, path = _place(violation.field)
        told = _TOLD.match(violation.description)
        message, rule, remedy = told.groups() if told else (violation.description, "", "")
        return cls(file, line, column, path, rule, message, remedy)

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        where = f"{place} {self.path}" if self.path else place
        return f"{where}: {self.message} [{self.rule}]\n  remedy: {self.remedy}"


_TOLD = re.compile(r"(.*) \[([a-z0-9-]+)\]; remedy: (.*)\Z", re.DOTALL)
_PLACE = re.compile(r"(.*?):(\d+):(\d+)(?: (.*))?\Z", re.DOTALL)


def _place(text: str) -> tuple[str, int, int, str]:
    if found := _PLACE.match(text):
        file, line, column, path = found.groups()
        return file, int(line), int(column), path or ""
    file, _, path = text.partition(" ")
    return file, 0, 0, path


class TrunklineError(Exception):
    """What the daemon or the way to it answers in place of what was asked for.

    The manual of the daemon lists the reasons and what each of them has as metadata.
    """

    #: The status. `None` where no call was refused: a job ended badly.
    code: grpc.StatusCode | None
    #: What happened, for people.
    message: str
    #: A stable code for programs, such as `SPEC_INVALID`. Empty where it is not the daemon that answers.
    reason: str
    #: Every value that occurs in the message.
    metadata: dict[str, str]
    #: The fields that are wrong, or what forbids the call.
    violations: list[Violation]
    #: What is wrong with the files of a spec. Of a refused call as many as fit into a status:
    #: `metadata["findings"]` says how many there are, and a call with `validate_only` answers all.
    findings: list[Finding]
    #: After how many seconds to call again. `None` where the daemon does not say.
    retry_after: float | None
    #: The `request_id` that the call had. With it a job is found that was started all the same. Empty
    #: where the method takes none.
    request_id: str

    def __init__(self, message: str = "", *, code: grpc.StatusCode | None = None, reason: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.reason = code, message, reason
        self.metadata, self.violations, self.findings = {}, [], []
        self.retry_after, self.request_id = None, ""

    def __str__(self) -> str:
        word = self.reason or (self.code.name if self.code else "")
        return f"{self.message} [{word}]" if word else self.message

    @property
    def may_pass(self) -> bool:
        """Whether the same call may succeed when it is made again."""
        return self.code is grpc.StatusCode.UNAVAILABLE or self.retry_after is not None


class InvalidArgument(TrunklineError):
    """The request is wrong, whatever the state of things."""


class NotFound(TrunklineError):
    """There is no such thing, or no longer."""


class FailedPrecondition(TrunklineError):
    """The state of things forbids it."""


class PermissionDenied(TrunklineError):
    """The caller may not do that."""


class ResourceExhausted(TrunklineError):
    """The message is too large, or too much is under way."""


class DeadlineExceeded(TrunklineError, TimeoutError):
    """No answer came in time. What the call started goes on."""


class Unavailable(TrunklineError, ConnectionError):
    """There is no way to the daemon, or it is about to stop."""


class Cancelled(TrunklineError):
    """The caller cancelled the call."""


class Unimplemented(TrunklineError):
    """The daemon has no such method; it may be older than this package."""


class JobFailed(TrunklineError):
    """A job came to rest without doing all that it was asked to do."""

    #: The job.
    job: job_pb2.Job
    #: The steps that were given up or need a person.
    steps: list[center_pb2.StepOutcome]
    #: With `PLAN_STALE` of a kept plan, where the world is not as the plan saw it.
    differences: list[plan_pb2.PlanDifference]

    def __init__(self, job: job_pb2.Job) -> None:
        state = job_pb2.Job.State.Name(job.state).removeprefix("STATE_").lower()
        super().__init__(job.error.message or f"{job.name} is {state}", reason=job.error.reason)
        self.job = job
        self.metadata = dict(job.error.detail)
        self.findings = [Finding.from_message(found) for found in job.error.findings]
        self.steps = list(job.error.steps)
        self.differences = list(job.error.differences)
        self.request_id = job.request_id


_CLASSES: Mapping[grpc.StatusCode, type[TrunklineError]] = {
    grpc.StatusCode.INVALID_ARGUMENT: InvalidArgument,
    grpc.StatusCode.NOT_FOUND: NotFound,
    grpc.StatusCode.FAILED_PRECONDITION: FailedPrecondition,
    grpc.StatusCode.PERMISSION_DENIED: PermissionDenied,
    grpc.StatusCode.RESOURCE_EXHAUSTED: ResourceExhausted,
    grpc.StatusCode.DEADLINE_EXCEEDED: DeadlineExceeded,
    grpc.StatusCode.UNAVAILABLE: Unavailable,
    grpc.StatusCode.CANCELLED: Cancelled,
    grpc.StatusCode.UNIMPLEMENTED: Unimplemented,
}


class Refused(Protocol):
    """What gRPC raises, of either of its two kinds."""

    def code(self) -> grpc.StatusCode: ...

    def details(self) -> str | None: ...

    def trailing_metadata(self) -> Iterable[tuple[str, str | bytes]] | None: ...


def error_of(refused: Refused, request_id: str = "") -> TrunklineError:
    """The exception for what gRPC raised, with the details of its status."""
    code = refused.code()
    error = _CLASSES.get(code, TrunklineError)(refused.details() or "", code=code)
    error.request_id = request_id
    for key, value in refused.trailing_metadata() or ():
        if key == DETAILS and isinstance(value, bytes):
            _read_details(error, value)
    if error.reason == "SPEC_INVALID":
        error.findings = [Finding.from_violation(violation) for violation in error.violations]
    return error


def _read_details(error: TrunklineError, encoded: bytes) -> None:
    try:
        status = status_pb2.Status.FromString(encoded)
    except DecodeError:
        return  # Whoever stands between wrote something else there; the status alone is what there is.
    for detail in status.details:
        for kind, read in _DETAILS.items():
            if detail.Is(kind.DESCRIPTOR):
                found = kind()
                detail.Unpack(found)
                read(error, found)


def _read_info(error: TrunklineError, info: error_details_pb2.ErrorInfo) -> None:
    error.reason = info.reason
    error.metadata = dict(info.metadata)


def _read_fields(error: TrunklineError, bad: error_details_pb2.BadRequest) -> None:
    error.violations += [Violation(each.field, each.description) for each in bad.field_violations]


def _read_subjects(
    error: TrunklineError,
    failure: error_details_pb2.PreconditionFailure | error_details_pb2.QuotaFailure,
) -> None:
    error.violations += [Violation(each.subject, each.description) for each in failure.violations]


def _read_retry(error: TrunklineError, retry: error_details_pb2.RetryInfo) -> None:
    error.retry_after = retry.retry_delay.seconds + retry.retry_delay.nanos / 1e9


_DETAILS: Mapping[type[Message], Callable[[TrunklineError, Any], None]] = {
    error_details_pb2.ErrorInfo: _read_info,
    error_details_pb2.BadRequest: _read_fields,
    error_details_pb2.PreconditionFailure: _read_subjects,
    error_details_pb2.QuotaFailure: _read_subjects,
    error_details_pb2.RetryInfo: _read_retry,
}
