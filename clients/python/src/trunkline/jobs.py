"""What both clients know of jobs: when one is at rest, what came of it, and how its events are followed."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TypeVar, overload

import grpc
from google.protobuf.message import Message

from trunkline.errors import DeadlineExceeded, JobFailed, TrunklineError
from trunkline.retry import FOLLOWING, Patience
from trunkline.v1 import job_pb2, job_service_pb2

R = TypeVar("R", bound=Message)

#: How many seconds one call waits for a job before the next one does.
SLICE_SECONDS = 60.0

_AT_REST = frozenset(
    (
        job_pb2.Job.STATE_SUCCEEDED,
        job_pb2.Job.STATE_FAILED,
        job_pb2.Job.STATE_CANCELLED,
        job_pb2.Job.STATE_NEEDS_ATTENTION,
    )
)

#: After these a stream is taken up again, beside those after which any call is made again.
_BREAKS = frozenset(
    (
        grpc.StatusCode.ABORTED,
        grpc.StatusCode.CANCELLED,
        grpc.StatusCode.DATA_LOSS,
        grpc.StatusCode.DEADLINE_EXCEEDED,
        grpc.StatusCode.INTERNAL,
        grpc.StatusCode.RESOURCE_EXHAUSTED,
        grpc.StatusCode.UNKNOWN,
    )
)


def is_at_rest(job: job_pb2.Job) -> bool:
    """Whether a job has come to rest, well or badly."""
    return job.state in _AT_REST


def name_of(job: job_pb2.Job | str) -> str:
    """The name of a job, `jobs/UUID`."""
    return job if isinstance(job, str) else job.name


@overload
def result_of(job: job_pb2.Job, of: None) -> Message: ...


@overload
def result_of(job: job_pb2.Job, of: type[R]) -> R: ...


def result_of(job: job_pb2.Job, of: type[Message] | None) -> Message:
    """What came of a job that did all that it was asked to do; `JobFailed` of any other."""
    if job.state != job_pb2.Job.STATE_SUCCEEDED:
        raise JobFailed(job)
    field = job.WhichOneof("result")
    if field is None:
        raise TypeError(f"{job.name} has no result")
    result: Message = getattr(job, field)
    if of is not None and not isinstance(result, of):
        raise TypeError(f"the result of {job.name} is {type(result).__name__}, not {of.__name__}")
    return result


class Waiting:
    """The bounds of a wait for a job, over any number of calls."""

    def __init__(self, job: job_pb2.Job | str, timeout: float | None) -> None:
        self.name = name_of(job)
        self._ends = None if timeout is None else time.monotonic() + timeout
        self._patience = Patience(FOLLOWING, self._ends)

    def slice_seconds(self) -> float:
        """How long the next call is to wait."""
        left = SLICE_SECONDS if self._ends is None else self._ends - time.monotonic()
        return min(max(left, 0.0), SLICE_SECONDS)

    def request(self, seconds: float) -> job_service_pb2.WaitJobRequest:
        """Waits for so long."""
        request = job_service_pb2.WaitJobRequest(name=self.name)
        request.timeout.FromTimedelta(timedelta(seconds=seconds))
        return request

    def answered(self, job: job_pb2.Job) -> bool:
        """Whether that is the end; raises where the time is over before."""
        self._patience = Patience(FOLLOWING, self._ends)
        if is_at_rest(job):
            return True
        if self._ends is not None and time.monotonic() >= self._ends:
            state = job_pb2.Job.State.Name(job.state).removeprefix("STATE_").lower()
            raise DeadlineExceeded(f"{job.name} is {state} still", code=grpc.StatusCode.DEADLINE_EXCEEDED)
        return False

    def broken(self, error: TrunklineError) -> float:
        """How many seconds to pause before the next call; raises where it is enough."""
        wait = self._patience.wait(error) if error.may_pass else None
        if wait is None:
            raise error
        return wait


class Following:
    """How far the events of a job were told, over any number of streams."""

    def __init__(self, job: job_pb2.Job | str, after: int) -> None:
        self.name = name_of(job)
        #: The number of the last event that was told.
        self.last_event = after
        self._patience = Patience(FOLLOWING)

    def request(self) -> job_service_pb2.WatchJobRequest:
        """Tells what was not told yet."""
        return job_service_pb2.WatchJobRequest(name=self.name, after=self.last_event)

    def is_new(self, event: job_pb2.JobEvent) -> bool:
        """Whether it was not told before; from then on it was."""
        if event.number <= self.last_event:
            return False
        self.last_event = event.number
        self._patience = Patience(FOLLOWING)
        return True

    def is_over(self, job: job_pb2.Job) -> bool:
        """Whether all is told of a job that stands so."""
        return is_at_rest(job) and job.last_event <= self.last_event

    def broken(self, error: TrunklineError) -> float:
        """How many seconds to pause before the next stream; raises where it is enough."""
        passes = error.may_pass or error.code in _BREAKS
        wait = self._patience.wait(error) if passes else None
        if wait is None:
            raise error
        return wait

    def cut_short(self) -> TrunklineError:
        """What there is to say of a stream that ended although not all is told."""
        return TrunklineError(f"lost sight of {self.name}", code=grpc.StatusCode.UNKNOWN)
