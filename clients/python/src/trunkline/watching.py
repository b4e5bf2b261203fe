"""Watching a job to its end, across broken connections and restarts of the daemon."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from types import TracebackType
from typing import cast

from trunkline.calls import Stream
from trunkline.errors import TrunklineError
from trunkline.jobs import Following
from trunkline.v1 import job_pb2, job_service_pb2
from trunkline.v1.job_service_pb2_grpc import JobServiceStub


class Watch(Iterator[job_pb2.JobEvent]):
    """The events of a job, each once and in order, until the job is at rest."""

    def __init__(self, jobs: JobServiceStub, following: Following) -> None:
        self._jobs = jobs
        self._following = following
        self._stream: Stream[job_pb2.JobEvent] | None = None
        self._cancelled = threading.Event()

    @property
    def last_event(self) -> int:
        """The number of the last event that was told."""
        return self._following.last_event

    def __next__(self) -> job_pb2.JobEvent:
        while not self._cancelled.is_set():
            try:
                event = self._next_of_stream()
            except TrunklineError as error:
                self._stream = None
                if not self._cancelled.is_set():
                    self._cancelled.wait(self._following.broken(error))
                continue
            if event is None:
                break
            if self._following.is_new(event):
                return event
        self.cancel()
        raise StopIteration

    def _next_of_stream(self) -> job_pb2.JobEvent | None:
        """`None` when all is told."""
        if self._stream is None:
            stream = self._jobs.WatchJob(self._following.request())
            self._stream = cast("Stream[job_pb2.JobEvent]", stream)
            if self._cancelled.is_set():  # Meanwhile, by a thread that had no stream to cancel.
                self._stream.cancel()
        for event in self._stream:
            return event
        self._stream = None
        job = self._jobs.GetJob(job_service_pb2.GetJobRequest(name=self._following.name))
        if self._following.is_over(job):
            return None
        raise self._following.cut_short()

    def cancel(self) -> None:
        """Ends the iteration; may be asked for by another thread. The job goes on."""
        self._cancelled.set()
        if self._stream is not None:
            self._stream.cancel()

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()
