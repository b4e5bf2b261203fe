"""Watching a job with `asyncio` to its end, across broken connections and restarts of the daemon."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import TracebackType
from typing import TYPE_CHECKING, cast

from trunkline.async_calls import AsyncStream
from trunkline.errors import TrunklineError
from trunkline.jobs import Following
from trunkline.v1 import job_pb2, job_service_pb2

if TYPE_CHECKING:
    from trunkline.v1.job_service_pb2_grpc import JobServiceAsyncStub


class AsyncWatch(AsyncIterator[job_pb2.JobEvent]):
    """The events of a job, each once and in order, until the job is at rest."""

    def __init__(self, jobs: JobServiceAsyncStub, following: Following) -> None:
        self._jobs = jobs
        self._following = following
        self._stream: AsyncStream[job_pb2.JobEvent] | None = None
        self._cancelled = asyncio.Event()

    @property
    def last_event(self) -> int:
        """The number of the last event that was told."""
        return self._following.last_event

    async def __anext__(self) -> job_pb2.JobEvent:
        while not self._cancelled.is_set():
            try:
                event = await self._next_of_stream()
            except TrunklineError as error:
                self._stream = None
                await self._pause(error)
                continue
            except asyncio.CancelledError:
                # Of this watch, or of the task that waits for it.
                if self._cancelled.is_set():
                    break
                raise
            if event is None:
                break
            if self._following.is_new(event):
                return event
        self.cancel()
        raise StopAsyncIteration

    async def _pause(self, error: TrunklineError) -> None:
        if self._cancelled.is_set():
            return
        try:
            await asyncio.wait_for(self._cancelled.wait(), self._following.broken(error))
        except asyncio.TimeoutError:
            return  # It was not cancelled meanwhile.

    async def _next_of_stream(self) -> job_pb2.JobEvent | None:
        """`None` when all is told."""
        if self._stream is None:
            stream = self._jobs.WatchJob(self._following.request())
            self._stream = cast("AsyncStream[job_pb2.JobEvent]", stream)
        async for event in self._stream:
            return event
        self._stream = None
        job: job_pb2.Job = await self._jobs.GetJob(job_service_pb2.GetJobRequest(name=self._following.name))
        if self._following.is_over(job):
            return None
        raise self._following.cut_short()

    def cancel(self) -> None:
        """Ends the iteration. The job goes on."""
        self._cancelled.set()
        if self._stream is not None:
            self._stream.cancel()

    async def __aenter__(self) -> AsyncWatch:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.cancel()
