"""Blocking calls: deadlines, repeats, request ids, metadata and errors under the generated stubs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, TypeVar, cast

import grpc
from google.protobuf.message import Message

from trunkline.errors import error_of
from trunkline.headers import Headers, headers_of
from trunkline.manner import Manner, identified
from trunkline.retry import Patience

A = TypeVar("A")


class Calls:
    """Takes the place of a channel: the stubs that are made of it make their calls in this manner."""

    def __init__(self, channel: grpc.Channel, manner: Manner) -> None:
        self._channel = channel
        self._manner = manner

    def unary_unary(self, method: str, *ways: Any, **options: Any) -> UnaryCall:
        return UnaryCall(self._channel.unary_unary(method, *ways, **options), self._manner)

    def unary_stream(self, method: str, *ways: Any, **options: Any) -> StreamCall:
        return StreamCall(self._channel.unary_stream(method, *ways, **options), self._manner)

    def stream_unary(self, method: str, *ways: Any, **options: Any) -> UploadCall:
        return UploadCall(self._channel.stream_unary(method, *ways, **options), self._manner)

    def as_channel(self) -> grpc.Channel:
        """What the generated stubs take."""
        return cast(grpc.Channel, self)


class UnaryCall:
    """A method that takes one message and answers one."""

    def __init__(self, method: Any, manner: Manner) -> None:
        self._method = method
        self._manner = manner

    def __call__(
        self, request: Message, timeout: float | None = None, metadata: Headers | None = None, **options: Any
    ) -> Any:
        """`timeout` is in seconds, for the call with all its repeats."""
        return self.with_call(request, timeout, metadata, **options)[0]

    def with_call(
        self, request: Message, timeout: float | None = None, metadata: Headers | None = None, **options: Any
    ) -> tuple[Any, grpc.Call]:
        """Answers the call too, with the metadata of the answer."""
        request, request_id = identified(request)

        def attempt(seconds: float | None) -> tuple[Any, grpc.Call]:
            headers = headers_of(metadata, self._manner.headers)
            answered = self._method.with_call(request, timeout=seconds, metadata=headers, **options)
            return cast("tuple[Any, grpc.Call]", answered)

        return repeated(attempt, self._manner.patience(timeout), request_id)

    def future(self, *_: Any, **__: Any) -> None:
        """Not offered: repeats need somebody who waits."""
        raise NotImplementedError("AsyncClient makes calls side by side")


class UploadCall:
    """A method that takes many messages and answers one.

    It is repeated where its messages can be gone through again: a list can, a generator cannot.
    """

    def __init__(self, method: Any, manner: Manner) -> None:
        self._method = method
        self._manner = manner

    def __call__(
        self,
        request_iterator: Iterable[Message],
        timeout: float | None = None,
        metadata: Headers | None = None,
        **options: Any,
    ) -> Any:
        """`timeout` is in seconds, for the call with all its repeats."""
        repeatable = iter(request_iterator) is not request_iterator

        def attempt(seconds: float | None) -> Any:
            headers = headers_of(metadata, self._manner.headers)
            return self._method(iter(request_iterator), timeout=seconds, metadata=headers, **options)

        return repeated(attempt, self._manner.patience(timeout, repeatable=repeatable), "")


class StreamCall:
    """A method that takes one message and answers many."""

    def __init__(self, method: Any, manner: Manner) -> None:
        self._method = method
        self._manner = manner

    def __call__(
        self, request: Message, timeout: float | None = None, metadata: Headers | None = None, **options: Any
    ) -> Stream[Any]:
        """Never repeated; without `timeout` it has no deadline."""
        headers = headers_of(metadata, self._manner.headers)
        return Stream(self._method(request, timeout=timeout, metadata=headers, **options))


class Stream(Generic[A]):
    """The messages of an answer, as they come."""

    def __init__(self, call: Any) -> None:
        self._call = call

    def __iter__(self) -> Iterator[A]:
        return self

    def __next__(self) -> A:
        try:
            return cast(A, next(self._call))
        except grpc.RpcError as refused:
            raise error_of(cast(Any, refused)) from refused

    def cancel(self) -> None:
        """Ends the call; may be asked for by another thread."""
        self._call.cancel()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._call, name)


def repeated(attempt: Callable[[float | None], A], patience: Patience, request_id: str) -> A:
    """The answer of the first attempt that has one; else the error of the last."""
    while True:
        try:
            return attempt(patience.seconds_left)
        except grpc.RpcError as refused:
            error = error_of(cast(Any, refused), request_id)
            wait = patience.wait(error) if error.may_pass else None
            if wait is None:
                raise error from refused
        time.sleep(wait)
