"""The blocking client."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TypeVar, overload

import grpc
from google.protobuf.message import Message

from trunkline.calls import Calls
from trunkline.channels import Options, sync_channel
from trunkline.errors import NotFound, TrunklineError
from trunkline.files import (
    Declared,
    File,
    Held,
    Parts,
    document_name,
    gather,
    held,
    is_going,
    to_messages,
    too_large,
)
from trunkline.headers import HeaderSource
from trunkline.jobs import Following, Waiting, result_of
from trunkline.manner import Manner
from trunkline.retry import TIMEOUT_SECONDS, Retry
from trunkline.v1 import document_service_pb2, flow_pb2, job_pb2, spec_pb2
from trunkline.v1.agent_service_pb2_grpc import AgentServiceStub
from trunkline.v1.analytics_share_service_pb2_grpc import AnalyticsShareServiceStub
from trunkline.v1.contact_center_service_pb2_grpc import ContactCenterServiceStub
from trunkline.v1.document_service_pb2_grpc import DocumentServiceStub
from trunkline.v1.flow_service_pb2_grpc import FlowServiceStub
from trunkline.v1.governance_service_pb2_grpc import GovernanceServiceStub
from trunkline.v1.job_service_pb2_grpc import JobServiceStub
from trunkline.v1.plan_service_pb2_grpc import PlanServiceStub
from trunkline.v1.region_service_pb2_grpc import RegionServiceStub
from trunkline.v1.target_service_pb2_grpc import TargetServiceStub
from trunkline.watching import Watch

R = TypeVar("R", bound=Message)


class Client:
    """A daemon, with its services as attributes.

    Their methods are those of the generated stubs. Each call has a deadline, is made again where that may
    help, and raises `TrunklineError`. One client serves any number of threads.
    """

    def __init__(
        self,
        endpoint: str | None = None,
        *,
        credentials: grpc.ChannelCredentials | None = None,
        timeout: float = TIMEOUT_SECONDS,
        retry: Retry | None = None,
        headers: HeaderSource | None = None,
        options: Options = (),
    ) -> None:
        """`timeout` is in seconds, for each call with all its repeats.

        `endpoint` is `HOST:PORT` or a URL of it, without which the environment says it as
        `TRUNKLINE_ENDPOINT`, or it is the usual one. `https://` and `credentials` ask for TLS.
        `headers` is asked for metadata before each attempt. `options` are those of gRPC channels.
        """
        manner = Manner(timeout, retry or Retry(), headers)
        self._timeout = timeout
        self._channel = sync_channel(endpoint, credentials, options)
        # Waits count their repeats themselves.
        self._waits = JobServiceStub(Calls(self._channel, manner.once()).as_channel())
        calls = Calls(self._channel, manner).as_channel()
        self.agents = AgentServiceStub(calls)
        self.analytics_shares = AnalyticsShareServiceStub(calls)
        self.contact_centers = ContactCenterServiceStub(calls)
        self.documents = DocumentServiceStub(calls)
        self.flows = FlowServiceStub(calls)
        self.governance = GovernanceServiceStub(calls)
        self.jobs = JobServiceStub(calls)
        self.plans = PlanServiceStub(calls)
        self.regions = RegionServiceStub(calls)
        self.targets = TargetServiceStub(calls)

    def close(self) -> None:
        """Ends all calls and the connection."""
        self._channel.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def wait(self, job: job_pb2.Job | str, timeout: float | None = None) -> job_pb2.Job:
        """Answers the job when it is at rest, however long that takes and however it ended.

        Raises `DeadlineExceeded` where it is not after `timeout` seconds; the job goes on.
        """
        waiting = Waiting(job, timeout)
        while True:
            seconds = waiting.slice_seconds()
            try:
                answer = self._waits.WaitJob(waiting.request(seconds), timeout=seconds + self._timeout)
            except TrunklineError as error:
                time.sleep(waiting.broken(error))
                continue
            if waiting.answered(answer):
                return answer

    def watch(self, job: job_pb2.Job | str, after: int = 0) -> Watch:
        """The events of a job after a number, each once and in order, until the job is at rest."""
        return Watch(self.jobs, Following(job, after))

    @overload
    def result(self, job: job_pb2.Job | str, of: None = None, timeout: float | None = None) -> Message: ...

    @overload
    def result(self, job: job_pb2.Job | str, of: type[R], timeout: float | None = None) -> R: ...

    def result(
        self, job: job_pb2.Job | str, of: type[Message] | None = None, timeout: float | None = None
    ) -> Message:
        """Waits for a job and answers what came of it, such as an `ApplyResult`.

        `of` says what that has to be. Raises `JobFailed` where the job did not do all that it was asked to.
        """
        return result_of(self.wait(job, timeout), of)

    def spec(
        self,
        *declared: Declared,
        variables: Mapping[str, str] | None = None,
        folder: os.PathLike[str] | None = None,
        files: Mapping[str, str | bytes] | None = None,
    ) -> spec_pb2.Spec:
        """A declaration as requests hold it: the base, then its overlays in the order in which they apply.

        Each is a dict, a text in YAML or JSON, or the path of a file or of a folder with a `center.yaml`.
        Files that it names travel along: those of a path from beside it, those of a dict or a text from
        `folder`, and all of `files`. What is too large for a request is uploaded.
        """
        spec = gather(declared, variables or {}, folder, files or {})
        return spec.to_message(self._uploaded([*spec.specs, *spec.files]))

    def bundle(self, files: Held, default_type: str = "") -> flow_pb2.FlowBundle:
        """A bundle of flows as requests hold it: contents by path, or the path of a file or folder."""
        return flow_pb2.FlowBundle(files=self.files(files), default_type=default_type)

    def files(self, files: Held) -> list[spec_pb2.SourceFile]:
        """Files as requests hold them. What is too large for a request is uploaded."""
        gathered = held(files)
        return to_messages(gathered, self._uploaded(gathered))

    def upload(self, content: bytes, timeout: float | None = None) -> str:
        """The name of the document with this content, which is sent only where it is not there yet."""
        name = document_name(content)
        try:
            document = self.documents.GetDocument(document_service_pb2.GetDocumentRequest(name=name))
        except NotFound:
            document = None
        if document is None or is_going(document):
            document = self.documents.UploadDocument(Parts(content), timeout=timeout)  # type: ignore[arg-type]
        return document.name

    def download(self, name: str, timeout: float | None = None) -> bytes:
        """The content of a document, such as a file of an export."""
        request = document_service_pb2.DownloadDocumentRequest(name=name)
        timeout = self._timeout if timeout is None else timeout
        return b"".join(piece.chunk for piece in self.documents.DownloadDocument(request, timeout=timeout))

    def _uploaded(self, files: list[File]) -> dict[str, str]:
        return {file.path: self.upload(file.content) for file in too_large(files)}
